/**
 * Tells once a period that an account's budget is used up to 80, 90 and 100 %, by a webhook too. May depend on budgets and
 * periods; knows the database by its port {@link io.gauger.alert.AlertStore} only. Start with {@link io.gauger.alert.Alerting}.
 */
@NullMarked
package io.gauger.alert;

import org.jspecify.annotations.NullMarked;
