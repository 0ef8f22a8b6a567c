package io.gauger.admin;

import io.gauger.usage.RecordPage;
import io.gauger.usage.RecordQuery;
import io.gauger.usage.RecordReader;
import io.gauger.usage.StoredRecord;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * {@code /v1/records/export}: all records that match, newest first, written while they are read, a page at a time. Where the
 * database fails in the middle the answer breaks off, so that nobody takes a part for the whole: a JSON array is not closed, and
 * the connection is.
 */
final class RecordExport {
    private static final String FORMAT = "format";
    private static final int PAGE = 1000;
    private static final Set<String> KNOWN = Stream.concat(Stream.of(FORMAT), RecordParameters.KNOWN.stream())
            .filter(name -> !Set.of(Paging.LIMIT, Paging.CURSOR, "id").contains(name))
            .collect(Collectors.toUnmodifiableSet());

    /** With what a cell begins that spreadsheets take for a formula. */
    private static final String FORMULA = "=+-@\t\r\n";

    private final RecordReader records;
    private final Scope scope;
    private final Call call;

    RecordExport(Scope scope, Call call) {
        this.records = scope.gauger().records();
        this.scope = scope;
        this.call = call;
    }

    /** A form of the answer. */
    private enum Format {
        CSV("text/csv;charset=UTF-8") {
            @Override
            void begin(Writer to) throws IOException {
                to.write(String.join(",", RecordJson.NAMES));
                to.write("\r\n");
            }

            @Override
            void write(JsonObject row, boolean first, Writer to) throws IOException {
                String separator = "";
                for (String name : RecordJson.NAMES) {
                    to.write(separator);
                    to.write(cell(row.getOrDefault(name, JsonValue.NULL)));
                    separator = ",";
                }
                to.write("\r\n");
            }
        },
        JSON("application/json") {
            @Override
            void begin(Writer to) throws IOException {
                to.write("[");
            }

            @Override
            void write(JsonObject row, boolean first, Writer to) throws IOException {
                to.write(first ? "\n" : ",\n");
                to.write(row.toString());
            }

            @Override
            void end(Writer to) throws IOException {
                to.write("\n]\n");
            }
        },
        NDJSON("application/x-ndjson") {
            @Override
            void write(JsonObject row, boolean first, Writer to) throws IOException {
                to.write(row.toString());
                to.write("\n");
            }
        };

        private final String type;

        Format(String type) {
            this.type = type;
        }

        void begin(Writer to) throws IOException {}

        abstract void write(JsonObject row, boolean first, Writer to) throws IOException;

        void end(Writer to) throws IOException {}
    }

    /** What the query asks for; the first page is read before anything is answered, so that its failure is a problem. */
    Response write() {
        QueryParameters parameters = new QueryParameters(call.query(), KNOWN);
        Format format = parameters.constant(FORMAT, Format.values());
        RecordQuery query = RecordParameters.parse(parameters, scope);
        Format chosen = format == null ? Format.JSON : format;
        RecordQuery firstPage = new RecordQuery(query.from(), query.to(), query.filters(), null, PAGE);
        RecordPage first = records.list(firstPage);
        StreamingOutput written = to -> write(chosen, firstPage, first, to);
        return Answer.stream(chosen.type, "gauger-records." + name(chosen), written);
    }

    private void write(Format format, RecordQuery query, RecordPage first, OutputStream out) throws IOException {
        // not closed, as the container does that; a failure must not look like an end
        Writer to = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
        format.begin(to);
        boolean isFirst = true;
        RecordPage page = first;
        while (true) {
            for (StoredRecord each : page.records()) {
                format.write(RecordJson.of(each), isFirst, to);
                isFirst = false;
            }
            RecordQuery.Position next = page.next();
            if (next == null) {
                break;
            }
            to.flush();
            page = records.list(new RecordQuery(query.from(), query.to(), query.filters(), next, PAGE));
        }
        format.end(to);
        to.flush();
    }

    /** RFC 4180; a text that a spreadsheet would run begins with an apostrophe, which it takes for the sign of a text. */
    static String cell(JsonValue value) {
        String text = text(value);
        String safe = value instanceof JsonString && !text.isEmpty() && FORMULA.indexOf(text.charAt(0)) >= 0
                ? "'" + text
                : text;
        boolean quoted =
                safe.indexOf(',') >= 0 || safe.indexOf('"') >= 0 || safe.indexOf('\n') >= 0 || safe.indexOf('\r') >= 0;
        return quoted ? '"' + safe.replace("\"", "\"\"") + '"' : safe;
    }

    private static String text(JsonValue value) {
        return switch (value.getValueType()) {
            case NULL -> "";
            case STRING -> ((JsonString) value).getString();
            case ARRAY -> String.join(" ", texts((JsonArray) value));
            default -> value.toString();
        };
    }

    private static List<String> texts(JsonArray values) {
        return values.getValuesAs(JsonString.class).stream()
                .map(JsonString::getString)
                .toList();
    }

    private static String name(Format format) {
        return format.name().toLowerCase(Locale.ROOT);
    }
}
