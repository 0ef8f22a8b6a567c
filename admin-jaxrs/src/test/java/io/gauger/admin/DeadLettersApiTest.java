package io.gauger.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.gauger.usage.DeadLetter;
import io.gauger.usage.StoreUnavailableException;
import jakarta.json.JsonObject;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeadLettersApiTest {
    private static final StoredInMemory STORED = new StoredInMemory();
    private static final Instant SINCE = Instant.parse("2026-02-01T00:00:00Z");

    private static AdminServer server;

    @BeforeAll
    static void start(@TempDir Path directory) throws Exception {
        server = new AdminServer(STORED, directory, Map.of(), Set.of());
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
    }

    @BeforeEach
    void reset() {
        STORED.letters.clear();
        STORED.refusing = false;
        STORED.failure = null;
    }

    @Test
    void aDeadLetterTellsWhyAndSinceWhenAndItsRecord() {
        STORED.letters.add(letter(1, "refused (SQLState 22001)"));

        JsonObject letter = server.get("/metering/v1/dead-letters")
                .json()
                .getJsonArray("data")
                .getJsonObject(0);

        assertThat(letter.keySet()).containsExactly("id", "since", "reason", "record");
        assertThat(letter.getString("since")).isEqualTo("2026-02-01T00:00:00.000Z");
        assertThat(letter.getString("reason")).isEqualTo("refused (SQLState 22001)");
        assertThat(letter.getJsonObject("record").getString("id")).isEqualTo(letter.getString("id"));
    }

    @Test
    void pagesShowEachOnce() {
        for (int i = 1; i <= 5; i++) {
            STORED.letters.add(letter(i, "refused"));
        }

        List<String> seen = new ArrayList<>();
        String query = "?limit=2";
        while (query != null) {
            JsonObject page = server.get("/metering/v1/dead-letters" + query).json();
            page.getJsonArray("data").getValuesAs(JsonObject.class).forEach(each -> seen.add(each.getString("id")));
            query = page.isNull("next_cursor") ? null : "?limit=2&cursor=" + page.getString("next_cursor");
        }

        assertThat(seen).hasSize(5).doesNotHaveDuplicates();
        assertThat(server.get("/metering/v1/dead-letters?cursor=x").status()).isEqualTo(422);
        assertThat(server.get("/metering/v1/dead-letters?account=x").status()).isEqualTo(422);
    }

    @Test
    void oneThatIsTakenNowIsNoDeadLetterAnyMore() {
        DeadLetter letter = letter(1, "refused");
        STORED.letters.add(letter);
        assertThat(server.get("/metering/v1/health").json().getInt("dead_letters"))
                .isEqualTo(1);

        AdminServer.Reply reply = redrive(letter.record().id().toString());

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.json().getString("status")).isEqualTo("written");
        assertThat(server.get("/metering/v1/health").json().getInt("dead_letters"))
                .isZero();
    }

    @Test
    void oneThatIsStillRefusedStays() {
        DeadLetter letter = letter(1, "refused");
        STORED.letters.add(letter);
        STORED.refusing = true;

        AdminServer.Reply reply = redrive(letter.record().id().toString());

        assertThat(reply.status()).isEqualTo(409);
        assertThat(reply.problem()).isEqualTo("still_refused");
        assertThat(STORED.letters).containsExactly(letter);
    }

    @Test
    void whatIsNoDeadLetterIsNotFound() {
        assertThat(redrive(UUID.randomUUID().toString()).problem()).isEqualTo("dead_letter_not_found");
        assertThat(redrive("1").status()).isEqualTo(404);
    }

    @Test
    void withoutATokenNothingIsTriedAndNothingIsRead() {
        assertThat(server.getAnonymously("/metering/v1/dead-letters").status()).isEqualTo(401);
        assertThat(server.send("POST", "/metering/v1/dead-letters/" + UUID.randomUUID() + "/redrive")
                        .status())
                .isEqualTo(401);
    }

    @Test
    void whileTheDatabaseIsAwayItSaysSo() {
        STORED.failure = new StoreUnavailableException("away");

        assertThat(server.get("/metering/v1/dead-letters").problem()).isEqualTo("store_unavailable");
        assertThat(redrive(UUID.randomUUID().toString()).status()).isEqualTo(503);
    }

    private static DeadLetter letter(int id, String reason) {
        return new DeadLetter(Records.full(new UUID(0, id), SINCE).usage(), SINCE, reason);
    }

    private static AdminServer.Reply redrive(String id) {
        return server.send(
                "POST",
                "/metering/v1/dead-letters/" + id + "/redrive",
                "Authorization",
                "Bearer " + StoredInMemory.TOKEN);
    }
}
