package io.gauger.filter;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The container's writer, with what is written to it counted as it will be encoded, and read as UTF-8. Every call goes
 * straight through: a buffer here would need a flush at the end, which would commit the response. What
 * {@code PrintWriter} builds upon these methods (print, format, append) arrives through them.
 */
final class MeteredWriter extends PrintWriter {
    private static final int LONGEST_PART = 512;
    private static final char[] LINE_SEPARATOR = System.lineSeparator().toCharArray();

    private final PrintWriter writer;
    private final MeteredResponse response;
    private final ResponseBody body;
    private final EncodedLength length;
    private final EncodedLength.Bytes reading;
    private @Nullable EncodedLength utf8;
    private char[] part = new char[1];

    MeteredWriter(PrintWriter writer, MeteredResponse response, EncodedLength length) {
        super(writer);
        this.writer = writer;
        this.response = response;
        this.body = response.body();
        this.length = length;
        this.reading = body::read;
    }

    @Override
    public void write(int c) {
        try {
            writer.write(c);
        } catch (NullPointerException e) {
            throw response.taken(e);
        }
        part[0] = (char) c;
        measure(part, 0, 1);
    }

    @Override
    public void write(char[] chars, int offset, int count) {
        try {
            writer.write(chars, offset, count);
        } catch (NullPointerException e) {
            throw chars == null ? e : response.taken(e);
        }
        measure(chars, offset, count);
    }

    @Override
    public void write(String text, int offset, int count) {
        try {
            writer.write(text, offset, count);
        } catch (NullPointerException e) {
            throw text == null ? e : response.taken(e);
        }
        if (part.length < Math.min(count, LONGEST_PART)) {
            part = new char[LONGEST_PART];
        }
        int end = offset + count;
        for (int at = offset; at < end; at += part.length) {
            int chars = Math.min(part.length, end - at);
            text.getChars(at, at + chars, part, 0);
            measure(part, 0, chars);
        }
    }

    @Override
    public void println() {
        try {
            writer.println();
        } catch (NullPointerException e) {
            throw response.taken(e);
        }
        measure(LINE_SEPARATOR, 0, LINE_SEPARATOR.length);
    }

    /** A writer swallows its failures. To ask for them flushes and commits, which here has just been done. */
    @Override
    public void flush() {
        body.beginHeaders(response);
        try {
            writer.flush();
        } catch (NullPointerException e) {
            throw response.taken(e);
        }
        try {
            if (response.isCommitted()) {
                checkError();
            }
        } catch (RuntimeException e) {
            // Some containers take the response away, and without us an application that writes on is not told.
            response.aborted();
        }
    }

    @Override
    public void close() {
        writer.close();
        body.close();
    }

    /** Not unless the application asks or flushes: it flushes, and so commits the response. */
    @Override
    public boolean checkError() {
        boolean error;
        try {
            error = writer.checkError();
        } catch (NullPointerException e) {
            throw response.taken(e);
        }
        if (error) {
            response.aborted();
        }
        return error;
    }

    private void measure(char[] chars, int offset, int count) {
        if (count == 0 || body.isClosed()) {
            return;
        }
        body.begin(response, true);
        if (length.isUtf8()) {
            body.count(length.of(chars, offset, count, reading));
            return;
        }
        body.count(length.of(chars, offset, count));
        if (body.isRead()) {
            utf8 = utf8 == null ? new EncodedLength(StandardCharsets.UTF_8) : utf8;
            utf8.of(chars, offset, count, reading);
        }
    }
}
