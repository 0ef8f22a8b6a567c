package io.gauger.it.suite;

import java.util.List;
import java.util.Locale;

/**
 * One answer as a client gets it. Of a framing by chunks, whose borders depend on the moment, only the body is kept.
 *
 * @param status 0 if there was no answer
 * @param reason the rest of the status line
 * @param fields header fields in their order, but those that belong to the moment or the connection; of those that
 *     belong to the deployment only the name
 * @param body as ISO-8859-1, so a character is a byte
 * @param complete whether the body ended as its framing announced
 */
record Answer(int status, String reason, List<String> fields, String body, boolean complete) {

    private static final List<String> OF_THE_MOMENT = List.of("date", "connection", "keep-alive");

    /** Some servers give files the time at which they unpacked them. */
    private static final List<String> OF_THE_DEPLOYMENT = List.of("etag", "last-modified");

    private static final List<String> FRAMING = List.of("content-length", "transfer-encoding");

    Answer {
        fields = fields.stream()
                .filter(field -> !OF_THE_MOMENT.contains(nameOf(field)))
                .map(field -> OF_THE_DEPLOYMENT.contains(nameOf(field)) ? nameOf(field) + ": ..." : field)
                .toList();
    }

    static Answer none(String why) {
        return new Answer(0, why, List.of(), "", false);
    }

    /** Without what tells where the body ends. */
    Answer withoutFraming() {
        return new Answer(
                status,
                reason,
                fields.stream()
                        .filter(field -> !FRAMING.contains(nameOf(field)))
                        .toList(),
                body,
                complete);
    }

    Answer withoutBody() {
        return new Answer(status, reason, fields, "", complete);
    }

    int bytes() {
        return body.length();
    }

    /** The value of the field of this name, in lower case; null without one. */
    static String field(List<String> fields, String name) {
        return fields.stream()
                .filter(field -> nameOf(field).equals(name))
                .map(field -> field.substring(field.indexOf(':') + 1).strip())
                .findFirst()
                .orElse(null);
    }

    private static String nameOf(String field) {
        return field.substring(0, Math.max(0, field.indexOf(':'))).strip().toLowerCase(Locale.ROOT);
    }

    /** Without most of a long body. */
    @Override
    public String toString() {
        String end = complete ? "" : ", cut off";
        String shown = body.length() <= 300 ? body : body.substring(0, 300) + "...";
        return status + " " + reason + "\n" + String.join("\n", fields) + "\n" + bytes() + " bytes" + end + ": "
                + shown;
    }
}
