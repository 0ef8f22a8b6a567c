package io.gauger.alert;

import io.gauger.reserve.Periods;
import io.gauger.settings.Settings;
import org.jspecify.annotations.Nullable;

/** How an application is to be alerted. Immutable; deliberately without {@code toString}, as it holds secrets. */
public final class AlertSettings {
    private final Periods periods;
    private final @Nullable WebhookSettings webhook;

    private AlertSettings(Periods periods, @Nullable WebhookSettings webhook) {
        this.periods = periods;
        this.webhook = webhook;
    }

    /**
     * Reads them; asks nobody, also not for the receiver's address.
     *
     * @throws io.gauger.settings.SettingException if one cannot be used
     */
    public static AlertSettings of(Settings settings) {
        return new AlertSettings(Periods.of(settings), WebhookSettings.of(settings));
    }

    Periods periods() {
        return periods;
    }

    /** Null if nobody is to be told. */
    @Nullable
    WebhookSettings webhook() {
        return webhook;
    }
}
