package io.gauger.reserve;

import static org.assertj.core.api.Assertions.assertThat;

import io.gauger.reserve.Subject.Kind;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** A request waits for the database and not for its own process, which here stands still for longer than anybody waits: by a signal, which other systems lack. */
@EnabledOnOs({OS.LINUX, OS.MAC})
class SuspendedProcessTest {
    private static final long LONGER_THAN_ANYBODY_WAITS_MS = 300;
    private static final int MOST_TRIES = 5;

    /** The process may be stopped too late, when its request has given up: then another one is asked. */
    @Test
    void whoWaitsWhileTheWholeProcessStandsStillIsAnsweredWhenItGoesOn() throws Exception {
        String said = "";
        for (int i = 0; i < MOST_TRIES && !said.equals("HELD"); i++) {
            said = saidByOneThatStoodStill();
        }
        assertThat(said).isEqualTo("HELD");
    }

    private static String saidByOneThatStoodStill() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Waiting.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader said =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            assertThat(said.readLine()).isEqualTo("asked");
            send("STOP", process);
            assertThat(process.waitFor(LONGER_THAN_ANYBODY_WAITS_MS, TimeUnit.MILLISECONDS))
                    .isFalse();
            process.getOutputStream().write('\n');
            process.getOutputStream().flush();
            send("CONT", process);
            return said.readLine();
        } finally {
            process.destroyForcibly();
        }
    }

    private static void send(String signal, Process to) throws Exception {
        Process kill = new ProcessBuilder("kill", "-" + signal, Long.toString(to.pid())).start();
        assertThat(kill.waitFor()).isZero();
    }

    /** Reserves something, to have done so once, and then what the database answers for as soon as it is told to. */
    static final class Waiting {
        private static final Subject TOLD = subject("acme");

        private Waiting() {}

        public static void main(String[] arguments) {
            try (Reservations reservations = new Reservations(new Told(new SharedUse().node()))) {
                Verdict first = Verdict.UNKNOWN;
                while (first != Verdict.HELD) {
                    first = reserve(reservations, subject("globex"));
                }
                System.out.println(reserve(reservations, TOLD));
            }
        }

        private static Verdict reserve(Reservations reservations, Subject subject) {
            return reservations
                    .reserve(List.of(new Limit(subject, BigDecimal.TEN, BigDecimal.ONE, true)))
                    .verdict();
        }

        private static Subject subject(String account) {
            return new Subject(Kind.ACCOUNT_REQUESTS, account, new Period(0, 900_000));
        }
    }

    private record Told(PortionSource database) implements PortionSource {
        @Override
        public <D extends Division> D exchange(List<Subject> subjects, Divider<D> divider) {
            if (subjects.contains(Waiting.TOLD)) {
                System.out.println("asked");
                try {
                    System.in.read();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
            return database.exchange(subjects, divider);
        }

        @Override
        public Set<Subject> wanted(Set<Subject> among) {
            return Set.of();
        }
    }
}
