package io.gauger.expression;

import io.gauger.extract.JsonValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What functions make of whole texts, character by character and without regular expressions. */
final class Texts {
    /** The longest text that an expression makes; what is kept of a body may be longer, as the deployment says. */
    static final int LONGEST = 1024 * 1024;

    /** The longest array that an expression makes of a text. */
    static final int MOST_ELEMENTS = 100_000;

    private static final String DATA = "data:";
    private static final String DONE = "[DONE]";

    private Texts() {}

    static void bound(int length) {
        if (length > LONGEST) {
            throw tooLong();
        }
    }

    static EvaluationFailure tooLong() {
        return EvaluationFailure.tooLarge("a text became longer than " + LONGEST + " characters");
    }

    /** The parts between the separators; with an empty separator each UTF-16 unit. */
    static List<JsonValue> split(String text, String separator) {
        List<JsonValue> parts = new ArrayList<>();
        if (separator.isEmpty()) {
            for (int i = 0; i < text.length(); i++) {
                add(parts, text.substring(i, i + 1));
            }
            return parts;
        }
        int start = 0;
        int end;
        while ((end = text.indexOf(separator, start)) >= 0) {
            add(parts, text.substring(start, end));
            start = end + separator.length();
        }
        add(parts, text.substring(start));
        return parts;
    }

    /** Lines that end with LF, CR or both; a line end at the end of the text begins no further line. */
    static List<JsonValue> lines(String text, boolean emptyOnes) {
        List<JsonValue> lines = new ArrayList<>();
        for (int at = 0; at < text.length(); ) {
            int end = endOfLine(text, at);
            if (emptyOnes || !text.substring(at, end).isBlank()) {
                add(lines, text.substring(at, end));
            }
            at = afterLine(text, end);
        }
        return lines;
    }

    private static void add(List<JsonValue> parts, String part) {
        add(parts, new JsonValue.Text(part));
    }

    private static void add(List<JsonValue> parts, JsonValue part) {
        if (parts.size() == MOST_ELEMENTS) {
            throw EvaluationFailure.tooLarge("an array became longer than " + MOST_ELEMENTS + " elements");
        }
        parts.add(part);
    }

    private static int endOfLine(String text, int from) {
        int at = from;
        while (at < text.length() && text.charAt(at) != '\n' && text.charAt(at) != '\r') {
            at++;
        }
        return at;
    }

    private static int afterLine(String text, int end) {
        return text.startsWith("\r\n", end) ? end + 2 : end + 1;
    }

    /** One event of a stream that is held in a text. */
    record Event(String data, String type, String id) {

        /** Its data, type and id, and beside them what its data holds if that is a JSON object. */
        JsonValue value(JsonDocument.Budget budget) {
            Map<String, JsonValue> members = new LinkedHashMap<>();
            if (JsonDocument.read(data, budget) instanceof JsonValue.Members object) {
                members.putAll(object.values());
            }
            members.put("event", new JsonValue.Text(type));
            members.put("data", new JsonValue.Text(data));
            members.put("id", new JsonValue.Text(id));
            return new JsonValue.Members(members);
        }
    }

    static List<JsonValue> sseEvents(String text) {
        List<JsonValue> values = new ArrayList<>();
        JsonDocument.Budget budget = new JsonDocument.Budget();
        for (Event event : events(text)) {
            values.add(event.value(budget));
        }
        return values;
    }

    /** The data of all events joined by LF; {@code null} if there is none. */
    static @Nullable String allData(String text) {
        List<Event> events = events(text);
        return events.isEmpty()
                ? null
                : String.join("\n", events.stream().map(Event::data).toList());
    }

    /** The data of the last event; {@code null} if there is none. */
    static @Nullable String lastData(String text) {
        List<Event> events = events(text);
        return events.isEmpty() ? null : events.get(events.size() - 1).data();
    }

    /**
     * The events with data, {@code [DONE]} left out: of an event stream (WHATWG HTML, section 9.2.6) if a line of the
     * text begins with {@code data:}, otherwise each line that is not blank is the data of one. Other than in a stream
     * under way, the end of the text ends its last event too.
     */
    private static List<Event> events(String text) {
        List<JsonValue> lines = lines(text, true);
        boolean stream = lines.stream().anyMatch(line -> text(line).startsWith(DATA));
        List<Event> events = new ArrayList<>();
        StringBuilder data = new StringBuilder();
        String type = "";
        String id = "";
        for (JsonValue value : lines) {
            String line = text(value);
            if (!stream) {
                dispatch(events, line.strip(), "", "");
            } else if (line.isEmpty()) {
                dispatch(events, data.toString(), type, id);
                data.setLength(0);
                type = "";
            } else {
                String rest = afterColon(line);
                switch (line.substring(0, nameLength(line))) {
                    case "data" -> data.append(data.isEmpty() ? "" : "\n").append(rest);
                    case "event" -> type = rest;
                    case "id" -> id = rest;
                    default -> {}
                }
            }
        }
        dispatch(events, data.toString(), type, id);
        return events;
    }

    private static void dispatch(List<Event> events, String data, String type, String id) {
        if (!data.isEmpty() && !data.equals(DONE)) {
            events.add(new Event(data, type.isEmpty() ? "message" : type, id));
        }
    }

    private static String text(JsonValue line) {
        return ((JsonValue.Text) line).value();
    }

    private static int nameLength(String line) {
        int colon = line.indexOf(':');
        return colon < 0 ? line.length() : colon;
    }

    private static String afterColon(String line) {
        int start = nameLength(line) + 1;
        if (start < line.length() && line.charAt(start) == ' ') {
            start++;
        }
        return start >= line.length() ? "" : line.substring(start);
    }
}
