package io.gauger.store;

import java.util.Comparator;
import java.util.UUID;

/** The order in which databases sort ids; unlike that of UUID.compareTo, where half of all come before zero. */
final class IdOrder {
    static final Comparator<UUID> OF_DATABASES = (one, other) -> {
        int high = Long.compareUnsigned(one.getMostSignificantBits(), other.getMostSignificantBits());
        return high != 0 ? high : Long.compareUnsigned(one.getLeastSignificantBits(), other.getLeastSignificantBits());
    };

    private IdOrder() {}
}
