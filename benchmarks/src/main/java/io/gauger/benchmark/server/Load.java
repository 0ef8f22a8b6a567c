package io.gauger.benchmark.server;

import io.gauger.benchmark.Workload;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Clients that ask again as soon as they have their answers, each on a connection that it keeps. */
final class Load {
    /** A client gives an answer up before. */
    private static final long LONGEST_END_MS = 2L * Connection.LONGEST_WAIT_MS;

    private final int port;
    private final String path;
    private final long length;

    /** Asks for the workload of this server. */
    Load(Server server, Workload workload) {
        this.port = server.port();
        this.path = workload.path();
        this.length = workload.body().length;
    }

    /** One client's requests. */
    private static final class Tally {
        private long[] nanos = new long[1024];
        private int answered;
        private long failed;

        void answered(long time) {
            if (answered == nanos.length) {
                nanos = Arrays.copyOf(nanos, 2 * answered);
            }
            nanos[answered++] = time;
        }
    }

    /**
     * Asks by so many connections for so long, and until the last answers are there.
     *
     * @throws IOException if there was no answer, or clients wait for theirs too long
     */
    Served run(int connections, int millis) throws IOException, InterruptedException, ExecutionException {
        ExecutorService threads = Executors.newFixedThreadPool(connections);
        try {
            long begin = System.nanoTime();
            long end = begin + TimeUnit.MILLISECONDS.toNanos(millis);
            List<Future<Tally>> clients = new ArrayList<>();
            for (int i = 0; i < connections; i++) {
                clients.add(threads.submit(() -> ask(end)));
            }
            List<Tally> tallies = new ArrayList<>();
            for (Future<Tally> client : clients) {
                tallies.add(client.get(millis + LONGEST_END_MS, TimeUnit.MILLISECONDS));
            }
            Served served = sum(tallies, System.nanoTime() - begin);
            if (served.answered() == 0) {
                throw new IOException("of " + served.failed() + " requests for " + path + " none was answered in full");
            }
            return served;
        } catch (TimeoutException e) {
            throw new IOException(
                    "clients that ask for " + path + " are still waiting " + LONGEST_END_MS + " ms behind the end", e);
        } finally {
            threads.shutdownNow();
        }
    }

    private Tally ask(long end) {
        Tally tally = new Tally();
        while (System.nanoTime() < end) {
            try (Connection connection = new Connection(port)) {
                while (System.nanoTime() < end) {
                    long begin = System.nanoTime();
                    if (connection.get(path) == length) {
                        tally.answered(System.nanoTime() - begin);
                    } else {
                        tally.failed++;
                    }
                }
            } catch (IOException e) {
                tally.failed++;
            }
        }
        return tally;
    }

    private static Served sum(List<Tally> tallies, long nanos) {
        long[] all = tallies.stream()
                .flatMapToLong(tally -> Arrays.stream(tally.nanos, 0, tally.answered))
                .sorted()
                .toArray();
        long failed = tallies.stream().mapToLong(tally -> tally.failed).sum();
        double p99 = all.length == 0 ? Double.NaN : all[(int) Math.min(all.length - 1, all.length * 99L / 100)];
        return new Served(all.length * 1e9 / nanos, p99, all.length, failed);
    }
}
