package io.gauger.server;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.core.ConditionTimeoutException;

/**
 * A server that runs as a process of its own. It ends with {@link #stop}, {@link #kill} or {@link #close}, or with the
 * JVM of the tests, whichever comes first. For one thread.
 */
public final class RunningServer implements AutoCloseable {

    private static final Duration START_LIMIT = Duration.ofMinutes(4);
    private static final Duration STOP_LIMIT = Duration.ofMinutes(1);
    private static final int LOG_LINES_IN_MESSAGES = 60;
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(5);

    /** Not HTTP/2: Open Liberty never answers a client that asks for a welcome page and for an upgrade in one. */
    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(ANSWER_LIMIT)
            .build();

    private final String name;
    private final ServerFolder folder;
    private final Process process;
    private final Thread killer;
    private final URI baseUri;
    private final Redeployment redeployment;

    private RunningServer(String name, ServerFolder folder, Process process, URI baseUri, Redeployment redeployment) {
        this.name = name;
        this.folder = folder;
        this.process = process;
        this.baseUri = baseUri;
        this.redeployment = redeployment;
        this.killer = new Thread(process::destroyForcibly, "kill " + name);
    }

    /** For a server that deploys the application while it starts. */
    static RunningServer start(
            String name, ServerFolder folder, ProcessBuilder command, URI baseUri, StartSigns signs) {
        return start(name, folder, command, baseUri, signs, Redeployment.UNKNOWN);
    }

    /** For a server that deploys the application while it starts, and can do it again. */
    static RunningServer start(
            String name,
            ServerFolder folder,
            ProcessBuilder command,
            URI baseUri,
            StartSigns signs,
            Redeployment redeployment) {
        return start(name, folder, command, baseUri, signs, () -> {}, redeployment);
    }

    /** For a server that is first started, then given the application by {@code deploy}, which throws if it is refused. */
    static RunningServer start(
            String name,
            ServerFolder folder,
            ProcessBuilder command,
            URI baseUri,
            StartSigns signs,
            Runnable deploy,
            Redeployment redeployment) {
        Process process;
        try {
            process = command.directory(folder.path().toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(folder.log().toFile())
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException("Could not start " + name, e);
        }
        RunningServer server = new RunningServer(name, folder, process, baseUri, redeployment);
        Runtime.getRuntime().addShutdownHook(server.killer);
        try {
            server.awaitThat(() -> server.started(signs));
            deploy.run();
            server.awaitThat(server::answers);
            return server;
        } catch (RuntimeException e) {
            server.kill();
            folder.delete();
            throw e;
        }
    }

    static URI loopback(int port, String contextPath) {
        return URI.create("http://127.0.0.1:" + port + contextPath + "/");
    }

    /** Where the application is, with a slash at the end. */
    public URI baseUri() {
        return baseUri;
    }

    /** All that the server printed; it stays when the server has ended. */
    public Path log() {
        return folder.log();
    }

    /** The home directory of the user that the server takes itself to run for; removed by {@link #close}. */
    public Path home() {
        return folder.path();
    }

    /** Where the server listens for TCP connections; empty if this system does not tell. */
    public Optional<List<InetSocketAddress>> listeners() {
        return Listeners.areKnown() ? Optional.of(Listeners.of(pid())) : Optional.empty();
    }

    /** Whether {@link #undeploy} and {@link #deploy} work here. */
    public boolean canRedeploy() {
        return redeployment != Redeployment.UNKNOWN;
    }

    /** Takes the application from the running server. */
    public void undeploy() {
        redeployment.undeploy();
    }

    /** Gives the application to the server again, and returns when it answers. */
    public void deploy() {
        redeployment.deploy();
        awaitThat(this::answers);
    }

    public Jcmd jcmd() {
        return new Jcmd(pid());
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Ends the server as an operator does, so that it closes the application, and waits for it. */
    public void stop() {
        process.destroy();
        if (!ended()) {
            kill();
            throw new IllegalStateException(
                    name + " did not stop within " + STOP_LIMIT + "; it was killed\n" + logEnd());
        }
    }

    /** Ends the server as a crash does (SIGKILL), and waits for it. */
    public void kill() {
        process.destroyForcibly();
        if (!ended()) {
            throw new IllegalStateException(name + ", process " + pid() + ", survived its killing");
        }
    }

    /** Stops the server if it still runs, and removes its folder; the log stays. */
    @Override
    public void close() {
        try {
            if (isAlive()) {
                stop();
            }
        } finally {
            folder.delete();
        }
    }

    private void awaitThat(Callable<Boolean> condition) {
        try {
            await().atMost(START_LIMIT).pollInterval(Duration.ofMillis(100)).until(condition);
        } catch (ConditionTimeoutException e) {
            throw new IllegalStateException(name + " was not ready within " + START_LIMIT + "\n" + logEnd(), e);
        }
    }

    private boolean started(StartSigns signs) {
        boolean alive = isAlive();
        String log = logText();
        Matcher failed = signs.failed().matcher(log);
        if (failed.find()) {
            throw new IllegalStateException(name + " could not deploy the application\n"
                    + excerpt(log.substring(failed.start()).lines().limit(LOG_LINES_IN_MESSAGES)));
        }
        if (!alive) {
            throw endedTooSoon();
        }
        return signs.ready().matcher(log).find();
    }

    private boolean answers() throws InterruptedException {
        try {
            CLIENT.send(HttpRequest.newBuilder(baseUri).timeout(ANSWER_LIMIT).build(), BodyHandlers.discarding());
            return true;
        } catch (IOException e) {
            if (!isAlive()) {
                throw endedTooSoon();
            }
            return false;
        }
    }

    private IllegalStateException endedTooSoon() {
        return new IllegalStateException(
                name + " ended with exit code " + process.exitValue() + " while it started\n" + logEnd());
    }

    private boolean ended() {
        try {
            boolean ended = process.waitFor(STOP_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
            if (ended) {
                forgetKiller();
            }
            return ended;
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while " + name + " ended; it was killed", e);
        }
    }

    private void forgetKiller() {
        try {
            Runtime.getRuntime().removeShutdownHook(killer);
        } catch (IllegalStateException e) {
            // The JVM is shutting down: the hook runs in any case, and finds nothing to kill.
        }
    }

    private String logText() {
        try {
            return Files.readString(folder.log(), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException("Could not read the log of " + name, e);
        }
    }

    private String logEnd() {
        List<String> lines = logText().lines().toList();
        return excerpt(lines.stream().skip(Math.max(0, lines.size() - LOG_LINES_IN_MESSAGES)));
    }

    private String excerpt(Stream<String> lines) {
        return "From " + folder.log() + ":\n" + lines.collect(Collectors.joining("\n"));
    }
}
