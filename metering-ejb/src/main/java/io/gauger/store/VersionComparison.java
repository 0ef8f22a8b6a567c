package io.gauger.store;

import io.gauger.account.StoredPrice;
import io.gauger.price.PriceBook;
import io.gauger.rerate.OtherVersion;
import io.gauger.rerate.OtherVersion.Kind;
import io.gauger.rerate.RatingVerification;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds the records of which another version of a price decides now than the one that they name: those that {@link AccountRater}
 * would write a line for. For one thread.
 */
final class VersionComparison {
    private final Map<String, StoredPrice> versions = new HashMap<>();
    private final PriceBook book;
    private final List<OtherVersion> found = new ArrayList<>();
    private final Map<Kind, Long> counts = new EnumMap<>(Kind.class);

    /** With all versions that there are, also those that were taken back. */
    VersionComparison(List<StoredPrice> stored) {
        stored.forEach(version -> versions.put(version.price().id(), version));
        book = book(stored);
    }

    /** Without what was taken back. */
    static PriceBook book(List<StoredPrice> stored) {
        return new PriceBook(stored.stream()
                .filter(version -> !version.withdrawn())
                .map(StoredPrice::price)
                .toList());
    }

    /**
     * Looks at a record.
     *
     * @param currency in which its account is billed
     * @param named the version that it names, or its last re-rating does
     */
    void compare(PricedRecords.Row row, String account, String currency, @Nullable String named) {
        StoredPrice before = named == null ? null : versions.get(named);
        String deciding = book.rate(row, currency).priceId();
        // what names a version that is not there is a difference of another kind
        if ((named == null) != (before == null) || (deciding == null && (before == null || !before.withdrawn()))) {
            return;
        }
        StoredPrice now = deciding == null ? null : versions.get(deciding);
        if (deciding == null || !deciding.equals(named)) {
            Kind kind = kind(row, before, now);
            counts.merge(kind, 1L, Long::sum);
            if (found.size() < RatingVerification.MOST_DIFFERENCES) {
                found.add(new OtherVersion(
                        kind, row.id(), Instant.ofEpochMilli(row.epochMilli()), account, named, deciding));
            }
        }
    }

    List<OtherVersion> found() {
        return found;
    }

    Map<Kind, Long> counts() {
        return counts;
    }

    private static Kind kind(PricedRecords.Row row, @Nullable StoredPrice before, @Nullable StoredPrice now) {
        if (before == null) {
            return Kind.UNPRICED;
        }
        if (before.withdrawn() || now == null) {
            return Kind.TAKEN_BACK;
        }
        if (!before.price().currency().equals(now.price().currency())) {
            return Kind.OTHER_CURRENCY;
        }
        return now.createdAt().toEpochMilli() <= row.epochMilli() ? Kind.HEARD_LATE : Kind.MADE_LATER;
    }
}
