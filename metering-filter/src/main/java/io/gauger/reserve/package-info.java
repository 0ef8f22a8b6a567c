/**
 * What is held of quotas and money before a request runs, and how nodes share it; docs/decisions/0015-reservation.md is
 * the reasoning. May depend on what is known of accounts. Start with {@link io.gauger.reserve.Allowances}, then
 * {@link io.gauger.reserve.Reservations}.
 */
@NullMarked
package io.gauger.reserve;

import org.jspecify.annotations.NullMarked;
