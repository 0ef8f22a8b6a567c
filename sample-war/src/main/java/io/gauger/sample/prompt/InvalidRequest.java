package io.gauger.sample.prompt;

import org.jspecify.annotations.Nullable;

/** A request that cannot be answered, with the reason for its sender. */
public final class InvalidRequest extends Exception {
    private static final long serialVersionUID = 1L;

    private final String reason;
    private final @Nullable String parameter;
    private final @Nullable String code;

    /**
     * @param reason one sentence for the sender
     * @param parameter the path of the field at fault ({@code messages[0].role}), or null if the whole body is
     * @param code a stable name of the kind of fault, or null
     */
    InvalidRequest(String reason, @Nullable String parameter, @Nullable String code) {
        super(reason);
        this.reason = reason;
        this.parameter = parameter;
        this.code = code;
    }

    /** One sentence for the sender. */
    public String reason() {
        return reason;
    }

    /** The path of the field at fault, or null if the whole body is. */
    public @Nullable String parameter() {
        return parameter;
    }

    /** A stable name of the kind of fault, or null. */
    public @Nullable String code() {
        return code;
    }
}
