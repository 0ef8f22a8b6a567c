package io.gauger.it.suite;

import static io.gauger.it.suite.Ask.get;
import static io.gauger.it.suite.Expected.answer;

import java.util.List;

/** Errors, redirects and exceptions. The application's own error page has 30 bytes. */
final class ErrorCells {

    private ErrorCells() {}

    static List<Cell> all() {
        return List.of(
                Cell.of("sendError with the application's page", get("/error/own-page"), answer(409, 30)),
                Cell.of(
                        "sendError with the application's page, after something was written",
                        get("/error/own-page-late"),
                        answer(409, 30)),
                containers("sendError with the container's page", "/error/container-page", answer(403, 0)),
                Cell.of("status of an error without sendError", get("/error/status-only"), answer(409, 13)),
                containers("sendRedirect", "/error/redirect", answer(302, 0)),
                containers(
                        "exception that escapes",
                        "/error/throws",
                        answer(500, 0).flags("app_error")),
                Cell.of(
                        "exception that escapes, with the application's page",
                        get("/error/throws-own-page"),
                        answer(500, 30).flags("app_error")),
                Cell.of(
                        "exception after the answer has begun",
                        get("/error/throws-late"),
                        answer(200, 100).flags("app_error")));
    }

    private static Cell containers(String name, String path, Expected expected) {
        return Cell.of(name, get(path), expected.withTheContainersBody());
    }
}
