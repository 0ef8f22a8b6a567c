package io.gauger.admit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gauger.settings.SettingException;
import io.gauger.settings.Settings;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConfiguredKeysTest {
    /** The form of a hash; of nothing in particular. */
    private static final String HASH = "4ff7e7ac8edd8b4e0cba5a6b3d5bb2e8c5f4cf6c1f6b3df6f6f4dff36d2a3c43";

    @Test
    void aKeyIsKnownByItsHashOnly() {
        String hash = Hash.of("gk_secret").hex();
        ConfiguredKeys keys = keys("account=acme sha256=" + hash + " prefix=gk_secre name=Acme's first key");
        assertThat(find(keys, hash)).isEqualTo(new Caller("acme", "k", "Acme's first key", "gk_secre", null));
        assertThat(find(keys, HASH)).isNull();
    }

    @Test
    void aKeyWithoutNameIsNamedByItsId() {
        assertThat(find(keys("account=acme sha256=" + HASH), HASH)).isEqualTo(new Caller("acme", "k", "k", null, null));
    }

    @Test
    void aKeyMayBeWrittenOverSeveralLines() {
        assertThat(find(keys("account=acme\n\tsha256=" + HASH + "\n\tname=Acme's first key"), HASH))
                .isEqualTo(new Caller("acme", "k", "Acme's first key", null, null));
    }

    @Test
    void theHashIsTheUsualOne() {
        // FIPS 180-4, example "abc"
        assertThat(Hash.of("abc").hex()).isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }

    @Test
    void theDevelopmentKeysAreThereOnlyInDevelopment() {
        String demo = Hash.of("gk_demo").hex();
        assertThat(find(new ConfiguredKeys(Settings.of(Map.of())), demo)).isNull();
        Caller caller = find(new ConfiguredKeys(Settings.of(Map.of("gauger.development", "true"))), demo);
        assertThat(caller).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "gk_secret",
                "account=acme",
                "sha256=" + HASH,
                "account=acme sha256=abc",
                "account=acme sha256=" + HASH + " colour=red"
            })
    void aMistakeIsToldWithoutRepeatingWhatMayBeASecret(String notation) {
        assertThatThrownBy(() -> keys(notation))
                .isInstanceOf(SettingException.class)
                .hasMessageStartingWith("gauger.key.k must read 'account=<account id> sha256=")
                .hasMessageNotContaining("gk_secret");
    }

    @Test
    void aPrefixIsNotTheWholeSecret() {
        assertThatThrownBy(() -> keys("account=acme sha256=" + HASH + " prefix=gk_secret1234"))
                .isInstanceOf(SettingException.class)
                .hasMessageContaining("first 8 characters");
    }

    @Test
    void anAccountThatCouldNotBeStoredWholeIsRefused() {
        assertThatThrownBy(() -> keys("account=" + "a".repeat(256) + " sha256=" + HASH))
                .isInstanceOf(SettingException.class)
                .hasMessageContaining("account has at most 255 characters");
    }

    @Test
    void anAccountThatNoDatabaseTakesIsRefused() {
        assertThatThrownBy(() -> keys("account=a\u0000b sha256=" + HASH))
                .isInstanceOf(SettingException.class)
                .hasMessage("gauger.key.k: account has no control characters and no halves of characters");
    }

    private static ConfiguredKeys keys(String notation) {
        return new ConfiguredKeys(Settings.of(Map.of("gauger.key.k", notation)));
    }

    private static Caller find(ConfiguredKeys keys, String hash) {
        KnownKey key = keys.find(java.util.HexFormat.of().parseHex(hash));
        return key == null ? null : key.caller();
    }
}
