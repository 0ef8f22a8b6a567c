package io.gauger.bill;

import io.gauger.price.Price;
import java.math.BigDecimal;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A line of an invoice. Money has 12 decimals; what is owed is above zero. */
public sealed interface InvoiceLine {
    /** Decimals of money. */
    int SCALE = 12;

    /** What is owed. */
    BigDecimal amount();

    /** What the list price of the same is. */
    BigDecimal market();

    /** Whether it is in the ledger, as all is but what a plan costs in a period that is not charged yet. */
    default boolean posted() {
        return true;
    }

    /**
     * Requests of one route, provider and model, by one version of a price.
     *
     * @param price the version; null for what had no price
     */
    record Usage(
            @Nullable Price price,
            String route,
            @Nullable String provider,
            @Nullable String model,
            long requests,
            long promptTokens,
            long completionTokens,
            long cachedTokens,
            BigDecimal units,
            BigDecimal amount,
            BigDecimal market)
            implements InvoiceLine {}

    /**
     * The price of a plan for one of its periods.
     *
     * @param posted whether it is in the ledger
     */
    record Plan(PlanCharge charge, boolean posted) implements InvoiceLine {
        @Override
        public BigDecimal amount() {
            return charge.price();
        }

        @Override
        public BigDecimal market() {
            return charge.price();
        }
    }

    /**
     * What was used beyond the quota of a plan in one of its periods.
     *
     * @param posted whether it is in the ledger
     */
    record Overage(PlanCharge charge, boolean posted) implements InvoiceLine {
        @Override
        public BigDecimal amount() {
            return charge.overageAmount();
        }

        @Override
        public BigDecimal market() {
            return charge.overageAmount();
        }
    }

    /**
     * What was put right, by hand or by pricing a period anew.
     *
     * @param entry of the ledger
     */
    record Adjustment(UUID entry, String reference, @Nullable String reason, BigDecimal amount) implements InvoiceLine {
        @Override
        public BigDecimal market() {
            return amount;
        }
    }
}
