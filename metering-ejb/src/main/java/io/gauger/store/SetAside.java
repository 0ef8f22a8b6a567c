package io.gauger.store;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;

/** Accounts with which something is wrong, each left alone for an hour so that it holds up no other. For one thread. */
final class SetAside {
    private static final long LONG = Duration.ofHours(1).toNanos();

    /** Where so many are, it is not the accounts that are wrong. */
    private static final int MANY = 500;

    private final LongSupplier nanoTime;
    private final Map<String, Long> since = new HashMap<>();

    /** Of which it was told what is wrong, by account. */
    private final Map<String, String> told = new HashMap<>();

    SetAside(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /**
     * From now on.
     *
     * @param why what is wrong
     * @return whether nobody was told so yet, since it was last put right or something else was wrong
     */
    boolean add(String account, String why) {
        since.put(account, nanoTime.getAsLong());
        return !why.equals(told.put(account, why));
    }

    /** Nothing is wrong with it any more. */
    void isRight(String account) {
        told.remove(account);
    }

    /** Those that are left alone now. */
    Set<String> accounts() {
        long now = nanoTime.getAsLong();
        since.values().removeIf(start -> now - start >= LONG);
        return Set.copyOf(since.keySet());
    }

    boolean isFull() {
        return since.size() >= MANY;
    }
}
