package io.gauger.extract;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Documents that a reader which remembers the last ones mixes up if it can: few beginnings, a text that differs, and few
 * endings that come again and again, whole and cut at the same places, and then differ in a byte.
 */
final class SimilarDocuments {
    static final List<JsonPath> PATHS = List.of(
            JsonPath.of("id"),
            JsonPath.of("model"),
            JsonPath.of("usage"),
            JsonPath.of("usage", "total"),
            JsonPath.of("usage", "details", "cached"),
            JsonPath.of("é"),
            new JsonPath(List.of(new JsonPath.Member("choices"), new JsonPath.Element(0), new JsonPath.Member("n"))),
            new JsonPath(List.of(new JsonPath.Member("choices"), new JsonPath.Element(1))));

    /** How a document comes: what is known of it at once, and whether it ends there or is given up. */
    record Arrival(List<byte[]> slices, boolean dropped) {
        byte[] whole() {
            byte[] all = {};
            for (byte[] slice : slices) {
                int end = all.length;
                all = Arrays.copyOf(all, end + slice.length);
                System.arraycopy(slice, 0, all, end, slice.length);
            }
            return all;
        }

        @Override
        public String toString() {
            return (dropped ? "dropped " : "")
                    + slices.stream().map(slice -> new String(slice, UTF_8)).toList();
        }
    }

    private record Beginning(String text, String closing) {}

    private static final List<Beginning> BEGINNINGS = List.of(
            new Beginning("{\"id\":\"chat-123456789\",\"choices\":[{\"n\":1,\"delta\":{\"content\":\"", "}}]"),
            new Beginning(
                    "{\"id\":\"chat-123456789\",\"choices\":[{\"x\":[[\"a]\",{}]],\"delta\":{\"content\":\"", "}}]"),
            new Beginning("{\"id\":\"chat-123456789\",\"choices\":[7,{\"delta\":{\"content\":\"", "}}]"),
            new Beginning("{\"id\":1,\"usage\":{\"total\":3,\"details\":{\"cached\":2,\"text\":\"", "}}"),
            new Beginning("{\"id\":1,\"usage\":{\"total\":3},\"usage\":null,\"other\":{\"a\":[\"", "]}"),
            new Beginning("{\"model\":null,\"id\":2.5e3,\"choices\":[],\"m\\u006fdel\":\"g\",\"text\":\"", ""),
            new Beginning("{\"object\":\"chunk of a completion\",\"é\":\"ü\",\"note\":\"", ""),
            new Beginning("{\"object\":\"chunk of a completion\",\"model\":\"gpt", ""),
            new Beginning("{\"object\":\"chunk of a completion\",\"id\":1e999999999,\"note\":\"\\\\", ""),
            new Beginning("[{\"object\":\"chunk of a completion\",\"id\":[\"", "]},{}]"),
            new Beginning("{\"note\":\"as long as a text is that begins alike and goes on", ""));

    private static final List<String> TEXTS = List.of(
            "",
            "a",
            "b",
            "ab",
            " token",
            "\\n",
            "\\\"",
            "\\\\",
            "\\\\\\\"",
            "}]",
            "{[",
            "é",
            "日本",
            "\uD83D\uDE00",
            "\\ud83d\\ude00",
            "\\ud83d",
            "\\u00e",
            "\t",
            "\"",
            "\\",
            "\",\"usage\":{\"total\":77}",
            "a longer text, ".repeat(4),
            "x".repeat(600),
            "\\\"".repeat(90));

    private static final List<String> MEMBERS = List.of(
            "\"id\":#",
            "\"id\":\"#\"",
            "\"id\":null",
            "\"id\":true",
            "\"id\":-#.#e#",
            "\"id\":{\"id\":#}",
            "\"id\":1e99999999#",
            "\"model\":\"gpt-#\"",
            "\"model\":null",
            "\"model\":\"g\\u006#\"",
            "\"m\\u006fdel\":\"m#\"",
            "\"model\":\"\\ud83d\\ude0#\"",
            "\"model\":\"\\ud83#\"",
            "\"usage\":null",
            "\"usage\":#",
            "\"usage\":{}",
            "\"usage\":{\"total\":#}",
            "\"usage\":{\"total\":null}",
            "\"usage\":{\"total\":#,\"total\":#}",
            "\"usage\":{\"total\":#,\"details\":{\"cached\":#}}",
            "\"usage\":{\"details\":{\"cached\":#}}",
            "\"usage\":{\"details\":null}",
            "\"choices\":[{\"n\":#},#]",
            "\"choices\":[]",
            "\"choices\":[null,[#]]",
            "\"é\":\"#é\"",
            "\"\\u00e9\":#",
            "\"other\":[[#,{\"usage\":{\"total\":#}}],\"]#\"]",
            "\"pad\":\"#\"",
            "\"pad\":tru#",
            "\"usage\":{\"total\":0#}",
            "\"id\":#]");

