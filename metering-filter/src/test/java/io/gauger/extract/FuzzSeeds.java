package io.gauger.extract;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.gauger.measure.ProviderBodies;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** What is mutated: documents and streams that are valid, small ones and some that are longer than a block. */
final class FuzzSeeds {
    private static final String[] NAMES = {
        "a", "b", "usage", "model", "total_tokens", "input_tokens", "é", "a\\\"b", "\\u0061", "type", "x", ""
    };
    private static final String[] SCALARS = {
        "null",
        "true",
        "false",
        "0",
        "-0",
        "17",
        "1.50",
        "-12e3",
        "9007199254740993",
        "123456789012345678",
        "1E-7",
        "12345678901234567890",
        "\"\"",
        "\"gpt-4o\"",
        "\"a\\\"b\\\\\"",
        "\"\\uD83D\\uDE00\"",
        "\"日本 😀\"",
        "\"[{\"",
        "\"\\\\\\\\\"",
        "\"}]\\\\\""
    };

    private FuzzSeeds() {}

    static List<byte[]> small() throws IOException {
        List<byte[]> seeds = new ArrayList<>();
        ProviderBodies.all().forEach(body -> seeds.add(body.getBytes(UTF_8)));
        try (InputStream file = FuzzSeeds.class.getResourceAsStream("/JSONTestSuite.txt")) {
            new String(file.readAllBytes(), UTF_8)
                    .lines()
                    .filter(line -> line.startsWith("y_") || line.startsWith("i_"))
                    .map(line -> line.substring(line.indexOf('\t') + 1))
                    .forEach(text -> seeds.add(text.getBytes(ISO_8859_1)));
        }
        SplittableRandom random = new SplittableRandom(4);
        for (int i = 0; i < 300; i++) {
            seeds.add(document(random, 4).getBytes(UTF_8));
        }
        for (int i = 0; i < 100; i++) {
            seeds.add(stream(random, "data: ", "\n\n").getBytes(UTF_8));
            seeds.add(stream(random, "event: x\r\ndata:", "\r\n\r\n").getBytes(UTF_8));
            seeds.add(stream(random, "", "\n").getBytes(UTF_8));
        }
        return seeds;
    }

    /** Long enough for what is skipped to be read by blocks, and values long enough not to be kept. */
    static List<byte[]> large() {
        List<byte[]> seeds = new ArrayList<>();
        SplittableRandom random = new SplittableRandom(5);
        for (int i = 0; i < 20; i++) {
            StringBuilder members = new StringBuilder();
            while (members.length() < 12_000) {
                members.append(quoted(NAMES[random.nextInt(NAMES.length)])).append(':');
                members.append(random.nextInt(4) == 0 ? longText(random) : document(random, 3))
                        .append(',');
            }
            String skipped = "{" + members + "\"end\":0}";
            seeds.add(("{\"skipped\":" + skipped + ",\"model\":\"gpt-4o\",\"usage\":{\"total_tokens\":" + i + "}}")
                    .getBytes(UTF_8));
            seeds.add(("[7," + skipped + "," + skipped + "]").getBytes(UTF_8));
            seeds.add(("{" + members + "\"a\":" + longText(random) + "}").getBytes(UTF_8));
        }
        seeds.add(("{\"model\":\"" + "x".repeat(70_000) + "\",\"a\":" + "1".repeat(1200) + "}").getBytes(UTF_8));
        return seeds;
    }

    private static String longText(SplittableRandom random) {
        String[] parts = {"abcdefgh", "\\\\", "\\\"", "{", "}", "[", "]", "é", "日本", "\\n", "\\u0041", " ", ","};
        StringBuilder text = new StringBuilder("\"");
        int length = random.nextInt(3000);
        while (text.length() < length) {
            text.append(parts[random.nextInt(random.nextBoolean() ? 1 : parts.length)]);
        }
        return text.append('"').toString();
    }

    private static String document(SplittableRandom random, int depth) {
        int kind = depth == 0 ? 0 : random.nextInt(4);
        if (kind == 0) {
            return SCALARS[random.nextInt(SCALARS.length)];
        }
        String space = random.nextInt(4) == 0 ? "\n  " : "";
        List<String> parts = new ArrayList<>();
        for (int i = random.nextInt(6); i > 0; i--) {
            String value = document(random, depth - 1);
            String name = quoted(NAMES[random.nextInt(NAMES.length)]);
            parts.add(space + (kind == 1 ? value : name + ":" + space + value));
        }
        String inner = String.join(",", parts) + space;
        return kind == 1 ? "[" + inner + "]" : "{" + inner + "}";
    }

    /** Events that begin alike, as those of a stream do. */
    private static String stream(SplittableRandom random, String before, String after) {
        String beginning = "{\"id\":\"chatcmpl-1234567890\",\"model\":\"gpt-4o\",\"type\":\"chunk\",\"a\":";
        StringBuilder stream = new StringBuilder();
        for (int i = 2 + random.nextInt(10); i > 0; i--) {
            String value = document(random, 2).replace("\n", "");
            boolean whole = random.nextInt(8) == 0;
            stream.append(before)
                    .append(whole ? value : beginning + value + ",\"usage\":{\"total_tokens\":" + i + "}}");
            stream.append(after);
        }
        return stream.append(before.isEmpty() ? "" : before + "[DONE]" + after).toString();
    }

    private static String quoted(String name) {
        return '"' + name + '"';
    }
}
