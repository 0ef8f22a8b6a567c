/**
 * The admin API under {@code /metering}: for operators, and for customers what is their own. May depend on everything else;
 * nothing depends on it. Start with {@link io.gauger.admin.AdminApplication}, then {@link io.gauger.admin.AdminApi}.
 */
@NullMarked
package io.gauger.admin;

import org.jspecify.annotations.NullMarked;
