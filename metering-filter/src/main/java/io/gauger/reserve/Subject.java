package io.gauger.reserve;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** What a limit is about: something of somebody in a period. Immutable. */
public final class Subject {
    private final Kind kind;
    private final String owner;
    private final Period period;

    /** What is counted. */
    public enum Kind {
        /** Every admitted request of an account. */
        ACCOUNT_REQUESTS {
            @Override
            BigDecimal measure(BigDecimal units) {
                return BigDecimal.ONE;
            }
        },
        /** The units of an account. */
        ACCOUNT_UNITS {
            @Override
            BigDecimal measure(BigDecimal units) {
                return units;
            }
        };

        /** What a request of so many units uses up. */
        abstract BigDecimal measure(BigDecimal units);
    }

    /**
     * This of that.
     *
     * @param owner the id of the account
     */
    public Subject(Kind kind, String owner, Period period) {
        this.kind = kind;
        this.owner = owner;
        this.period = period;
    }

    /** What is counted. */
    public Kind kind() {
        return kind;
    }

    /** The id of the account. */
    public String owner() {
        return owner;
    }

    /** When it counts. */
    public Period period() {
        return period;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Subject subject
                && kind == subject.kind
                && owner.equals(subject.owner)
                && period.equals(subject.period);
    }

    @Override
    public int hashCode() {
        return (owner.hashCode() * 31 + period.hashCode()) * 31 + kind.name().hashCode();
    }

    @Override
    public String toString() {
        return kind + " of " + owner + " in " + period;
    }
}
