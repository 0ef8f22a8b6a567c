package io.gauger.extract;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How documents end that begin alike and differ in a text: from the quote behind that text. One that ends as the one
 * before is compared there and not read. It is exact, since the scanner is in the same state at that quote.
 */
final class Ending {
    /** A longer ending is read. */
    private static final int LONGEST = 512;

    private final PathSet paths;

    /** The ending of the latest document, from the quote on. */
    private final byte[] latest = new byte[LONGEST];

    private int length;

    /** The scanner behind that ending, if it is known. */
    private @Nullable JsonScanner behind;

    private boolean known;

    Ending(PathSet paths) {
        this.paths = paths;
    }

    /** Whether a document that goes on so from the quote is known to leave the scanner {@link #behind()} it. */
    boolean isKnown(byte[] bytes, int quote, int end) {
        return behind != null && known && isLatest(bytes, quote, end);
    }

    /** The scanner as a known ending leaves it. */
    JsonScanner behind() {
        return Objects.requireNonNull(behind);
    }

    /** Reads an ending that is not known. The second time it comes it becomes known: most that come once do not again. */
    void read(JsonScanner scanner, byte[] bytes, int quote, int end) {
        scanner.feed(bytes, quote, end - quote);
        if (!isLatest(bytes, quote, end)) {
            known = false;
            length = end - quote <= LONGEST ? end - quote : 0;
            System.arraycopy(bytes, quote, latest, 0, length);
        } else if (scanner.isBetweenTokens() && !scanner.isMalformed()) {
            behind = behind == null ? new JsonScanner(paths) : behind;
            behind.reset();
            behind.set(scanner);
            known = true;
        }
    }

    private boolean isLatest(byte[] bytes, int quote, int end) {
        return Arrays.equals(latest, 0, length, bytes, quote, end);
    }

    /** Another beginning is taken for the common one. */
    void forget() {
        known = false;
        length = 0;
    }
}
