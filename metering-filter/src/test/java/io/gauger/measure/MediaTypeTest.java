package io.gauger.measure;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class MediaTypeTest {

    @ParameterizedTest
    @CsvSource({
        "application/json,JSON",
        "Application/JSON ; charset=utf-8,JSON",
        "' application/json\t',JSON",
        "text/json,JSON",
        "application/problem+json;charset=utf-8,JSON",
        "application/vnd.api+JSON,JSON",
        "text/event-stream,EVENT_STREAM",
        "TEXT/Event-Stream;charset=UTF-8,EVENT_STREAM",
        "application/x-ndjson,LINES",
        "Application/X-NDJSON; charset=utf-8,LINES",
        "application/ndjson,LINES",
        "application/jsonl,LINES",
        "application/x-jsonl,LINES",
        "application/jsonlines,LINES",
        "application/x-jsonlines,LINES",
        "application/stream+json,LINES",
        "application/x-json-stream,LINES",
        "application/json-seq,OTHER",
        "application/jsonp,OTHER",
        "+json,OTHER",
        "text/html,OTHER",
        "text/html; profile=application/json,OTHER",
        "'',OTHER",
        ";,OTHER"
    })
    void theTypeIsReadWithoutCaseAndParameters(String contentType, MediaType type) {
        assertThat(MediaType.of(contentType)).isEqualTo(type);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = " ")
    void noTypeIsNothingThatCanBeRead(String contentType) {
        assertThat(MediaType.of(contentType)).isEqualTo(MediaType.OTHER);
    }

    @ParameterizedTest
    @EnumSource
    void eventsAndLinesAreStreams(MediaType type) {
        assertThat(type.isStream()).isEqualTo(type == MediaType.EVENT_STREAM || type == MediaType.LINES);
    }

    @Test
    void readingATypeAllocatesNothing() {
        String[] types = {
            "application/json;charset=UTF-8", " text/event-stream ", "application/x-ndjson", "text/html", "a+json"
        };
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        int json = 0;
        long before = 0;
        for (int i = 0; i < 20_000; i++) {
            if (i == 10_000) {
                before = threads.getCurrentThreadAllocatedBytes();
            }
            json += MediaType.of(types[i % types.length]) == MediaType.JSON ? 1 : 0;
        }
        // what the JVM allocates by itself meanwhile is far less than a byte for each
        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(10_000);
        assertThat(json).isEqualTo(8_000);
    }
}
