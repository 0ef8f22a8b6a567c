package io.gauger.rate;

import java.util.Collections;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;

/**
 * Counts requests against limits: exactly on this node, which gives its share of them. Nodes count apart, so that none
 * asks another: of {@code n} nodes each gives the n-th part of a limit, rounded up.
 *
 * <p>What was used is in memory, for each id from its first request until its whole limit is there again. Then it is
 * forgotten, a few ids with each request; so there are never more than ids with a limit, and after a while only those in
 * use. Safe for concurrent use; two requests wait for each other, some 50 ns, only if their id is the same.
 */
public final class RateLimits {
    private static final long BETWEEN_SEARCHES = TimeUnit.MILLISECONDS.toNanos(1);
    private static final int LOOKED_AT = 64;

    /** More different ones are not worth to be kept. */
    private static final int MOST_LIMITS = 1000;

    private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);

    private final IntSupplier nodes;
    private final LongSupplier nanoTime;
    private final ConcurrentHashMap<String, RateBucket> buckets = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<RateLimit, SharedLimit> limits = new ConcurrentHashMap<>();
    private final AtomicLong nextSearch;
    private final ReentrantLock searching = new ReentrantLock();
    private Iterator<Map.Entry<String, RateBucket>> unseen = Collections.emptyIterator();

    /**
     * Limits that nobody has used anything of.
     *
     * @param nodes tells how many nodes share each limit, at least 1; asked with each request
     * @param nanoTime a clock like {@link System#nanoTime}
     */
    public RateLimits(IntSupplier nodes, LongSupplier nanoTime) {
        this.nodes = nodes;
        this.nanoTime = nanoTime;
        this.nextSearch = new AtomicLong(nanoTime.getAsLong());
    }

    /** Takes one request of this id, if its limit allows. A limit that was changed holds at once; what was used stays used. */
    public RateState take(String id, RateLimit limit) {
        return take(id, limit, now());
    }

    /** The same at this time of {@link #now}. */
    public RateState take(String id, RateLimit limit, long now) {
        forgetSome(now);
        return ask(id, limit, now, true);
    }

    /** The time by which it counts, in nanoseconds since whenever. */
    public long now() {
        return nanoTime.getAsLong();
    }

    /**
     * Begins to read what is kept of this id, and changes nothing. Who takes from two ids, one after the other, waits for the
     * memory of each, but for both at once if both reads have begun; in between may be no look at a clock, which waits for
     * what is being read.
     */
    public void fetch(String id) {
        RateBucket bucket = buckets.get(id);
        // a read of whose value nothing depends would be left out when this is compiled
        if (bucket != null && bucket.isDropped()) {
            buckets.remove(id, bucket);
        }
    }

    /** How this id stands, without taking anything. */
    public RateState look(String id, RateLimit limit) {
        return look(id, limit, now());
    }

    /** The same at this time of {@link #now}. */
    public RateState look(String id, RateLimit limit, long now) {
        return ask(id, limit, now, false);
    }

    private RateState ask(String id, RateLimit limit, long now, boolean take) {
        if (limit.perMinute() <= 0) {
            return new RateState(limit, false, 0, MINUTE, MINUTE);
        }
        SharedLimit shared = shared(limit, Math.max(1, nodes.getAsInt()));
        while (true) {
            RateBucket bucket = bucket(id, shared, now);
            RateState state = take ? bucket.take(shared, now) : bucket.look(shared, now);
            if (state != null) {
                return state;
            }
            // another thread is about to do so
            buckets.remove(id, bucket);
        }
    }

    /** Gives back what this id has just taken, as the request does not run after all; how it stands then. */
    public RateState giveBack(String id, RateState taken) {
        RateBucket bucket = buckets.get(id);
        return bucket == null ? taken : bucket.giveBack(taken, nanoTime.getAsLong());
    }

    /** Of how many ids something is kept. */
    int size() {
        return buckets.size();
    }

    private RateBucket bucket(String id, SharedLimit shared, long now) {
        RateBucket known = buckets.get(id);
        return known == null ? buckets.computeIfAbsent(id, first -> new RateBucket(shared, now)) : known;
    }

    private SharedLimit shared(RateLimit limit, int among) {
        SharedLimit known = limits.get(limit);
        if (known != null && known.is(limit, among)) {
            return known;
        }
        if (known == null && limits.size() >= MOST_LIMITS) {
            limits.clear();
        }
        SharedLimit made = new SharedLimit(limit, among);
        limits.put(limit, made);
        return made;
    }

    /** At most 64 each millisecond, by whichever request comes first; the others do not wait. */
    private void forgetSome(long now) {
        long due = nextSearch.get();
        if (now - due < 0 || !nextSearch.compareAndSet(due, now + BETWEEN_SEARCHES) || !searching.tryLock()) {
            return;
        }
        try {
            if (!unseen.hasNext()) {
                unseen = buckets.entrySet().iterator();
            }
            for (int i = 0; i < LOOKED_AT && unseen.hasNext(); i++) {
                Map.Entry<String, RateBucket> entry = unseen.next();
                if (entry.getValue().dropIfFull(now)) {
                    buckets.remove(entry.getKey(), entry.getValue());
                }
            }
        } finally {
            searching.unlock();
        }
    }
}
