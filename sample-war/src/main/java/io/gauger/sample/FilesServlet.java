package io.gauger.sample;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.OptionalLong;

/**
 * {@code GET /v1/files/{bytes}}: a download of so many bytes, up to 1 GiB, written 8 KiB at a time; the byte at offset
 * i is i modulo 256.
 */
@WebServlet("/v1/files/*")
public final class FilesServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private static final long MAX_BYTES = 1L << 30;
    private static final byte[] BLOCK = block();

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        OptionalLong bytes = PathNumber.of(request.getPathInfo(), 0, MAX_BYTES);
        if (bytes.isEmpty()) {
            response.sendError(
                    HttpServletResponse.SC_BAD_REQUEST, "The path must end in a number of bytes, 0 to " + MAX_BYTES);
            return;
        }
        response.setContentType("application/octet-stream");
        response.setContentLengthLong(bytes.getAsLong());
        ServletOutputStream out = response.getOutputStream();
        for (long left = bytes.getAsLong(); left > 0; left -= BLOCK.length) {
            out.write(BLOCK, 0, (int) Math.min(left, BLOCK.length));
        }
    }

    private static byte[] block() {
        byte[] block = new byte[8 * 1024];
        for (int i = 0; i < block.length; i++) {
            block[i] = (byte) i;
        }
        return block;
    }
}
