package io.gauger.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.gauger.testing.Records;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RollupKeyTest {
    private static final UUID NODE = new UUID(1, 2);

    /** The ids of rows that are stored: whoever changes how they are made splits every row of the present quarter hour. */
    @Test
    void theIdOfAKeyNeverChanges() {
        assertThat(new RollupKey(900_000, "acme", null, "chat", "/v1/*", "openai", "gpt-4", 2, null, NODE).id())
                .isEqualTo(UUID.fromString("a190e711-0751-888f-a317-6fdcb95463e6"));
    }

    @Test
    void keysThatDifferHaveIdsThatDiffer() {
        Map<UUID, RollupKey> keys = new HashMap<>();
        Records.random(3, 2000).forEach(record -> {
            RollupKey key = RollupKey.of(new RecordRow(record), NODE);
            assertThat(keys.merge(key.id(), key, (first, second) -> first)).isEqualTo(key);
        });
        assertThat(keys).hasSizeGreaterThan(500);
    }

    @Test
    void whatIsAbsentIsNotEmptyAndTextsDoNotRunIntoEachOther() {
        assertThat(key("a", "bc").id()).isNotEqualTo(key("ab", "c").id());
        assertThat(key("a", null).id()).isNotEqualTo(key("a", "").id());
    }

    private static RollupKey key(String account, String key) {
        return new RollupKey(0, account, key, "r", "/", null, null, 2, null, NODE);
    }
}