    private final SplittableRandom random;

    SimilarDocuments(long seed) {
        random = new SplittableRandom(seed);
    }

    /** Some runs of documents, each of a beginning and few endings. */
    List<Arrival> some() {
        List<Arrival> arrivals = new ArrayList<>();
        List<Beginning> beginnings = List.of(any(BEGINNINGS), any(BEGINNINGS));
        List<String> endings = List.of();
        for (int run = 1 + random.nextInt(5); run > 0; run--) {
            Beginning beginning = any(beginnings);
            // what is known of an ending holds behind its own beginning only
            endings = endings.isEmpty() || random.nextBoolean() ? endings(beginning) : endings;
            int cut = random.nextInt(40);
            boolean oftenCut = random.nextBoolean();
            for (int left = 3 + random.nextInt(20); left > 0; ) {
                String ending = any(endings);
                // what comes once is not remembered
                for (int again = 1 + random.nextInt(4); again > 0; again--, left--) {
                    int fate = random.nextInt(oftenCut ? 10 : 25);
                    arrivals.add(arrival(beginning.text + any(TEXTS), ending, any(endings), cut, fate));
                }
            }
        }
        return arrivals;
    }

    private Arrival arrival(String beginning, String ending, String otherEnding, int cut, int fate) {
        String known = ending.substring(0, Math.min(cut, ending.length()));
        return switch (fate) {
            case 0, 1 -> slices(false, beginning + known);
            case 2, 3 -> slices(false, beginning + known, ending.substring(known.length()));
            case 4, 5 -> slices(false, beginning + known, otherEnding.substring(Math.min(cut, otherEnding.length())));
            case 6 -> slices(true, beginning + (random.nextBoolean() ? known : ending));
            case 7 -> slices(random.nextInt(3) == 0, beginning, otherEnding);
            case 8 -> anywhere((beginning + ending).getBytes(UTF_8));
            default -> slices(false, beginning + ending);
        };
    }

    private static Arrival slices(boolean dropped, String... slices) {
        return new Arrival(
                Arrays.stream(slices)
                        .filter(slice -> !slice.isEmpty())
                        .map(slice -> slice.getBytes(UTF_8))
                        .toList(),
                dropped);
    }

    private Arrival anywhere(byte[] bytes) {
        List<byte[]> slices = new ArrayList<>();
        int most = random.nextBoolean() ? 5 : 150;
        for (int at = 0; at < bytes.length; ) {
            int end = Math.min(bytes.length, at + 1 + random.nextInt(most));
            slices.add(Arrays.copyOfRange(bytes, at, end));
            at = end;
        }
        return new Arrival(slices, false);
    }

    private List<String> endings(Beginning beginning) {
        String first = ending(beginning);
        List<String> endings = new ArrayList<>(List.of(first));
        for (int more = random.nextInt(3); more > 0; more--) {
            endings.add(random.nextInt(3) == 0 ? ending(beginning) : like(first));
        }
        return endings;
    }

    private String ending(Beginning beginning) {
        StringBuilder ending = new StringBuilder("\"").append(beginning.closing);
        for (int members = random.nextInt(4); members > 0; members--) {
            ending.append(random.nextInt(30) == 0 ? ';' : ',');
            any(MEMBERS).chars().forEach(c -> ending.append(c == '#' ? digit() : (char) c));
        }
        if (random.nextInt(12) == 0) {
            ending.append(",\"pad\":\"").append(".".repeat(random.nextInt(600))).append('"');
        }
        return ending.append(random.nextInt(20) == 0 ? "" : "}").toString();
    }

    /** Longer, shorter, or other in a character. */
    private String like(String ending) {
        int at = random.nextInt(ending.length());
        return switch (random.nextInt(8)) {
            case 0 -> ending + any(List.of("\n", " ", "}", "1"));
            case 1 -> ending.substring(0, at);
            case 2 ->
                ending.substring(0, at) + any(List.of("\"", "}", "{", "]", "\\", ",", "é")) + ending.substring(at + 1);
            default -> {
                StringBuilder other = new StringBuilder(ending);
                for (int i = 0; i < other.length(); i++) {
                    if (Character.isDigit(other.charAt(i)) && random.nextInt(2) == 0) {
                        other.setCharAt(i, digit());
                    }
                }
                yield other.toString();
            }
        };
    }

    private char digit() {
        return (char) ('1' + random.nextInt(4));
    }

    private <T> T any(List<T> many) {
        return many.get(random.nextInt(many.size()));
    }
}
