package io.gauger.account;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * A customer that is billed.
 *
 * @param id names it for good
 * @param name shown to people
 * @param status whether it is served
 * @param planId its plan; null without one
 * @param billing when it pays
 * @param timeZone the IANA zone of its periods
 * @param currency of its money, ISO 4217
 * @param createdAt when it was made
 * @param updatedAt when it was last written
 * @param version how often it was written, from 1
 */
public record Account(
        String id,
        String name,
        Status status,
        @Nullable String planId,
        Billing billing,
        String timeZone,
        String currency,
        Instant createdAt,
        Instant updatedAt,
        long version) {

    /** Whether an account is served. */
    public enum Status {
        ACTIVE,
        /** All its requests are refused, until it is active again. */
        SUSPENDED,
        /** All its requests are refused, for good; it is kept for what was billed. */
        CLOSED
    }

    /** When an account pays. */
    public enum Billing {
        POSTPAID,
        /** Refused for want of credits. */
        PREPAID
    }

    /** Where its periods begin and end; UTC if its time zone is none. */
    public ZoneId zone() {
        try {
            return ZoneId.of(timeZone);
        } catch (DateTimeException e) {
            return ZoneOffset.UTC;
        }
    }

    /** The same, otherwise written. */
    public Account with(String newName, Status newStatus, Billing newBilling, String newTimeZone, String newCurrency) {
        return new Account(
                id, newName, newStatus, planId, newBilling, newTimeZone, newCurrency, createdAt, updatedAt, version);
    }

    /** The same with this plan; null for none. */
    public Account withPlan(@Nullable String newPlanId) {
        return new Account(id, name, status, newPlanId, billing, timeZone, currency, createdAt, updatedAt, version);
    }
}
