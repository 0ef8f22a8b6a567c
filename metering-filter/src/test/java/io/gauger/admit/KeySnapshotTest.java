package io.gauger.admit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KeySnapshotTest {
    @Test
    void everyKeyIsFoundAndNoOther() {
        for (int size : new int[] {0, 1, 2, 3, 8, 1000, 20_000}) {
            Map<Hash, KnownKey> known = new HashMap<>();
            for (int i = 0; i < size; i++) {
                known.put(Hash.of("gk_" + i), KnownKey.unlimited(Caller.ofAccount("account " + i)));
            }
            KeySnapshot keys = new KeySnapshot(known, Map.of());
            for (int i = 0; i < size; i++) {
                KnownKey key = keys.key(Secret.sha256("gk_" + i));
                assertThat(key).isNotNull();
                assertThat(key.caller().accountId()).isEqualTo("account " + i);
            }
            assertThat(keys.key(Secret.sha256("gk_" + size))).isNull();
        }
    }

    @Test
    void aKeyComesWithItsAccountIfThatIsStored() {
        KnownAccount acme = new KnownAccount("acme", true, ZoneOffset.UTC, null);
        Map<Hash, KnownKey> known = Map.of(
                Hash.of("gk_acme"), KnownKey.unlimited(Caller.ofAccount("acme")),
                Hash.of("gk_other"), KnownKey.unlimited(Caller.ofAccount("other")));
        KeySnapshot keys = new KeySnapshot(known, Map.of("acme", acme));

        assertThat(account(keys, "gk_acme")).isSameAs(acme);
        assertThat(account(keys, "gk_other")).isNull();
    }

    private static KnownAccount account(KeySnapshot keys, String secret) {
        ShownKey found = keys.find(Secret.sha256(secret));
        assertThat(found).isNotNull();
        return found.account();
    }

    @Test
    void keysWhoseHashesBeginAlikeAreToldApart() {
        String end = "0".repeat(40);
        Map<Hash, KnownKey> known = new HashMap<>();
        for (int i = 0; i < 10; i++) {
            known.put(
                    Hash.ofHex("ffffffffffffffffffffff0" + i + end),
                    KnownKey.unlimited(Caller.ofAccount("account " + i)));
        }
        KeySnapshot keys = new KeySnapshot(known, Map.of());

        known.forEach((hash, key) -> assertThat(keys.key(hash.bytes)).isEqualTo(key));
        assertThat(keys.key(Hash.ofHex("ffffffffffffffffffffff0a" + end.substring(0, 40)).bytes))
                .isNull();
    }
}
