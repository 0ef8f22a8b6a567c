package io.gauger.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RecordTest {

    @Test
    void anIdIsAUuidOfVersion7WithItsTime() {
        RecordId ids = new RecordId();
        Set<UUID> made = new HashSet<>();
        for (int i = 0; i < 1000; i++) {
            UUID id = ids.next(1_700_000_000_123L);
            assertThat(id.version()).isEqualTo(7);
            assertThat(id.variant()).isEqualTo(2);
            assertThat(id.getMostSignificantBits() >>> 16).isEqualTo(1_700_000_000_123L);
            made.add(id);
        }
        assertThat(made).hasSize(1000);
    }

    @Test
    void whatACallerSendsTakesOnlySoMuchMemory() {
        assertThat(exchange("/" + "p".repeat(5000), "x".repeat(511) + "😀").path())
                .hasSize(1024);
        assertThat(exchange("/", "x".repeat(511) + "😀").userAgent()).isEqualTo("x".repeat(511));
        assertThat(exchange("/", "x".repeat(510) + "😀").userAgent()).endsWith("😀");
        assertThat(exchange("/", null).userAgent()).isNull();
    }

    private static Exchange exchange(String path, String userAgent) {
        return new Exchange("GET", path, 200, false, "127.0.0.1", userAgent, 1, null, 0, 0);
    }
}
