package io.gauger.benchmark;

import io.gauger.benchmark.rival.Usage;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What the application answers: the same bytes in the same writes, whoever watches. */
public enum Workload {
    /** A short answer of an API. */
    JSON_1K("/v1/json/short", "application/json"),
    /** A long text, as a model writes it. */
    JSON_64K("/v1/json/long", "application/json"),
    /** A list of small objects with its usage at the end. */
    JSON_10M("/v1/json/list", "application/json"),
    /** 500 events of 200 bytes and the end mark, each flushed. */
    SSE("/v1/events", "text/event-stream"),
    /** A download, which only counts. */
    BINARY_10M("/v1/files/download", "application/octet-stream"),
    /** A request that no route meters. */
    UNMETERED("/v1/tenants/nobody", "application/json");

    private static final int SLICE = 8192;

    private final String path;
    private final String contentType;

    Workload(String path, String contentType) {
        this.path = path;
        this.contentType = contentType;
    }

    /** Where it is asked for. */
    public String path() {
        return path;
    }

    /** Of what type it is. */
    public String contentType() {
        return contentType;
    }

    /** Made anew by each call. */
    public byte[] body() {
        return switch (this) {
            case JSON_1K, UNMETERED -> Bodies.json(1_000, 300);
            case JSON_64K -> Bodies.json(64 * 1024, 60_000);
            case JSON_10M -> Bodies.list(10_000_000);
            case SSE -> Bodies.events(500);
            case BINARY_10M -> Bodies.binary(10_000_000);
        };
    }

    /** Bytes in one write. */
    int slice() {
        return flushes() ? Bodies.EVENT : SLICE;
    }

    /** Whether each write is flushed. */
    boolean flushes() {
        return this == SSE;
    }

    /** What a rival must have read out of it; null if there is nothing in it to be read. */
    @Nullable
    Usage usage() {
        return switch (this) {
            case JSON_1K, JSON_64K, JSON_10M -> Bodies.JSON_USAGE;
            case SSE -> Bodies.STREAM_USAGE;
            case BINARY_10M, UNMETERED -> null;
        };
    }

    /** As the command line and the table name it. */
    public String title() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
