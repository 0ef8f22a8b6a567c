package io.gauger.it.suite.app;

import static java.nio.charset.StandardCharsets.US_ASCII;

import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;

/** A JSON list of 5 MB, written in pieces of 8 KiB, and its usage behind it. */
@WebServlet("/large-list")
public class LargeListServlet extends Endpoint {
    private static final long serialVersionUID = 1L;

    private static final byte[] BEGIN = "{\"object\":\"list\",\"model\":\"embedder\",\"data\":[".getBytes(US_ASCII);

    /** Whole items, what looks like usage among them, and a text that fills the piece. */
    private static final byte[] PIECE = piece(8192);

    private static final int PIECES = 640;
    private static final byte[] END =
            "null],\"usage\":{\"prompt_tokens\":7,\"completion_tokens\":5,\"total_tokens\":12}}".getBytes(US_ASCII);

    /** Bytes of the answer. */
    public static final long LENGTH = BEGIN.length + (long) PIECES * PIECE.length + END.length;

    @Override
    void answer(String name, HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setContentType("application/json");
        OutputStream out = response.getOutputStream();
        out.write(BEGIN);
        for (int i = 0; i < PIECES; i++) {
            out.write(PIECE);
        }
        out.write(END);
    }

    private static byte[] piece(int length) {
        String item =
                "{\"usage\":{\"prompt_tokens\":99},\"note\":\"\\\"usage\\\":{[\",\"embedding\":[-0.25,1e-3,null]},";
        String items = item.repeat(length / 2 / item.length());
        return (items + '"' + "x".repeat(length - items.length() - 3) + "\",").getBytes(US_ASCII);
    }
}
