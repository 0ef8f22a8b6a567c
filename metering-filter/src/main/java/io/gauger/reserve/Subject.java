package io.gauger.reserve;

import org.jspecify.annotations.Nullable;

/** What a limit is about: something of somebody in a period. Immutable. */
public final class Subject {
    private final Kind kind;
    private final String owner;
    private final Period period;

    /** What is counted. */
    public enum Kind {
        /** Every admitted request of an account. */
        ACCOUNT_REQUESTS(0),
        /** The units of an account. */
        ACCOUNT_UNITS(9),
        /** What an account spends of its credits. */
        ACCOUNT_CREDITS(Kind.MONEY_SCALE),
        /** What an account spends of its budget. */
        ACCOUNT_BUDGET(Kind.MONEY_SCALE),
        /** What is spent by a key. */
        KEY_SPEND(Kind.MONEY_SCALE);

        /** With how many decimals money is counted. */
        static final int MONEY_SCALE = 12;

        private final int scale;

        Kind(int scale) {
            this.scale = scale;
        }

        /** Whether money is counted. */
        public boolean isMoney() {
            return this != ACCOUNT_REQUESTS && this != ACCOUNT_UNITS;
        }

        /** With how many decimals it is counted. */
        int scale() {
            return scale;
        }
    }

    /**
     * This of that.
     *
     * @param owner the id of the account, or of the key
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

    /** The id of the account, or of the key. */
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
