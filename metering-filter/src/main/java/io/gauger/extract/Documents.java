package io.gauger.extract;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads one JSON document after the other, and keeps of each path the last value other than null that any of them held.
 * Documents of a stream mostly begin alike: as far as one begins like the one before, it is compared and not read.
 */
final class Documents {
    /** So much of a beginning is compared. */
    private static final int LONGEST_BEGINNING = 512;

    /** A shorter beginning is read as fast as it is compared. */
    private static final int WORTHWHILE = 24;

    /** After so many documents in a row that go on alike beyond the known beginning, a longer one is taken. */
    private static final int PATIENCE = 4;

    private final PathSet paths;
    private final JsonScanner scanner;
    private final Found last;

    /** How the latest document begins, as far as it came in one slice. */
    private final byte[] latest = new byte[LONGEST_BEGINNING];

    private int latestLength;

    /** The scanner behind the known beginning, which the latest document has too; null until one is known. */
    private @Nullable JsonScanner behindBeginning;

    private int beginning;
    private int alikeBeyond;

    /** Whether the known beginning ends amid a text that is not wanted. */
    private boolean intoText;

    private final Ending ending;

    /** Whether the latest document ended as is known, so that the scanner is there. */
    private boolean endedAsKnown;

    /** Whether the latest document and the one before ended so, so that the same was found in both. */
    private boolean sameAgain;

    /** Of such a document, where in its slice the text and the quote behind it stand. */
    private int textAt;

    private int quoteAt;

    /** How many paths the known beginning holds, and whether what it holds at them is what was kept last. */
    private int knownPaths;

    private boolean beginningIsKept;

    /** Whether the latest document came split so that its beginning was not compared. */
    private boolean split;

    private boolean begun;
    private boolean anyJson;
    private boolean tooLarge;

    Documents(PathSet paths) {
        this.paths = paths;
        this.scanner = new JsonScanner(paths);
        this.last = new Found(paths.size());
        this.ending = new Ending(paths);
    }

    /** More of the document under way. */
    void feed(byte[] bytes, int offset, int length) {
        if (begun) {
            endedAsKnown = false;
            sameAgain = false;
            scanner.feed(bytes, offset, length);
        } else if (length > 0) {
            begun = true;
            int read = begin(bytes, offset, length);
            scanner.feed(bytes, offset + read, length - read);
        }
    }

    /** How much of the slice, the first one of a document, the scanner is over. */
    private int begin(byte[] bytes, int offset, int length) {
        if (split) {
            // the scanner may hold what does not stand in the known beginning
            split = false;
            scanner.reset();
        }
        int comparable =
                Math.min(length, beginning > 0 ? Math.min(2 * beginning, LONGEST_BEGINNING) : LONGEST_BEGINNING);
        int alike = Arrays.mismatch(bytes, offset, offset + comparable, latest, 0, latestLength);
        if (alike < 0) {
            alike = comparable;
        }
        if (alike == length && length < beginning) {
            // split amid the known beginning, which stays known
            endedAsKnown = false;
            sameAgain = false;
            split = true;
            scanner.reset();
            return 0;
        }
        System.arraycopy(bytes, offset + alike, latest, alike, comparable - alike);
        latestLength = comparable;

        alikeBeyond = alike >= beginning + WORTHWHILE ? alikeBeyond + 1 : 0;
        if (behindBeginning != null && beginning > 0 && alike >= beginning && alikeBeyond < PATIENCE) {
            return goOn(behindBeginning, bytes, offset, length);
        }
        alikeBeyond = 0;
        beginning = 0;
        beginningIsKept = false;
        endedAsKnown = false;
        sameAgain = false;
        ending.forget();
        scanner.reset();
        return alike < WORTHWHILE ? 0 : learn(bytes, offset, alike);
    }

    /** From behind the known beginning. */
    private int goOn(JsonScanner behindBeginning, byte[] bytes, int offset, int length) {
        int end = offset + length;
        textAt = offset + beginning;
        int quote = intoText ? WholeScalar.endOfText(bytes, textAt, end) : end;
        quoteAt = quote;
        boolean known = quote < end && ending.isKnown(bytes, quote, end);
        sameAgain = known && endedAsKnown;
        endedAsKnown = known;
        if (sameAgain) {
            return length;
        }
        scanner.set(behindBeginning);
        if (known) {
            scanner.set(ending.behind());
        } else if (quote < end) {
            ending.read(scanner, bytes, quote, end);
        } else {
            return beginning;
        }
        return length;
    }

    /** Reads a beginning to remember where the scanner is behind it. */
    private int learn(byte[] bytes, int offset, int length) {
        scanner.feed(bytes, offset, length);
        int read = length;
        if (!scanner.isBetweenTokens()) {
            read = scanner.tokenAt() - offset;
            scanner.reset();
            scanner.feed(bytes, offset, read);
        }
        if (!scanner.isMalformed()) {
            if (behindBeginning == null) {
                behindBeginning = new JsonScanner(paths);
            }
            behindBeginning.reset();
            behindBeginning.set(scanner);
            beginning = read;
            intoText = scanner.isInText();
            knownPaths = scanner.found().size();
        }
        return read;
    }

    /** The document is complete; false if it is malformed. */
    boolean end() {
        if (!begun) {
            return false;
        }
        begun = false;
        scanner.end();
        tooLarge |= scanner.isTooLarge();
        boolean wellFormed = !scanner.isMalformed();
        if (!wellFormed) {
            endedAsKnown = false;
        } else if (!sameAgain) {
            keep();
        }
        return wellFormed;
    }

    private void keep() {
        anyJson = true;
        Found found = scanner.found();
        boolean intact = !found.isOverwritten();
        last.merge(found, beginningIsKept && intact && !split ? knownPaths : 0);
        beginningIsKept = beginning > 0 && intact && !split;
    }

    /** Forgets the document under way. */
    void drop() {
        begun = false;
        endedAsKnown = false;
    }

    /** Whether the latest document and the one before began and ended alike, and differed in one text at most. */
    boolean isSameAgain() {
        return sameAgain && endedAsKnown && !begun;
    }

    /** Of a document that was {@link #isSameAgain() the same again}, where in its slice the text began. */
    int textAt() {
        return textAt;
    }

    /** Of a document that was {@link #isSameAgain() the same again}, where in its slice the text ended. */
    int quoteAt() {
        return quoteAt;
    }

    /** What was found in all documents. */
    Found found() {
        return last;
    }

    /** Whether any document was complete and well-formed. */
    boolean isAnyJson() {
        return anyJson;
    }

    /** Whether a value looked for was too long to be kept. */
    boolean isTooLarge() {
        return tooLarge;
    }

    /** Makes it as new. */
    void reset() {
        scanner.reset();
        last.clear();
        latestLength = 0;
        beginning = 0;
        beginningIsKept = false;
        alikeBeyond = 0;
        ending.forget();
        endedAsKnown = false;
        sameAgain = false;
        begun = false;
        anyJson = false;
        tooLarge = false;
    }
}
