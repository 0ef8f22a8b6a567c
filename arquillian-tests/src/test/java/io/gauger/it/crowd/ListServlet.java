package io.gauger.it.crowd;

import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A JSON list of 50 MB with its usage at the end, of which the number in the path is a part. Each takes a thread.
 */
@WebServlet("/lists/*")
public class ListServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    /** So many are written at once, or none. */
    public static final int AT_ONCE = 200;

    private static final int PIECE = 8192;
    private static final int PIECES = 50_000_000 / PIECE + 1;
    private static final byte[] BEGIN = utf8("{\"object\":\"list\",\"data\":[");
    private static final byte[] ITEMS = items();

    private final transient CyclicBarrier others = new CyclicBarrier(AT_ONCE);

    /** Bytes of the answer with this number. */
    public static long length(int number) {
        return BEGIN.length + (long) PIECES * PIECE + end(number).length;
    }

    /** Tokens of the answer with this number. */
    public static int tokens(int number) {
        return 1000 + number + 1;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        int number = Integer.parseInt(request.getPathInfo().substring(1));
        response.setContentType("application/json");
        response.setContentLengthLong(length(number));
        write(response.getOutputStream(), number);
    }

    /** Nobody writes on before all have begun. */
    private void write(OutputStream out, int number) throws IOException {
        out.write(BEGIN);
        out.flush();
        awaitTheOthers();
        for (int i = 0; i < PIECES; i++) {
            out.write(ITEMS);
        }
        out.write(end(number));
    }

    private void awaitTheOthers() throws IOException {
        try {
            others.await(2, TimeUnit.MINUTES);
        } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
            throw new IOException("The others did not come", e);
        }
    }

    private static byte[] end(int number) {
        return utf8("null],\"model\":\"gpt-4\",\"usage\":{\"prompt_tokens\":" + (1000 + number)
                + ",\"completion_tokens\":1}}");
    }

    private static byte[] items() {
        StringBuilder items = new StringBuilder();
        for (int i = 0; items.length() < PIECE - 300; i++) {
            items.append("{\"id\":").append(i).append(",\"score\":0.5,\"tags\":[\"a\",\"b\"],\"owner\":{\"id\":\"u-");
            items.append(i % 7).append("\",\"active\":true},\"note\":\"");
            items.append("what a \\\"note\\\" says ".repeat(4)).append("\"},");
        }
        items.append('"').append("x".repeat(PIECE - items.length() - 2)).append("\",");
        return utf8(items.toString());
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
