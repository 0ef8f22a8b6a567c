package io.gauger.benchmark;

import java.util.concurrent.atomic.AtomicLong;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** What this machine needs for the least there is: to be read beside the figures of filters. */
@State(Scope.Thread)
public class PhysicalBenchmark {
    private final AtomicLong counter = new AtomicLong();
    private byte[] shortBody = {};
    private byte[] longBody = {};
    private byte[] listBody = {};
    private byte[] copy = {};

    @Setup
    public void prepare() {
        shortBody = Workload.JSON_1K.body();
        longBody = Workload.JSON_64K.body();
        listBody = Workload.JSON_10M.body();
        copy = new byte[listBody.length];
    }

    @Benchmark
    public byte[] copyOf1K() {
        return copied(shortBody);
    }

    @Benchmark
    public byte[] copyOf64K() {
        return copied(longBody);
    }

    @Benchmark
    public byte[] copyOf10M() {
        return copied(listBody);
    }

    @Benchmark
    public long atomicIncrement() {
        return counter.incrementAndGet();
    }

    @Benchmark
    public long nanoTime() {
        return System.nanoTime();
    }

    private byte[] copied(byte[] body) {
        System.arraycopy(body, 0, copy, 0, body.length);
        return copy;
    }
}
