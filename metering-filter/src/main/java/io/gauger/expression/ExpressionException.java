package io.gauger.expression;

/** An expression that is refused; the message says why and where. */
public final class ExpressionException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String reason;
    private final int position;
    private final String source;

    ExpressionException(String reason, int position, String source) {
        super(reason + " (at position " + position + ")");
        this.reason = reason;
        this.position = position;
        this.source = source;
    }

    /** Why it is refused, without the position. */
    public String reason() {
        return reason;
    }

    /** Where in the source, in characters from 0; the length of the source if something is missing at its end. */
    public int position() {
        return position;
    }

    /** The expression as it was given. */
    public String source() {
        return source;
    }
}
