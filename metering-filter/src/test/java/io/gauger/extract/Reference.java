package io.gauger.extract;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.gauger.extract.JsonPath.Element;
import io.gauger.extract.JsonPath.Member;
import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonNumber;
import jakarta.json.JsonReaderFactory;
import jakarta.json.JsonString;
import jakarta.json.JsonValue.ValueType;
import jakarta.json.stream.JsonParser;
import jakarta.json.stream.JsonParserFactory;
import java.io.ByteArrayOutputStream;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A strict parser of JSON, and one of event streams that is as simple as the standard. */
final class Reference {
    private static final JsonParserFactory PARSERS = Json.createParserFactory(Map.of());
    private static final JsonReaderFactory READERS = Json.createReaderFactory(Map.of());

    private Reference() {}

    /** Whether the strict parser accepts the document; what was read is then what it finds. */
    static boolean check(BodyReader reader, byte[] bytes, List<JsonPath> paths) {
        jakarta.json.JsonValue root;
        try {
            String text = UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
            root = parse(text.startsWith("\uFEFF") ? text.substring(1) : text);
        } catch (CharacterCodingException | JsonException | NumberFormatException | UnsupportedOperationException e) {
            // it also refuses numbers beyond its limits
            return false;
        }
        MutationFuzzTest.equal(reader.isMalformed(), false, "malformed though valid");
        for (int slot = 0; slot < paths.size() && !reader.isTooLarge(); slot++) {
            MutationFuzzTest.equal(
                    reader.value(slot),
                    value(root, paths.get(slot)),
                    paths.get(slot).toString());
        }
        return true;
    }

    /** The reader stops behind the first value; the parser refuses what comes after. */
    static jakarta.json.JsonValue parse(String document) {
        try (JsonParser parser = PARSERS.createParser(new StringReader(document))) {
            while (parser.hasNext()) {
                parser.next();
            }
        }
        try (jakarta.json.JsonReader reader = READERS.createReader(new StringReader(document))) {
            return reader.readValue();
        }
    }

    static JsonValue value(jakarta.json.JsonValue root, JsonPath path) {
        jakarta.json.JsonValue at = root;
        for (JsonPath.Step step : path.steps()) {
            if (step instanceof Member member && at.getValueType() == ValueType.OBJECT) {
                at = at.asJsonObject().get(member.name());
            } else if (step instanceof Element element
                    && at.getValueType() == ValueType.ARRAY
                    && element.index() < at.asJsonArray().size()) {
                at = at.asJsonArray().get(element.index());
            } else {
                return null;
            }
            if (at == null) {
                return null;
            }
        }
        return kept(at);
    }

    /** What is kept of a value. */
    static JsonValue kept(jakarta.json.JsonValue value) {
        return switch (value.getValueType()) {
            case OBJECT -> JsonValue.Structure.OBJECT;
            case ARRAY -> JsonValue.Structure.ARRAY;
            case STRING -> new JsonValue.Text(((JsonString) value).getString());
            case NUMBER -> new JsonValue.Num(((JsonNumber) value).bigDecimalValue());
            case TRUE -> new JsonValue.Bool(true);
            case FALSE -> new JsonValue.Bool(false);
            case NULL -> JsonValue.Null.NULL;
        };
    }

    /** The lines that are more than white space. */
    static List<byte[]> lines(byte[] stream) {
        List<byte[]> lines = new ArrayList<>();
        for (String line :
                new String(stream, ISO_8859_1).substring(mark(stream)).split("\n", -1)) {
            if (!line.matches("[ \t\r]*")) {
                lines.add(line.getBytes(ISO_8859_1));
            }
        }
        return lines;
    }

    /** How long the byte order mark is. */
    private static int mark(byte[] stream) {
        return stream.length >= 3 && stream[0] == (byte) 0xEF && stream[1] == (byte) 0xBB && stream[2] == (byte) 0xBF
                ? 3
                : 0;
    }

    /** The data of each event that is dispatched, without {@code [DONE]}: WHATWG HTML, section 9.2.6. */
    static List<byte[]> events(byte[] stream) {
        List<byte[]> events = new ArrayList<>();
        ByteArrayOutputStream data = null;
        int at = mark(stream);
        while (at < stream.length) {
            int end = at;
            while (end < stream.length && stream[end] != '\n' && stream[end] != '\r') {
                end++;
            }
            if (end == stream.length) {
                return events;
            }
            String line = new String(stream, at, end - at, ISO_8859_1);
            at = stream[end] == '\r' && end + 1 < stream.length && stream[end + 1] == '\n' ? end + 2 : end + 1;
            if (line.isEmpty()) {
                if (data != null && !data.toString(UTF_8).equals("[DONE]")) {
                    events.add(data.toByteArray());
                }
                data = null;
            } else if (line.equals("data") || line.startsWith("data:")) {
                String value = line.substring(Math.min(line.length(), 5));
                value = value.startsWith(" ") ? value.substring(1) : value;
                if (data == null) {
                    data = new ByteArrayOutputStream();
                } else {
                    data.write('\n');
                }
                data.writeBytes(value.getBytes(ISO_8859_1));
            }
        }
        return events;
    }
}
