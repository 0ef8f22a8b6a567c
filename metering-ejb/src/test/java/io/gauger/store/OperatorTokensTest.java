package io.gauger.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.gauger.node.NodeIdentity;
import io.gauger.settings.SettingException;
import io.gauger.settings.Settings;
import io.gauger.testing.LogCapture;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OperatorTokensTest {
    @TempDir
    Path parent;

    @Test
    void theFirstStartMakesATokenThatOnlyTheOwnerCanReadAndLogsItsPathButNotTheToken() throws Exception {
        try (LogCapture log = new LogCapture(FirstToken.class)) {
            Store store = open(Map.of());
            store.close();

            String token = Files.readString(file()).strip();
            assertThat(store.operatorTokens().matches(token)).isTrue();
            assertThat(store.operatorTokens().matches(token + "0")).isFalse();
            assertThat(token).matches("gat_[0-9A-Za-z]{33}");
            assertThat(log.messages())
                    .singleElement()
                    .asString()
                    .contains(file().toString())
                    .doesNotContain(token);
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file().getParent())))
                .isEqualTo("rwx------");
    }

    @Test
    void laterStartsKeepTheToken() throws Exception {
        open(Map.of()).close();
        String token = Files.readString(file()).strip();
        Files.delete(file());

        Store again = open(Map.of());
        again.close();

        assertThat(again.operatorTokens().matches(token)).isTrue();
        assertThat(file()).doesNotExist();
    }

    @Test
    void theDatabaseHoldsNoSecret() throws Exception {
        open(Map.of()).close();
        String token = Files.readString(file()).strip();

        byte[] database = Files.readAllBytes(file().resolveSibling("gauger.mv.db"));

        assertThat(new String(database, java.nio.charset.StandardCharsets.ISO_8859_1))
                .contains(TokenHashes.hex(token))
                .doesNotContain(token.substring(9));
    }

    @Test
    void aConfiguredTokenIsTakenAsItIsAndNoneIsMade() {
        Map<String, String> configured = Map.of("gauger.admin-token", "sixteen letters!");

        open(configured).close();

        assertThat(file()).doesNotExist();
        assertThat(settings(configured).configuredTokens().matches("sixteen letters!"))
                .isTrue();
        assertThat(settings(configured).configuredTokens().matches("sixteen letters?"))
                .isFalse();
        assertThat(settings(configured).configuredTokens().matches("gat_demo")).isFalse();
    }

    @Test
    void aShortConfiguredTokenIsRefusedWithoutShowingIt() {
        assertThatExceptionOfType(SettingException.class)
                .isThrownBy(() -> settings(Map.of("gauger.admin-token", "fifteen letters")))
                .withMessage(
                        "gauger.admin-token must have at least 16 characters, as whoever guesses it reads all usage;"
                                + " it has 15");
    }

    @Test
    void aConfiguredTokenThatLooksLikeACustomersKeyIsRefusedWithoutShowingIt() {
        assertThatExceptionOfType(SettingException.class)
                .isThrownBy(() -> settings(Map.of("gauger.admin-token", "gk_sixteen letters!")))
                .withMessage(
                        "gauger.admin-token must not begin with gk_, as customers' keys do: what begins so is looked"
                                + " for among them");
    }

    @Test
    void theDemoTokenHoldsInDevelopmentModeOnly() {
        assertThat(settings(Map.of("gauger.development", "true"))
                        .configuredTokens()
                        .matches("gat_demo"))
                .isTrue();
        assertThat(settings(Map.of()).configuredTokens().matches("gat_demo")).isFalse();
    }

    @Test
    void whereNoTokenCanBeWrittenMeteringGoesOnWithout() throws Exception {
        Path taken = Files.createFile(parent.resolve("taken"));
        Map<String, String> remote = Map.of(
                "gauger.jdbc-url", "jdbc:h2:file:" + parent.resolve("other"), "gauger.data-dir", taken.toString());
        try (LogCapture log = new LogCapture(FirstToken.class)) {
            Store store = open(remote);
            store.close();

            assertThat(store.operatorTokens().matches("")).isFalse();
            assertThat(log.messages()).singleElement().asString().startsWith("SEVERE The first operator token cannot");
        }
    }

    @Test
    void tokensDiffer() {
        Set<String> tokens = new HashSet<>();
        for (int i = 0; i < 1000; i++) {
            tokens.add(io.gauger.admit.Secret.generate("gat_", new java.security.SecureRandom()));
        }
        assertThat(tokens).hasSize(1000);
    }

    private Path file() {
        return parent.resolve("data").resolve("operator-token");
    }

    private Store open(Map<String, String> values) {
        return Store.open(settings(values), NodeIdentity.ofThisStart());
    }

    private StoreSettings settings(Map<String, String> values) {
        Map<String, String> all =
                new HashMap<>(Map.of("gauger.data-dir", parent.resolve("data").toString()));
        all.putAll(values);
        return StoreSettings.of(Settings.of(all), getClass().getClassLoader());
    }
}
