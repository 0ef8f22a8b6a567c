package io.gauger.filter;

import static org.assertj.core.api.Assertions.assertThat;

import io.gauger.admit.KeySnapshot;
import io.gauger.admit.KnownAccount;
import io.gauger.measure.Flag;
import io.gauger.price.Price;
import io.gauger.price.PriceBook;
import io.gauger.price.PriceDirectory;
import io.gauger.price.Rated;
import io.gauger.price.Rates;
import io.gauger.record.UsageRecord;
import java.math.BigDecimal;
import java.net.http.HttpResponse;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A request is priced when it ends, by the prices its node knows, and never at the cost of its answer. */
class RatedRequestsTest extends ContainerKit {
    private static final String ANSWER = "{\"model\":\"gpt-4o\",\"usage\":{\"prompt_tokens\":1000,"
            + "\"completion_tokens\":100,\"prompt_tokens_details\":{\"cached_tokens\":400}}}";

    @Override
    Container container() {
        return new TomcatContainer();
    }

    @Override
    Map<String, String> parameters() {
        return Map.of(
                "gauger.caller-resolver",
                StoredKeysTest.ByHeader.class.getName(),
                "gauger.currency",
                "EUR",
                "gauger.route.chat",
                "* /chat response_field provider=openai",
                "gauger.route.ping",
                "* /ping request");
    }

    @Override
    Map<Integer, String> errorPages() {
        return Map.of();
    }

    @Override
    Map<String, TestServlet.Body> servlets() {
        return Map.of(
                "/chat",
                (request, response) -> {
                    response.setContentType("application/json");
                    response.getWriter().print(ANSWER);
                },
                "/ping",
                (request, response) -> response.getWriter().print("pong"));
    }

    @BeforeEach
    @AfterAll
    void knowNothing() {
        RecordedUsage.stored = KeySnapshot.EMPTY;
        RecordedUsage.prices = PriceDirectory.NONE;
    }

    @Test
    void aRecordHasCostMarketAndTheVersionThatDecided() throws Exception {
        prices(ofModel("old", "gpt-*", "2", "USD", 0), ofModel("new", "gpt-*", "2.5", "USD", 1));
        account("acme", "USD");

        UsageRecord record = asked("acme", "/chat");

        // (600 × 2.5 + 400 × 1.25 + 100 × 10) / 1,000,000
        assertThat(record.rated()).isEqualTo(new Rated(new BigDecimal("0.003"), new BigDecimal("0.03"), "new", false));
        assertThat(record.rated().cost().scale()).isEqualTo(12);
        assertThat(record.measurement().flags()).isEmpty();
    }

    @Test
    void theAccountsCurrencyDecidesAndTheConfiguredOneForAllOthers() throws Exception {
        prices(ofRoute("dollars", "ping", "USD"), ofRoute("euros", "ping", "EUR"));
        account("acme", "USD");

        assertThat(asked("acme", "/ping").rated().priceId()).isEqualTo("dollars");
        assertThat(asked("unheard-of", "/ping").rated().priceId()).isEqualTo("euros");
        assertThat(asked(null, "/ping").rated().priceId()).isEqualTo("euros");
    }

    @Test
    void whatHasNoPriceIsFlaggedAndCostsNothing() throws Exception {
        prices(ofModel("other", "claude-*", "1", "EUR", 0));

        UsageRecord record = asked(null, "/chat");

        assertThat(record.measurement().flags()).containsExactly(Flag.UNKNOWN_PRICE);
        assertThat(record.rated().cost()).isEqualByComparingTo("0");
        assertThat(record.rated().priceId()).isNull();
        assertThat(record.rated().unknown()).isTrue();
    }

    @Test
    void withoutAnyPriceNothingIsFlagged() throws Exception {
        UsageRecord record = asked(null, "/chat");

        assertThat(record.measurement().flags()).isEmpty();
        assertThat(record.rated()).isEqualTo(Rated.NOTHING);
    }

    @Test
    void asLongAsPricesAreNotReadTheRecordIsLeftToWhoWritesIt() throws Exception {
        RecordedUsage.prices = () -> null;

        UsageRecord record = asked(null, "/chat");

        assertThat(record.rated()).isNull();
        assertThat(record.measurement().flags()).isEmpty();
    }

    @Test
    void pricingThatFailsLeavesTheAnswerAsItIsAndTheRecordUnpriced() throws Exception {
        RecordedUsage.prices = () -> {
            throw new IllegalStateException("as intended");
        };

        RecordedUsage.forget();
        HttpResponse<String> answer = get("/chat");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo(ANSWER);
        UsageRecord record = RecordedUsage.theOnly();
        assertThat(record.rated()).isNull();
        assertThat(record.units()).isEqualByComparingTo("1100");
    }

    private UsageRecord asked(String account, String path) throws Exception {
        RecordedUsage.forget();
        HttpResponse<String> answer = account == null
                ? get(path)
                : send(request(path).header("X-Account", account).GET());
        assertThat(answer.statusCode()).isEqualTo(200);
        return RecordedUsage.theOnly();
    }

    private static void prices(Price... prices) {
        PriceBook book = new PriceBook(List.of(prices));
        RecordedUsage.prices = () -> book;
    }

    private static void account(String id, String currency) {
        KnownAccount account = new KnownAccount(id, true, ZoneOffset.UTC, null, currency, null, null);
        RecordedUsage.stored = new KeySnapshot(Map.of(), Map.of(id, account));
    }

    /** Completions cost four times as much, cached tokens half; the list price is ten times the cost. */
    private static Price ofModel(String id, String model, String prompt, String currency, long from) {
        return new Price(id, null, "openai", model, rates(prompt, "1"), rates(prompt, "10"), currency, from);
    }

    private static Rates rates(String prompt, String times) {
        BigDecimal base = new BigDecimal(prompt).multiply(new BigDecimal(times));
        return new Rates(base, base.multiply(new BigDecimal(4)), base.divide(new BigDecimal(2)), BigDecimal.ZERO);
    }

    private static Price ofRoute(String id, String route, String currency) {
        BigDecimal zero = BigDecimal.ZERO;
        Rates rates = new Rates(zero, zero, zero, BigDecimal.ONE);
        return new Price(id, route, null, null, rates, rates, currency, 0);
    }
}
