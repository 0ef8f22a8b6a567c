package io.gauger.filter;

import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/**
 * The container's writer, with what is written to it counted as it will be encoded, and read as UTF-8. Every call goes
 * straight through: a buffer here would need a flush at the end, which would commit the response. What
 * {@code PrintWriter} builds upon these methods (print, format, append) arrives through them.
 */
final class MeteredWriter extends PrintWriter {
    private static final char[] LINE_SEPARATOR = System.lineSeparator().toCharArray();

    private final PrintWriter writer;
    private final MeteredResponse response;
    private final ResponseBody body;
    private final EncodedLength length;
    private final EncodedLength.Bytes reading;
    private final EncodedLength.Bytes readingUtf8;
    private final boolean utf8;
    private final EncodedLength utf8Length = new EncodedLength(StandardCharsets.UTF_8);
    private final char[] one = new char[1];

    MeteredWriter(PrintWriter writer, MeteredResponse response, Charset charset) {
        super(writer);
        this.writer = writer;
        this.response = response;
        this.body = response.body();
        this.utf8 = charset.equals(StandardCharsets.UTF_8);
        this.length = new EncodedLength(charset);
        this.reading = utf8 ? body::read : (bytes, offset, count) -> {};
        this.readingUtf8 = body::read;
    }

    @Override
    public void write(int c) {
        one[0] = (char) c;
        writer.write(c);
        measure(one, 0, 1);
    }

    @Override
    public void write(char[] chars, int offset, int count) {
        writer.write(chars, offset, count);
        measure(chars, offset, count);
    }

    @Override
    public void write(String text, int offset, int count) {
        writer.write(text, offset, count);
        char[] chars = new char[Math.min(count, 4096)];
        int at = 0;
        while (at < count) {
            int part = Math.min(chars.length, count - at);
            text.getChars(offset + at, offset + at + part, chars, 0);
            measure(chars, 0, part);
            at += part;
        }
    }

    @Override
    public void println() {
        writer.println();
        measure(LINE_SEPARATOR, 0, LINE_SEPARATOR.length);
    }

    @Override
    public void flush() {
        writer.flush();
    }

    @Override
    public void close() {
        writer.close();
    }

    /** Only if the application asks: it flushes, and so commits the response. */
    @Override
    public boolean checkError() {
        boolean error = writer.checkError();
        if (error) {
            response.writerFailed();
        }
        return error;
    }

    private void measure(char[] chars, int offset, int count) {
        if (count == 0) {
            return;
        }
        body.begin(response, true);
        body.count(length.of(chars, offset, count, reading));
        if (!utf8 && body.isRead()) {
            utf8Length.of(chars, offset, count, readingUtf8);
        }
    }
}
