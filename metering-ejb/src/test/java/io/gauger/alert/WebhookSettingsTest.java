package io.gauger.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gauger.settings.SettingException;
import io.gauger.settings.Settings;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookSettingsTest {
    private static final String SECRET = secret(32);

    @Test
    void withoutAUrlNobodyIsToldAndASecretIsNotLookedAt() {
        assertThat(WebhookSettings.of(Settings.of(Map.of("gauger.webhook-secret", "x"))))
                .isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "https://hooks.example.com/gauger?x=1, 443",
        "HTTPS://hooks.example.com, 443",
        "https://hooks.example.com:8443/, 8443",
        "https://[2001:db8::1]:8443/, 8443",
        "https://192.0.2.1/, 443"
    })
    void aReceiverIsAnAddressOfHttps(String url, int port) {
        WebhookSettings settings = settings(url, SECRET, false);

        assertThat(settings.port()).isEqualTo(port);
        assertThat(settings.isEncrypted()).isTrue();
        assertThat(settings.allowInternal()).isFalse();
    }

    @Test
    void plainHttpTakesLeave() {
        assertThat(settings("http://relay:8080/x", SECRET, true).port()).isEqualTo(8080);
        assertThat(settings("http://relay/x", SECRET, true).port()).isEqualTo(80);
        assertThatThrownBy(() -> settings("http://relay/x", SECRET, false))
                .isInstanceOf(SettingException.class)
                .hasMessage("gauger.webhook-url must begin with https:// (http:// takes"
                        + " gauger.webhook-allow-internal=true)");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hooks.example.com",
                "ftp://hooks.example.com/token",
                "file:///etc/token",
                "https:///token",
                "https://user:token@hooks.example.com/",
                "https://hooks.example.com/#token",
                "https://hooks.example.com:0/token",
                "https://hooks.example.com:65536/token",
                "https://hücks.example.com/token",
                "https://127.1/token",
                "https://0x7f.0.0.1/token",
                "https://hooks_1.example.com/token",
                "https://hooks.example.com/to ken",
                "https://hooks.example.com/\r\ntoken"
            })
    void whatIsNoSuchAddressIsRefusedAndNotRepeated(String url) {
        assertThatThrownBy(() -> settings(url, SECRET, true))
                .isInstanceOf(SettingException.class)
                .hasMessageStartingWith("gauger.webhook-url ")
                .hasMessageNotContaining("token");
    }

    @Test
    void severalSecretsAreOneAfterTheOther() {
        String both = secret(24) + ", " + secret(64) + "\n" + SECRET;

        assertThat(settings("https://hooks.example.com", both, false).secrets()).hasSize(3);
    }

    @Test
    void aSecretIsMissing() {
        assertThatThrownBy(() -> settings("https://hooks.example.com", null, false))
                .isInstanceOf(SettingException.class)
                .hasMessageContaining("gauger.webhook-secret is missing");
    }

    @ParameterizedTest
    @ValueSource(strings = {"secretive", "whsec_", "whsec_%%%secretive", "whpk_c2VjcmV0aXZl", "whsec_c2VjcmV0aXZl"})
    void whatIsNoSecretIsRefusedAndNotRepeated(String secret) {
        assertThatThrownBy(() -> settings("https://hooks.example.com", SECRET + "," + secret, false))
                .isInstanceOf(SettingException.class)
                .hasMessageStartingWith("gauger.webhook-secret must be whsec_ and the Base64 of 24 to 64 random bytes")
                .hasMessageContaining("secret 2 ")
                .hasMessageNotContaining("secretive")
                .hasMessageNotContaining("c2VjcmV0aXZl");
    }

    static String secret(int bytes) {
        return "whsec_" + Base64.getEncoder().encodeToString("k".repeat(bytes).getBytes(StandardCharsets.US_ASCII));
    }

    static WebhookSettings settings(String url, String secret, boolean allowInternal) {
        Map<String, String> values = new HashMap<>();
        values.put("gauger.webhook-url", url);
        if (secret != null) {
            values.put("gauger.webhook-secret", secret);
        }
        values.put("gauger.webhook-allow-internal", Boolean.toString(allowInternal));
        return WebhookSettings.of(Settings.of(values));
    }
}
