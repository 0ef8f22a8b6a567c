package io.gauger.settings;

/** A setting that cannot be used; the message names the setting, its value and what is allowed. */
public final class SettingException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public SettingException(String message) {
        super(message);
    }

    /** For one that something else failed over, which the message tells too. */
    public SettingException(String message, Throwable cause) {
        super(message, cause);
    }
}
