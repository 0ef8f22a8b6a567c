package io.gauger.benchmark.rival;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** One way to watch an answer. It is told apart by its name and made anew for each run. */
public interface Rival {

    /** Runs the application, watching. */
    void filter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException;

    /** What it made of the last exchange: checked before anything is measured. */
    Seen seen();

    /** How much a rival learns of an answer that holds usage, which it is then held to. */
    enum Reach {
        /** Nothing at all. */
        NOTHING,
        /** The number of bytes. */
        BYTES,
        /** The body as a whole, unread. */
        BODY,
        /** Field, tokens and model. */
        USAGE
    }
}
