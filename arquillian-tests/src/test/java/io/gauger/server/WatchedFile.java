package io.gauger.server;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Pattern;

/** Open Liberty watches the file of an application, and says in its log what it did. */
record WatchedFile(Path war, Path log) implements Redeployment {
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final Pattern STOPPED = Pattern.compile("CWWKZ0009I: ");
    private static final Pattern STARTED = Pattern.compile("CWWKZ000[13]I: ");

    @Override
    public void undeploy() {
        moveAndAwait(war, away(), STOPPED);
    }

    @Override
    public void deploy() {
        moveAndAwait(away(), war, STARTED);
    }

    private Path away() {
        return war.resolveSibling(war.getFileName() + ".away");
    }

    private void moveAndAwait(Path from, Path to, Pattern sign) {
        long before = signs(sign);
        try {
            Files.move(from, to);
        } catch (IOException e) {
            throw new UncheckedIOException("Could not move " + from, e);
        }
        await().atMost(LIMIT).until(() -> signs(sign) > before);
    }

    private long signs(Pattern sign) {
        try {
            return sign.matcher(Files.readString(log, StandardCharsets.ISO_8859_1))
                    .results()
                    .count();
        } catch (IOException e) {
            throw new UncheckedIOException("Could not read " + log, e);
        }
    }
}
