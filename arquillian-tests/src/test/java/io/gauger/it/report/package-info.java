/**
 * What was tested on which server: noted by every run of the tests, and put together in one table when all have run.
 * Depends on {@link io.gauger.server}. Start with {@link io.gauger.it.report.ServerTableIT}.
 */
@NullMarked
package io.gauger.it.report;

import org.jspecify.annotations.NullMarked;
