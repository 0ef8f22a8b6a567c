package io.gauger.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Clients who send on although they are refused: few records are kept of them, and their number is exact all the same. */
@Tag("once")
class RefusedFloodIT {
    private static final int SENT = 3_000;

    @Test
    void everyRefusedRequestIsCountedOnceThoughFewAreRecorded(@SampleAddress URI sample) {
        AdminClient admin = new AdminClient(sample);
        String account = "flood-" + UUID.randomUUID();
        admin.post("accounts", "{\"id\":\"" + account + "\",\"name\":\"Flood\"}");
        String key = admin.post("keys", "{\"account_id\":\"" + account + "\",\"name\":\"none\",\"rate_limit_rpm\":0}")
                .getString("key");

        Burst burst = Burst.sendOnce(List.of(sample), key, SENT, number -> "/v1/ping");

        assertThat(burst.count(429)).as("%s", burst.statuses()).isEqualTo(SENT);
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
            JsonObject totals = admin.get("usage?account=" + account).getJsonObject("totals");
            assertThat(totals.getInt("refused")).isEqualTo(SENT);
            assertThat(totals.getInt("requests")).isZero();
            assertThat(new BigDecimal(totals.getString("units"))).isEqualByComparingTo("0");
        });
        List<JsonObject> records = admin.records("&account_id=" + account);
        assertThat(records)
                .hasSizeLessThan(SENT / 2)
                .allSatisfy(record -> assertThat(record.getString("refusal")).isEqualTo("rate_limited"))
                .anySatisfy(record -> assertThat(record.getJsonArray("flags").getValuesAs(JsonString::getString))
                        .containsExactly("summary"));
    }
}
