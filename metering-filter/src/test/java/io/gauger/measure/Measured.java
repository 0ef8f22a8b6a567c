package io.gauger.measure;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gauger.admit.Caller;
import io.gauger.extract.BodyReader;
import io.gauger.route.RouteNotation;
import java.util.Set;

/** Measures answers as the filter does, with a route in its notation. */
final class Measured {
    private Measured() {}

    static Meter meter(String route) {
        return new Meter(RouteNotation.parse("r", "* /x " + route));
    }

    /** A whole answer, with status 200. */
    static Measurement whole(String route, MediaType type, String body) {
        return of(meter(route), type, body.getBytes(UTF_8), body.length(), 200, Set.of());
    }

    /** An answer that was cut by the client behind this body. */
    static Measurement cut(String route, MediaType type, String body) {
        return of(meter(route), type, body.getBytes(UTF_8), body.length(), 200, Set.of(Flag.CLIENT_ABORTED));
    }

    /** An answer written in parts of at most this size; without incidents it is whole. */
    static Measurement of(Meter meter, MediaType type, byte[] body, int part, int status, Set<Flag> incidents) {
        BodyReader reader = meter.reader(type);
        if (reader != null) {
            for (int at = 0; at < body.length; at += part) {
                reader.read(body, at, Math.min(part, body.length - at));
            }
            if (incidents.isEmpty()) {
                reader.end();
            }
            reader.cut();
        }
        return by(meter, answer(reader, body.length, status, incidents));
    }

    static Answer answer(BodyReader reader, long responseBytes, int status, Set<Flag> incidents) {
        return new SeenAnswer(
                Caller.ANONYMOUS,
                "POST",
                "/x",
                null,
                status,
                null,
                0,
                responseBytes,
                1,
                reader,
                false,
                incidents,
                incidents.isEmpty());
    }

    /** What a meter makes of an answer. */
    static Measurement by(Meter meter, Answer answer) {
        Tally tally = new Tally() {};
        meter.measure(answer, tally);
        return tally.measurement();
    }
}
