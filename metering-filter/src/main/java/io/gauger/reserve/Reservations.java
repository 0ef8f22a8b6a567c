package io.gauger.reserve;

import static java.lang.System.Logger.Level.DEBUG;
import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;

import io.gauger.reserve.Share.Hold;
import io.gauger.reserve.Waiter.Answer;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Holds what requests are estimated to use up, all or nothing, from this node's portions, and sees to these. As long as
 * there is enough here nobody waits for anything; else a request waits for the database, at most 100 ms. Safe for
 * concurrent use.
 */
public final class Reservations implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Reservations.class.getName());
    private static final long LONGEST_WAIT = TimeUnit.MILLISECONDS.toNanos(100);

    /** After a failure nobody waits for so long. */
    private static final long LEFT_ALONE = TimeUnit.SECONDS.toNanos(1);

    /** How long portions may be used after an exchange; others count them for half a minute longer. */
    private static final long LEASE = TimeUnit.SECONDS.toNanos(150);

    private static final long RENEWED_AFTER = TimeUnit.SECONDS.toNanos(30);
    private static final long LOOKED_UP_AFTER = TimeUnit.SECONDS.toNanos(30);
    private static final long KEPT_IDLE = TimeUnit.MINUTES.toNanos(10);

    /** How long it is believed that what is written leaves too little. */
    private static final long BELIEVED = TimeUnit.SECONDS.toNanos(10);

    /** Clocks may be set back, and what was forgotten would begin anew without what is not written yet. */
    private static final long KEPT_AFTER_END_MS = TimeUnit.DAYS.toMillis(1);

    private static final int MOST_LOOKED_UP = 50;

    private final PortionSource source;
    private final LongSupplier nanoTime;
    private final LongSupplier milliseconds;
    private final Map<Subject, Share> shares = new ConcurrentHashMap<>();
    private final ReentrantLock turn = new ReentrantLock();
    private final Asker asker = new Asker(this::exchange);
    private @Nullable Supplier<@Nullable List<Limit>> first;
    private volatile long leaseEnds;
    private volatile long leftAloneUntil;
    private volatile boolean failing;

    private volatile @Nullable Long exchangingSince;

    /** The beginning of an exchange for which somebody waited in vain. */
    private volatile @Nullable Long hungUpSince;

    /** By what the source tells. */
    public Reservations(PortionSource source) {
        this(source, System::nanoTime, System::currentTimeMillis);
    }

    Reservations(PortionSource source, LongSupplier nanoTime, LongSupplier milliseconds) {
        this.source = source;
        this.nanoTime = nanoTime;
        this.milliseconds = milliseconds;
        long now = nanoTime.getAsLong();
        this.leaseEnds = now;
        this.leftAloneUntil = now;
        source.everySecond(this::tick);
    }

    /** Holds the estimates of all these limits, which are of different subjects, or nothing. Waits 100 ms at most. */
    public Outcome reserve(List<Limit> limits) {
        return hold(limits.stream().map(this::claim).toList());
    }

    /** The limit with what this node has of it. It may be kept until the limit is another one or the share is forgotten. */
    Claim claim(Limit limit) {
        return new Claim(share(limit, nanoTime.getAsLong()), limit);
    }

    /** Holds all of them or nothing, as {@link #reserve}. */
    Outcome hold(List<Claim> claims) {
        Held held = new Held(this, claims);
        try {
            return hold(claims, held, nanoTime.getAsLong());
        } catch (RuntimeException | Error e) {
            // nobody will settle it
            held.release();
            throw e;
        }
    }

    private Outcome hold(List<Claim> claims, Held held, long now) {
        boolean leased = now - leaseEnds < 0;
        List<Claim> missing = null;
        for (int i = 0; i < claims.size(); i++) {
            Claim claim = claims.get(i);
            Share share = claim.share();
            share.limit(claim.limit());
            Hold hold = claim.binding() ? leased ? share.hold(claim.held(), now) : Hold.NO : counted(claim, now);
            if (hold == Hold.NO) {
                missing = missing == null ? new ArrayList<>() : missing;
                missing.add(claim);
            } else {
                held.add(i);
                if (hold == Hold.YES_AND_LOW) {
                    asker.soon(share);
                }
            }
        }
        return missing == null ? new Outcome(Verdict.HELD, held, null) : ask(missing, held, now);
    }

    /** How much is used of a subject as far as this node knows, running requests with their estimates; null if it does not. */
    public @Nullable BigDecimal used(Subject subject) {
        Share share = shares.get(subject);
        return share == null ? null : share.used();
    }

    /** The first tick that is told some limits looks them up: the first time takes longer than a request waits. */
    synchronized void beginWith(Supplier<@Nullable List<Limit>> limits) {
        first = limits;
    }

    private synchronized void begin(long now) {
        try {
            List<Limit> limits = first == null ? null : first.get();
            if (limits != null) {
                limits.forEach(limit -> share(limit, now));
                first = null;
            }
        } catch (RuntimeException | Error e) {
            first = null;
            LOG.log(DEBUG, "The first request of all may wait longer", e);
        }
    }

    /** Asks in the background for a portion that will be needed. */
    void prepare(Limit limit) {
        asker.soon(share(limit, nanoTime.getAsLong()));
    }

    private Share share(Limit limit, long now) {
        Share share = shares.get(limit.subject());
        if (share == null) {
            share = shares.computeIfAbsent(limit.subject(), subject -> new Share(limit, now));
        }
        share.limit(limit);
        return share;
    }

    /** What is not binding is counted at once, but the first time it is asked how much is used. */
    private static Hold counted(Claim claim, long now) {
        if (claim.share().known() == null) {
            return Hold.NO;
        }
        claim.share().force(claim.held(), now);
        return Hold.YES;
    }

    private Outcome ask(List<Claim> missing, Held held, long now) {
        // the first of those that are known to refuse is told
        for (Claim claim : missing) {
            if (claim.binding() && isKnownToBeUsedUp(claim, now)) {
                held.release();
                return new Outcome(Verdict.EXHAUSTED, null, claim.limit());
            }
        }
        Waiter waiter = new Waiter(missing);
        Answer answer = waiter.unknown();
        if (now - leftAloneUntil >= 0 && !isHungUp()) {
            asker.ask(waiter);
            answer = waiter.await(LONGEST_WAIT);
            if (answer.verdict() == Verdict.UNKNOWN) {
                waitedInVain();
            }
        }
        if (answer.verdict() == Verdict.HELD) {
            held.addAll();
            return new Outcome(Verdict.HELD, held, null);
        }
        if (answer.verdict() == Verdict.UNKNOWN && missing.stream().noneMatch(claim -> claim.binding())) {
            for (Claim claim : missing) {
                claim.share().force(claim.held(), now);
            }
            held.addAll();
            return new Outcome(Verdict.UNTOLD, held, null);
        }
        held.release();
        return new Outcome(answer.verdict(), null, answer.by());
    }

    /** For an exchange that takes longer than anybody waits, and not because this process stood still. */
    private void waitedInVain() {
        Long since = exchangingSince;
        if (since != null && nanoTime.getAsLong() - since > LONGEST_WAIT) {
            hungUpSince = since;
        }
    }

    /** Who asks now would only wait in vain too. */
    private boolean isHungUp() {
        Long since = exchangingSince;
        return since != null && since.equals(hungUpSince);
    }

    /** Of nothing there is nothing left; and what is written only grows, so nobody has to be asked. */
    private static boolean isKnownToBeUsedUp(Claim claim, long now) {
        if (claim.limit().cap().signum() <= 0) {
            return true;
        }
        Share.Known known = claim.share().known();
        if (known == null || now - known.nanos() > BELIEVED) {
            return false;
        }
        BigDecimal left = claim.limit().cap().subtract(known.written());
        return left.signum() <= 0 || left.compareTo(claim.amount()) < 0;
    }

    /** More was used than granted; the others are to know soon. */
    void overdrawn(Share share) {
        if (share.limit().binding()) {
            asker.soon(share);
        }
    }

    private void exchange(Set<Share> wanted, List<Waiter> waiters) {
        turn.lock();
        Turn exchanged;
        try {
            exchanged = exchange(new LinkedHashSet<>(wanted), waiters, nanoTime.getAsLong());
        } finally {
            exchangingSince = null;
            turn.unlock();
        }
        exchanged.answer();
    }

    private Turn exchange(Set<Share> wanted, List<Waiter> waiters, long start) {
        boolean lapsed = start - leaseEnds >= 0;
        if (lapsed) {
            // the others count nothing of it any more
            shares.values().forEach(Share::giveBack);
        }
        exchangingSince = start;
        wanted.removeIf(share -> !isKnown(share));
        Turn exchanged = new Turn(wanted, known(waiters), start);
        try {
            exchanged.take(source.exchange(exchanged.subjects(), exchanged::divide));
            leaseEnds = start + LEASE;
            told();
            if (lapsed) {
                shares.values().stream()
                        .filter(share -> share.limit().binding() && !wanted.contains(share))
                        .forEach(asker::soon);
            }
        } catch (TakenForDeadException e) {
            // what is written counts once, as that of others or as ours, only for who begins anew
            forget(share -> true);
            LOG.log(INFO, "What is left of quotas and money is asked anew. {0}", e.getMessage());
        } catch (RuntimeException | Error e) {
            failed(exchanged, e);
        }
        return exchanged;
    }

    private boolean isKnown(Share share) {
        return shares.get(share.subject()) == share;
    }

    /** Those who do not ask for what was forgotten meanwhile; to the others nothing can be told. */
    private List<Waiter> known(List<Waiter> waiters) {
        List<Waiter> known = new ArrayList<>();
        for (Waiter waiter : waiters) {
            if (waiter.claims().stream().allMatch(claim -> isKnown(claim.share()))) {
                known.add(waiter);
            } else {
                waiter.give(waiter.unknown());
            }
        }
        return known;
    }

    private void told() {
        if (failing) {
            LOG.log(INFO, "Quotas and money can be shared with other nodes again");
        }
        failing = false;
    }

    /** Portions that were given back, and overdrafts, are told by the next tick. */
    private void failed(Turn exchanged, Throwable e) {
        leftAloneUntil = nanoTime.getAsLong() + LEFT_ALONE;
        exchanged.fail();
        if (!failing) {
            LOG.log(
                    WARNING,
                    "The database cannot be asked what is left of quotas and money. Requests run on what this node has of"
                            + " them; beyond, they are refused by 503 where the limit is hard",
                    e);
        }
        failing = true;
    }

    /** What is to be done every second. */
    void tick() {
        long now = nanoTime.getAsLong();
        if (now - leftAloneUntil < 0) {
            return;
        }
        forgetEnded();
        begin(now);
        Set<Share> due = new LinkedHashSet<>(givenBack(now));
        for (Share share : shares.values()) {
            Share.Known known = share.known();
            boolean stale = known == null
                    || (now - known.nanos() > LOOKED_UP_AFTER && share.isUsedSince(known.nanos()))
                    || share.isUntold();
            if (stale && due.size() < MOST_LOOKED_UP) {
                due.add(share);
            }
        }
        // without any limit too: who lives is to be known, and the first exchange takes longer than a request waits
        boolean renews = leaseEnds - now < LEASE - RENEWED_AFTER;
        if ((!due.isEmpty() || renews) && turn.tryLock()) {
            try {
                exchange(due, List.of());
            } finally {
                turn.unlock();
            }
        }
    }

    /** What nobody has held for long, and what others are short of. */
    private Set<Share> givenBack(long now) {
        Set<Share> back = new LinkedHashSet<>();
        Set<Subject> free = new LinkedHashSet<>();
        for (Share share : shares.values()) {
            if (share.hasFree() && share.limit().binding()) {
                if (share.isIdle(now, KEPT_IDLE) && share.giveBack()) {
                    back.add(share);
                } else {
                    free.add(share.subject());
                }
            }
        }
        for (Subject subject : free.isEmpty() ? Set.<Subject>of() : wanted(free)) {
            Share share = shares.get(subject);
            if (share != null && share.giveBack()) {
                back.add(share);
            }
        }
        return back;
    }

    private Set<Subject> wanted(Set<Subject> among) {
        try {
            return source.wanted(among);
        } catch (RuntimeException | Error e) {
            leftAloneUntil = nanoTime.getAsLong() + LEFT_ALONE;
            LOG.log(DEBUG, "Which quotas other nodes are short of is asked again", e);
            return Set.of();
        }
    }

    /** What is held of them still is settled by who holds it, and looked at by nobody. */
    private void forgetEnded() {
        long now = milliseconds.getAsLong();
        forget(share -> {
            Period period = share.subject().period();
            return period.ends() && period.end() + KEPT_AFTER_END_MS < now;
        });
    }

    private void forget(Predicate<Share> which) {
        shares.values().removeIf(share -> {
            boolean goes = which.test(share);
            if (goes) {
                share.forget();
            }
            return goes;
        });
    }

    /** Nobody is asked any more; requests that still run may settle. */
    @Override
    public void close() {
        asker.close();
    }
}
