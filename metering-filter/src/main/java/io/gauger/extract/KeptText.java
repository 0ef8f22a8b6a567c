package io.gauger.extract;

/**
 * A text that was kept of a response body. Immutable.
 *
 * @param text empty if it was too large
 * @param tooLarge whether it was longer than may be kept, so that nothing of it is told
 */
public record KeptText(String text, boolean tooLarge) {
    /** In place of a text that was longer than may be kept. */
    public static final KeptText TOO_LARGE = new KeptText("", true);

    static KeptText of(String text) {
        return new KeptText(text, false);
    }
}
