package io.gauger.alert;

import io.gauger.settings.SettingException;
import io.gauger.settings.Settings;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Where webhooks go, and how they are signed. Immutable; deliberately without {@code toString}, as it holds secrets.
 */
final class WebhookSettings {
    private static final String URL = "gauger.webhook-url";
    static final String ALLOW_INTERNAL = "gauger.webhook-allow-internal";

    private final URI url;
    private final List<WebhookSecret> secrets;
    private final boolean allowInternal;

    private WebhookSettings(URI url, List<WebhookSecret> secrets, boolean allowInternal) {
        this.url = url;
        this.secrets = secrets;
        this.allowInternal = allowInternal;
    }

    /**
     * Null if there is no receiver.
     *
     * @throws SettingException if a setting cannot be used
     */
    static @Nullable WebhookSettings of(Settings settings) {
        String text = settings.text(URL);
        if (text == null) {
            return null;
        }
        boolean allowInternal = settings.flag(ALLOW_INTERNAL, false);
        String secret = settings.text(WebhookSecret.SETTING);
        if (secret == null) {
            throw new SettingException(WebhookSecret.SETTING + " is missing: what is sent to " + URL
                    + " is signed, so that the receiver can tell it from forgeries");
        }
        return new WebhookSettings(url(text, allowInternal), WebhookSecret.parse(secret), allowInternal);
    }

    /** The message does not repeat the address, which may hold a token. */
    private static URI url(String text, boolean allowInternal) {
        URI url;
        try {
            url = new URI(text);
        } catch (URISyntaxException e) {
            throw new SettingException(URL + " is no URL: " + e.getReason() + " at character " + e.getIndex());
        }
        String scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
        if (!scheme.equals("https") && !(allowInternal && scheme.equals("http"))) {
            throw new SettingException(URL + " must begin with https://"
                    + (allowInternal ? " or http://" : " (http:// takes " + ALLOW_INTERNAL + "=true)"));
        }
        if (url.getHost() == null || url.getPort() > 65_535 || url.getPort() == 0) {
            throw new SettingException(URL + " must name a host, in ASCII, and at most a port from 1 to 65535");
        }
        if (url.getRawUserInfo() != null || url.getRawFragment() != null) {
            throw new SettingException(URL + " must have no user, password or fragment");
        }
        return url;
    }

    URI url() {
        return url;
    }

    List<WebhookSecret> secrets() {
        return secrets;
    }

    /** Whether it may be inside of our network. */
    boolean allowInternal() {
        return allowInternal;
    }

    boolean isEncrypted() {
        return url.getScheme().equalsIgnoreCase("https");
    }

    int port() {
        return url.getPort() > 0 ? url.getPort() : isEncrypted() ? 443 : 80;
    }
}
