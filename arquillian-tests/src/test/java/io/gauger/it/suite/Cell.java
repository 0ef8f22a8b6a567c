package io.gauger.it.suite;

/**
 * One row of the suite: a request, and what it must come to on every server that {@link Exceptions} does not name.
 *
 * @param name unique; also the request's User-Agent, by which its record is found
 */
record Cell(String name, Ask ask, Expected expected) {

    static Cell of(String name, Ask ask, Expected expected) {
        return new Cell(name, ask, expected);
    }
}
