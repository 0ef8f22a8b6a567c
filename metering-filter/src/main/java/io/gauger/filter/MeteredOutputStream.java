package io.gauger.filter;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;

/**
 * The container's stream, with what is written to it counted and read: afterwards, so that nothing is held back. What
 * the container took is counted even if the client has gone.
 */
final class MeteredOutputStream extends ServletOutputStream {
    /** Whether a container's class prints by itself; kept with that class, so that it does not keep ours. */
    private static final ClassValue<Boolean> PRINTS = new ClassValue<>() {
        @Override
        protected Boolean computeValue(Class<?> type) {
            try {
                return type.getMethod("print", String.class).getDeclaringClass() != ServletOutputStream.class;
            } catch (NoSuchMethodException e) {
                return false;
            }
        }
    };

    private final ServletOutputStream stream;
    private final MeteredResponse response;
    private final ResponseBody body;

    /**
     * What was written since only that matters; its complement while the body counts. So a thread that asks meanwhile is
     * told the same before and after.
     */
    private long counted = ~0L;

    MeteredOutputStream(ServletOutputStream stream, MeteredResponse response) {
        this.stream = stream;
        this.response = response;
        this.body = response.body();
    }

    @Override
    public void write(int b) throws IOException {
        body.begin(response, false);
        try {
            stream.write(b);
        } catch (IOException e) {
            body.count(1);
            throw response.aborted(e);
        } catch (NullPointerException e) {
            throw response.taken(e);
        }
        body.count(1);
        body.read(b);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        if (counted < 0) {
            writeToBody(bytes, offset, length);
            return;
        }
        try {
            stream.write(bytes, offset, length);
        } catch (IOException e) {
            count(length);
            throw response.aborted(e);
        } catch (NullPointerException e) {
            throw bytes == null ? e : response.taken(e);
        }
        count(length);
    }

    private void writeToBody(byte[] bytes, int offset, int length) throws IOException {
        if (length > 0) {
            body.begin(response, false);
        }
        try {
            stream.write(bytes, offset, length);
        } catch (IOException e) {
            body.count(length);
            throw response.aborted(e);
        } catch (NullPointerException e) {
            throw bytes == null ? e : response.taken(e);
        }
        if (body.wrote(bytes, offset, length)) {
            body.countedBy(this);
        }
    }

    /** The container may have stopped the counting inside the write: it has answered by an error page, say. */
    private void count(int length) {
        if (counted < 0) {
            body.count(length);
        } else {
            counted += length;
        }
    }

    long counted() {
        long sum = counted;
        return sum < 0 ? ~sum : sum;
    }

    /** It counts on from here. */
    void startCounting(long from) {
        counted = from;
    }

    /** The body counts again, beside what was counted here. */
    void stopCounting() {
        counted = ~counted();
    }

    /**
     * What this class inherits prints ISO-8859-1 and refuses other characters; a container's own may print in the charset
     * of the response, so it is asked.
     */
    @Override
    public void print(String text) throws IOException {
        if (!PRINTS.get(stream.getClass())) {
            super.print(text);
            return;
        }
        char[] chars = String.valueOf(text).toCharArray();
        body.begin(response, false);
        try {
            stream.print(text);
        } catch (IOException e) {
            throw response.aborted(e);
        }
        body.count(EncodedLength.in(response.getCharacterEncoding()).of(chars, 0, chars.length, body::read));
    }

    @Override
    public void flush() throws IOException {
        body.beginHeaders(response);
        try {
            stream.flush();
        } catch (IOException e) {
            throw response.aborted(e);
        } catch (NullPointerException e) {
            throw response.taken(e);
        }
    }

    @Override
    public void close() throws IOException {
        try {
            stream.close();
        } catch (IOException e) {
            throw response.aborted(e);
        } finally {
            body.close();
        }
    }

    @Override
    public boolean isReady() {
        return stream.isReady();
    }

    @Override
    public void setWriteListener(WriteListener listener) {
        stream.setWriteListener(new WriteListener() {
            @Override
            public void onWritePossible() throws IOException {
                listener.onWritePossible();
            }

            @Override
            public void onError(Throwable failure) {
                if (failure instanceof IOException e) {
                    response.aborted(e);
                }
                listener.onError(failure);
            }
        });
    }
}
