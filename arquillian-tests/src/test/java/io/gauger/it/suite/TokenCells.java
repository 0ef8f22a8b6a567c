package io.gauger.it.suite;

import static io.gauger.it.suite.Ask.get;
import static io.gauger.it.suite.Expected.ok;

import io.gauger.it.suite.Expected.Tokens;
import io.gauger.it.suite.app.LargeListServlet;
import java.util.List;

/**
 * AI answers, of which the tokens are read while they pass. The short ones echo the request, in two writes that part an
 * event or a line; each tells 7 + 5 tokens, or none.
 */
final class TokenCells {
    private static final String EVENTS = "text/event-stream";
    private static final String LINES = "application/x-ndjson";

    private TokenCells() {}

    static List<Cell> all() {
        return List.of(
                echo(
                        "tokens of an Anthropic stream",
                        "profile",
                        EVENTS,
                        "event: message_start\n"
                                + "data: {'type':'message_start','message':{'model':'claude','usage':{'input_tokens':4,"
                                + "'cache_read_input_tokens':2,'cache_creation_input_tokens':1,'output_tokens':1}}}\n\n"
                                + "event: ping\ndata: {'type':'ping'}\n\n"
                                + "event: message_delta\ndata: {'type':'message_delta','usage':{'output_tokens':3}}\n\n"
                                + "event: message_delta\ndata: {'type':'message_delta','usage':{'output_tokens':5}}\n\n",
                        measured(12, 2).events(4)),
                echo(
                        "tokens of a stream of the OpenAI responses API",
                        "profile",
                        EVENTS,
                        "event: response.created\n"
                                + "data: {'type':'response.created','response':{'model':'gpt-4o','usage':null}}\n\n"
                                + "event: response.output_text.delta\n"
                                + "data: {'type':'response.output_text.delta','delta':'usage'}\n\n"
                                + "event: response.completed\n"
                                + "data: {'type':'response.completed','response':{'model':'gpt-4o','usage':"
                                + "{'input_tokens':7,'input_tokens_details':{'cached_tokens':3},'output_tokens':5,"
                                + "'output_tokens_details':{'reasoning_tokens':2},'total_tokens':12}}}\n\n",
                        measured(12, 3).events(3)),
                echo(
                        "tokens of a Gemini stream",
                        "profile",
                        EVENTS,
                        "data: {'candidates':[],'usageMetadata':{'promptTokenCount':7,'candidatesTokenCount':1},"
                                + "'modelVersion':'gemini'}\r\n\r\n"
                                + "data: {'candidates':[],'usageMetadata':{'promptTokenCount':7,"
                                + "'cachedContentTokenCount':6,'candidatesTokenCount':3,'thoughtsTokenCount':2},"
                                + "'modelVersion':'gemini'}\r\n\r\n",
                        measured(12, 6).events(2)),
                echo(
                        "tokens of JSON by lines",
                        "profile",
                        LINES,
                        "{'model':'llama','message':{'content':'a'},'done':false}\n"
                                + "{'model':'llama','done':true,'prompt_eval_count':7,'eval_count':5}\n",
                        measured(12, null).lines()),
                echo(
                        "a stream that does not tell its tokens",
                        "profile",
                        EVENTS,
                        "data: {'model':'gpt-4o','choices':[]}\n\ndata: {'usage':null}\n\ndata: {}\n\ndata: [DONE]\n\n",
                        ok(0).units("0")
                                .flags("missing_field", "estimated")
                                .tokens(new Tokens(null, 3, null, "estimated"))
                                .events(3)),
                echo(
                        "an expression that reads the last event",
                        "last",
                        EVENTS,
                        "data: {'tokens':1}\n\ndata: {'tokens':42}\n\ndata: [DONE]\n\n",
                        ok(0).units("42").events(2)),
                echo(
                        "an expression that reads all events",
                        "events",
                        EVENTS,
                        "data: {'tokens':1}\n\n: tokens\n\ndata: {'tokens':20}\n\ndata: [DONE]\n\n",
                        ok(0).units("42").events(2)),
                Cell.of(
                        "tokens behind a list of 5 MB",
                        get("/large-list"),
                        ok(LargeListServlet.LENGTH)
                                .route("large")
                                .units("12")
                                .tokens(new Tokens(7, 5, null, "measured"))));
    }

    private static Expected measured(int units, Integer cached) {
        return ok(0).units(Integer.toString(units)).tokens(new Tokens(7, 5, cached, "measured"));
    }

    private static Cell echo(String name, String route, String type, String body, Expected expected) {
        Ask ask = Ask.post("/mode/" + route, type, body.replace('\'', '"'));
        return Cell.of(name, ask, expected.route(route).bytes(body.length()).requestBytes(body.length()));
    }
}
