package io.gauger.it.suite;

import static io.gauger.it.suite.Expected.AS_RECEIVED;
import static io.gauger.it.suite.Expected.ok;

import java.util.List;

/** The metering modes, on answers that echo the request; the routes stand in {@code web.xml} and {@code RouteBeans}. */
final class ModeCells {
    private static final String JSON = "application/json";
    private static final String EVENTS = "text/event-stream";

    private ModeCells() {}

    static List<Cell> all() {
        return List.of(
                mode("mode request", "request", JSON, "{'any':'thing'}", "1"),
                mode("mode bytes with an expression", "kib", "text/plain", "x".repeat(1536), "1.5"),
                mode("mode response_field", "field", JSON, "{'usage':{'units':12.5}}", "12.5"),
                mode("mode response_field, the field is missing", "field", JSON, "{'usage':{}}", "1", "missing_field"),
                mode("mode response_field, no JSON", "field", "text/html", "<p>", "1", "missing_field", "not_json"),
                mode(
                        "mode response_field, OpenAI",
                        "profile",
                        JSON,
                        "{'usage':{'prompt_tokens':7,'completion_tokens':5,'total_tokens':12}}",
                        "12"),
                stream(
                        "mode response_field, OpenAI stream",
                        "profile",
                        "data: {'usage':null}\n\n"
                                + "data: {'usage':{'prompt_tokens':7,'completion_tokens':5,'total_tokens':12}}\n\n"
                                + "data: [DONE]\n\n",
                        "12",
                        2),
                gzip(
                        "mode response_field, OpenAI, gzip by the application",
                        "profile",
                        JSON,
                        "{'model':'gpt-4o','usage':{'prompt_tokens':7,'completion_tokens':5,'total_tokens':12}}",
                        ok(AS_RECEIVED).units("12")),
                gzip(
                        "mode response_field, OpenAI stream, gzip by the application",
                        "profile",
                        EVENTS,
                        "data: {'usage':null}\n\n"
                                + "data: {'usage':{'prompt_tokens':7,'completion_tokens':5,'total_tokens':12}}\n\n"
                                + "data: [DONE]\n\n",
                        ok(AS_RECEIVED).units("12").events(2)),
                mode("mode custom", "custom", JSON, "{'model':'gpt-4','tokens':21}", "42"),
                mode("mode custom, the other branch", "custom", JSON, "{'model':'other','tokens':21}", "21"),
                mode("route by a CDI bean", "bean", "text/plain", "12345", "5"),
                mode("route by a CDI bean in place of one in web.xml", "replaced", JSON, "{'tokens':99}", "99"));
    }

    private static Cell mode(String name, String route, String type, String body, String units, String... flags) {
        return cell(name, route, type, body, ok(body.length()).units(units).flags(flags));
    }

    private static Cell stream(String name, String route, String body, String units, int events) {
        return cell(name, route, EVENTS, body, ok(body.length()).units(units).events(events));
    }

    private static Cell gzip(String name, String route, String type, String body, Expected expected) {
        return Cell.of(name, ask(route, type, body).with("X-Gzip", "yes"), recorded(route, body, expected));
    }

    private static Cell cell(String name, String route, String type, String body, Expected expected) {
        return Cell.of(name, ask(route, type, body), recorded(route, body, expected));
    }

    private static Ask ask(String route, String type, String body) {
        return Ask.post("/mode/" + route, type, body.replace('\'', '"'));
    }

    private static Expected recorded(String route, String body, Expected expected) {
        return expected.route(route).requestBytes(body.length());
    }
}
