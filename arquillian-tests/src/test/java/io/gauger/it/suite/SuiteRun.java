package io.gauger.it.suite;

import static org.awaitility.Awaitility.await;

import io.gauger.it.Postgres;
import io.gauger.server.Deployment;
import io.gauger.server.RunningServer;
import io.gauger.server.ServerUnderTest;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What came of asking every cell on one start of a server.
 *
 * @param answers by the cell's name
 * @param neighbours what {@link Neighbours} tells, by path
 * @param customers what {@link Customers} are told, by what they ask; nothing where Gauger is switched off
 */
record SuiteRun(
        Map<String, Answer> answers, Map<String, Answer> neighbours, Map<String, Answer> customers, Records records) {

    private static final String LAST = "after the cells";
    private static final String BETWEEN = "between the cells";

    /** On a server where the application is measured. */
    static SuiteRun metered(ServerUnderTest server, Deployment deployment, List<Cell> cells) {
        return run(server, deployment, cells, true);
    }

    /** On a server where Gauger is switched off. */
    static SuiteRun plain(ServerUnderTest server, Deployment deployment, List<Cell> cells) {
        return run(server, deployment.withSystemProperty("gauger.enabled", "false"), cells, false);
    }

    static Deployment deployment(Path war, Path dataDirectory) {
        return Deployment.of(war)
                .at("/suite")
                .withDriver(SuiteWar.H2)
                .withSystemProperty("gauger.data-dir", dataDirectory.toString());
    }

    /** The same with records in a database of this PostgreSQL. */
    static Deployment deployment(Path war, Path dataDirectory, Postgres postgres, String database) {
        return deployment(war, dataDirectory)
                .withDriver(Postgres.driver())
                .withSystemProperty("gauger.jdbc-url", postgres.url(database))
                .withSystemProperty("gauger.jdbc-user", Postgres.USER)
                .withSystemProperty("gauger.jdbc-password", Postgres.PASSWORD);
    }

    private static SuiteRun run(ServerUnderTest server, Deployment deployment, List<Cell> cells, boolean metered) {
        try (RunningServer running = server.start(deployment)) {
            Map<String, Answer> answers = new LinkedHashMap<>();
            for (Cell cell : cells) {
                answers.put(cell.name(), Wire.send(running.baseUri(), cell.ask(), cell.name()));
                if (cell.ask().hangUpAfter() > 0) {
                    awaitEnd(running.baseUri());
                }
            }
            Map<String, Answer> neighbours = Neighbours.ask(running.baseUri());
            Map<String, Answer> customers = metered ? Customers.ask(running.baseUri()) : Map.of();
            Records records = Records.of(running.baseUri(), metered ? names(cells) : Set.of());
            if (metered) {
                // records are written in their order: with this one, every second record of a cell is there too
                Wire.send(running.baseUri(), Ask.get("/stream/write"), LAST);
                records = Records.of(running.baseUri(), Set.of(LAST));
            }
            return new SuiteRun(answers, neighbours, customers, records);
        }
    }

    /** Returns when the application has noticed that its clients have gone, for the sake of the next. */
    private static void awaitEnd(URI application) {
        await().atMost(Duration.ofMinutes(1)).until(() -> Wire.send(application, Ask.get("/events/running"), BETWEEN)
                .body()
                .equals("0"));
    }

    private static Set<String> names(List<Cell> cells) {
        return cells.stream().map(Cell::name).collect(Collectors.toSet());
    }
}
