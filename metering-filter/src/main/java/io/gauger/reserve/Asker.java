package io.gauger.reserve;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Brings together who waits for the database and which portions run low, and takes them there on one thread, which is
 * there only while there is something to do and some seconds beyond. Safe for concurrent use.
 */
final class Asker implements AutoCloseable {
    private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final long LAST_WORD_MS = 1000;

    /** So many subjects at once that an exchange stays short. */
    private static final int MOST = 32;

    private static final System.Logger LOG = System.getLogger(Asker.class.getName());

    private final Exchange exchange;
    private final long idleNanos;
    private final ThreadFactory threads;
    private final Queue<Waiter> waiters = new ConcurrentLinkedQueue<>();
    private final Queue<Share> due = new ConcurrentLinkedQueue<>();
    private volatile @Nullable Thread thread;
    private volatile boolean closed;

    /** Does an exchange; answers whoever waits, whatever comes of it. */
    @FunctionalInterface
    interface Exchange {
        void run(Set<Share> shares, List<Waiter> waiters);
    }

    Asker(Exchange exchange) {
        this(exchange, IDLE_NANOS, work -> {
            Thread thread = new Thread(work, "gauger-reserve");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** With a thread that stays for so long with nothing to do. */
    Asker(Exchange exchange, long idleNanos, ThreadFactory threads) {
        this.exchange = exchange;
        this.idleNanos = idleNanos;
        this.threads = threads;
    }

    void ask(Waiter waiter) {
        waiters.add(waiter);
        if (closed) {
            waiter.give(waiter.unknown());
        } else {
            wake();
        }
    }

    /** Soon, without anybody waiting. */
    void soon(Share share) {
        if (!closed && share.becomesDue()) {
            due.add(share);
            wake();
        }
    }

    /** Does what there is to do at once, on the calling thread. */
    void workOff() {
        while (!isIdle()) {
            List<Waiter> asking = new ArrayList<>();
            Set<Share> shares = new LinkedHashSet<>();
            for (Waiter waiter = waiters.poll(); waiter != null; waiter = waiters.poll()) {
                if (waiter.isWaiting()) {
                    asking.add(waiter);
                    waiter.claims().forEach(claim -> shares.add(claim.share()));
                }
                if (shares.size() >= MOST) {
                    break;
                }
            }
            while (shares.size() < MOST && !due.isEmpty()) {
                Share share = due.poll();
                if (share != null) {
                    shares.add(share);
                }
            }
            if (!shares.isEmpty()) {
                exchange.run(shares, asking);
            }
        }
    }

    private boolean isIdle() {
        return waiters.isEmpty() && due.isEmpty();
    }

    private void wake() {
        Thread running = thread;
        if (running == null) {
            start();
        } else {
            LockSupport.unpark(running);
        }
    }

    private synchronized void start() {
        if (thread == null && !closed) {
            try {
                Thread started = threads.newThread(this::run);
                thread = started;
                started.start();
            } catch (RuntimeException | Error e) {
                // no thread is to be had: who waits is told in 100 ms that nothing is known, and the next one tries
                // again
                thread = null;
                LOG.log(System.Logger.Level.ERROR, "No thread can be made to ask what is left of quotas", e);
            }
        }
    }

    private void run() {
        boolean ended = false;
        try {
            do {
                workOff();
                rest();
                ended = ends();
            } while (!closed && !ended);
        } finally {
            if (!ended) {
                gone();
            }
        }
    }

    /** Until there is something to do, or there was nothing for long: it may be woken for what is done already. */
    private void rest() {
        long end = System.nanoTime() + idleNanos;
        for (long left = idleNanos; left > 0 && isIdle() && !closed; left = end - System.nanoTime()) {
            LockSupport.parkNanos(this, left);
        }
    }

    private synchronized void gone() {
        thread = null;
    }

    /** Whoever comes from now on starts another one; who came before is seen here, as it looks for a thread after it has come. */
    private synchronized boolean ends() {
        Thread self = thread;
        thread = null;
        if (isIdle()) {
            return true;
        }
        thread = self;
        return false;
    }

    /** Nobody is asked any more. What is being asked may come to its end by itself. */
    @Override
    public void close() {
        closed = true;
        Thread running = thread;
        for (Waiter waiter = waiters.poll(); waiter != null; waiter = waiters.poll()) {
            waiter.give(waiter.unknown());
        }
        due.clear();
        if (running != null) {
            LockSupport.unpark(running);
            try {
                running.join(LAST_WORD_MS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
