package io.gauger.filter;

import static org.assertj.core.api.Assertions.assertThat;

import io.gauger.admit.Caller;
import io.gauger.admit.Hash;
import io.gauger.admit.IpRanges;
import io.gauger.admit.KeySnapshot;
import io.gauger.admit.KnownAccount;
import io.gauger.admit.KnownBudget;
import io.gauger.admit.KnownKey;
import io.gauger.admit.KnownPlan;
import io.gauger.admit.MeterType;
import io.gauger.admit.QuotaMode;
import io.gauger.admit.ResetPeriod;
import io.gauger.measure.Flag;
import io.gauger.price.Price;
import io.gauger.price.PriceBook;
import io.gauger.price.PriceDirectory;
import io.gauger.price.Rates;
import io.gauger.record.UsageRecord;
import io.gauger.reserve.PortionSource;
import io.gauger.reserve.SharedUse;
import io.gauger.reserve.SharedUse.Fault;
import java.math.BigDecimal;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the client of an account sees of its credits, its budget and the limit of its key; a unit costs 0.25. */
class MoneyTest extends ContainerKit {
    private static final String KEY = "gk_test";

    private final SharedUse.Node database = new SharedUse().node();

    @Override
    Container container() {
        RecordedUsage.portions = database;
        return new TomcatContainer();
    }

    @Override
    Map<String, String> parameters() {
        return Map.of(
                "gauger.route.open", "* /open response_field metering_expr=respBody.units",
                "gauger.route.asked", "* /asked custom inspect_request=true metering_expr=1");
    }

    @Override
    Map<Integer, String> errorPages() {
        return Map.of();
    }

    @Override
    Map<String, TestServlet.Body> servlets() {
        TestServlet.Body answer = (request, response) -> {
            response.setContentType("application/json");
            response.getWriter().print("{\"units\":" + request.getParameter("units") + "}");
        };
        return Map.of("/open", answer, "/asked", answer);
    }

    @BeforeAll
    static void price() {
        PriceBook book = new PriceBook(List.of(price("open"), price("asked")));
        RecordedUsage.prices = () -> book;
    }

    /** The first exchange of a JVM may take longer than a request waits for one. */
    @BeforeAll
    void exchangeOnce() {
        new Customer("first").credits("1").isKnown();
        Awaitility.await().until(() -> ask(1).statusCode() == 200);
    }

    @AfterAll
    static void knowNothing() {
        RecordedUsage.stored = KeySnapshot.EMPTY;
        RecordedUsage.prices = PriceDirectory.NONE;
        RecordedUsage.portions = PortionSource.NONE;
    }

    @Test
    void creditsAreUsedUpByWhatRequestsCostAndNewOnesCountAtOnce() throws Exception {
        new Customer("credits").estimate("0.4").credits("1").isKnown();
        for (int i = 0; i < 3; i++) {
            assertThat(ask(1).statusCode()).isEqualTo(200);
        }
        RecordedUsage.forget();

        HttpResponse<String> refused = ask(1);

        assertThat(refused.statusCode()).isEqualTo(402);
        assertThat(refused.body())
                .contains("\"error\":\"insufficient_credits\"", "\"status\":402")
                .contains("The account was credited 1 USD, of which 0.75 is used", "Buy credits")
                .contains("\"limit\":\"1\",\"used\":\"0.75\",\"currency\":\"USD\"}");
        assertThat(field(refused, "Retry-After")).isEqualTo("none");
        UsageRecord record = RecordedUsage.theOnly();
        assertThat(record.refusal()).isEqualTo("insufficient_credits");
        assertThat(record.status()).isEqualTo(402);

        new Customer("credits").estimate("0.4").credits("1.15").isKnown();
        assertThat(ask(1).statusCode()).isEqualTo(200);
        assertThat(ask(1).statusCode()).isEqualTo(402);
    }

    @Test
    void whoNeverHadCreditsIsRefusedWithoutAskingTheDatabase() throws Exception {
        new Customer("broke").credits("0").isKnown();
        database.failNext(Fault.REFUSED);

        assertThat(ask(1).body()).contains("\"error\":\"insufficient_credits\"");

        database.failNext(Fault.NONE);
    }

    @Test
    void withoutAPlanARequestRunsAsLongAsAnythingIsLeft() throws Exception {
        new Customer("planless").plan(null).credits("0.3").isKnown();

        assertThat(ask(1).statusCode()).isEqualTo(200);
        assertThat(ask(3).statusCode()).isEqualTo(200);
        assertThat(ask(1).body()).contains("insufficient_credits").contains("\"used\":\"1\"");
    }

    @Test
    void theLimitOfAKeyRefusesUntilItsPeriodEnds() throws Exception {
        new Customer("limited").spend("0.5").isKnown();
        assertThat(ask(1).statusCode()).isEqualTo(200);
        assertThat(ask(1).statusCode()).isEqualTo(200);

        HttpResponse<String> refused = ask(1);

        assertThat(refused.statusCode()).isEqualTo(402);
        assertThat(refused.body())
                .contains("\"error\":\"spend_exceeded\"")
                .contains("The spend limit of the API key is 0.5 USD, of which 0.5 is used")
                .contains("\"resets_at\":\"" + tomorrow() + "\"");
        assertRetriesTomorrow(refused);
    }

    @Test
    void aHardBudgetWarnsAndThenRefusesUntilItsPeriodEnds() throws Exception {
        new Customer("budget").budget("1", true).isKnown();
        for (int i = 0; i < 3; i++) {
            assertThat(field(ask(1), "X-Budget-Warning")).isEqualTo("none");
        }
        assertThat(field(ask(1), "X-Budget-Warning")).isEqualTo("approaching_limit");

        HttpResponse<String> refused = ask(1);

        assertThat(refused.statusCode()).isEqualTo(402);
        assertThat(refused.body())
                .contains("\"error\":\"budget_exceeded\"")
                .contains("The account's budget is 1 USD, of which 1 is used", "It begins anew at " + tomorrow());
        assertThat(field(refused, "X-Budget-Warning")).isEqualTo("approaching_limit");
        assertRetriesTomorrow(refused);
    }

    @Test
    void aBudgetThatIsNotHardOnlyWarns() throws Exception {
        new Customer("soft").budget("0.5", false).isKnown();

        assertThat(field(ask(2), "X-Budget-Warning")).isEqualTo("none");
        HttpResponse<String> beyond = ask(10);

        assertThat(beyond.statusCode()).isEqualTo(200);
        assertThat(field(beyond, "X-Budget-Warning")).isEqualTo("approaching_limit");
        assertThat(ask(1).statusCode()).isEqualTo(200);
    }

    @Test
    void theFirstInTheOrderOfAdmissionIsTold() throws Exception {
        assertThat(refusal(
                        new Customer("all").quota("0").credits("0").spend("0").budget("0", true)))
                .isEqualTo("quota_exceeded");
        assertThat(refusal(new Customer("all").credits("0").spend("0").budget("0", true)))
                .isEqualTo("insufficient_credits");
        assertThat(refusal(new Customer("all").credits("9").spend("0").budget("0", true)))
                .isEqualTo("spend_exceeded");
        assertThat(refusal(new Customer("all").credits("9").spend("9").budget("0", true)))
                .isEqualTo("budget_exceeded");
    }

    @Test
    void whatOneLimitRefusesIsHeldOfNoOther() throws Exception {
        new Customer("nothing-held")
                .quota("10")
                .estimate("0.5")
                .credits("5")
                .budget("0.25", true)
                .isKnown();
        for (int i = 0; i < 5; i++) {
            HttpResponse<String> refused = ask(1);
            assertThat(refused.body()).contains("\"error\":\"budget_exceeded\"");
            assertThat(field(refused, "X-Quota-Used")).isEqualTo("0");
        }

        new Customer("nothing-held").quota("10").estimate("0.5").credits("0.5").isKnown();
        assertThat(field(ask(2), "X-Quota-Used")).isEqualTo("1");
        assertThat(ask(1).body()).contains("\"error\":\"insufficient_credits\"");
    }

    @Test
    void aRefusedModelGivesAllBackAndIsNotWarnedOfItself() throws Exception {
        new Customer("models")
                .estimate("0.9")
                .credits("1")
                .budget("1", true)
                .models("good")
                .isKnown();

        for (int i = 0; i < 5; i++) {
            HttpResponse<String> refused = askFor("bad");
            assertThat(refused.body()).contains("\"error\":\"model_not_allowed\"");
            assertThat(field(refused, "X-Budget-Warning")).isEqualTo("none");
        }

        HttpResponse<String> answer = askFor("good");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(field(answer, "X-Budget-Warning")).isEqualTo("approaching_limit");
    }

    @Test
    void whileTheDatabaseIsAwayMoneyThatRefusesIsA503AndABudgetThatWarnsIsAFlag() throws Exception {
        new Customer("away-soft").budget("1", false).isKnown();
        database.failNext(Fault.AWAY);
        assertThat(ask(1).statusCode()).isEqualTo(200);
        assertThat(RecordedUsage.theOnly().measurement().flags()).containsExactly(Flag.UNRESERVED);

        new Customer("away").credits("1").isKnown();
        HttpResponse<String> refused = ask(1);

        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.body()).contains("\"error\":\"money_unknown\"");
        assertThat(field(refused, "Retry-After")).isEqualTo("1");

        // nobody waits for a database within a second of its failure
        database.failNext(Fault.NONE);
        Awaitility.await().untilAsserted(() -> assertThat(ask(1).statusCode()).isEqualTo(200));
    }

    private String refusal(Customer customer) throws Exception {
        customer.isKnown();
        HttpResponse<String> answer = ask(1);
        return answer.body().replaceAll(".*\"error\":\"(\\w+)\".*", "$1");
    }

    private HttpResponse<String> ask(int units) throws Exception {
        return send(request("/open?units=" + units).header("X-API-Key", KEY).GET());
    }

    private HttpResponse<String> askFor(String model) throws Exception {
        return send(request("/asked?units=1")
                .header("X-API-Key", KEY)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"model\":\"" + model + "\"}")));
    }

    private static void assertRetriesTomorrow(HttpResponse<String> refused) {
        long left = tomorrow().getEpochSecond() - Instant.now().getEpochSecond();
        assertThat(Long.parseLong(field(refused, "Retry-After"))).isBetween(left - 1, left + 20);
    }

    private static String field(HttpResponse<String> answer, String name) {
        return answer.headers().firstValue(name).orElse("none");
    }

    private static Instant tomorrow() {
        return Instant.now().truncatedTo(ChronoUnit.DAYS).plus(1, ChronoUnit.DAYS);
    }

    private static Price price(String route) {
        Rates rates = new Rates(BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO, new BigDecimal("0.25"));
        return new Price("price of " + route, route, null, null, rates, rates, "USD", 0);
    }

    /** An account with one key, whose periods are days. */
    private static final class Customer {
        private final String id;
        private boolean planned = true;
        private BigDecimal quota;
        private BigDecimal estimate = new BigDecimal("0.25");
        private BigDecimal credits;
        private BigDecimal spend;
        private KnownBudget budget;
        private Set<String> models = Set.of();

        Customer(String id) {
            this.id = id;
        }

        Customer plan(String none) {
            planned = none != null;
            return this;
        }

        Customer quota(String requests) {
            quota = new BigDecimal(requests);
            return this;
        }

        Customer estimate(String amount) {
            estimate = new BigDecimal(amount);
            return this;
        }

        Customer credits(String amount) {
            credits = new BigDecimal(amount);
            return this;
        }

        Customer spend(String amount) {
            spend = new BigDecimal(amount);
            return this;
        }

        Customer budget(String amount, boolean hard) {
            budget = new KnownBudget(new BigDecimal(amount), ResetPeriod.DAILY, new BigDecimal("0.8"), hard);
            return this;
        }

        Customer models(String only) {
            models = Set.of(only);
            return this;
        }

        void isKnown() {
            KnownPlan plan = new KnownPlan(
                    "plan",
                    quota,
                    ResetPeriod.DAILY,
                    MeterType.REQUESTS,
                    QuotaMode.HARD,
                    BigDecimal.ZERO,
                    null,
                    null,
                    BigDecimal.ZERO,
                    estimate);
            KnownKey key = new KnownKey(
                    new Caller(id, "key of " + id, null, null, null),
                    true,
                    KnownKey.FOR_EVER,
                    IpRanges.ALL,
                    Set.of(),
                    Set.of(),
                    models,
                    null,
                    spend,
                    ResetPeriod.DAILY);
            KnownAccount account =
                    new KnownAccount(id, true, ZoneOffset.UTC, planned ? plan : null, "USD", credits, budget);
            RecordedUsage.stored = new KeySnapshot(Map.of(Hash.of(KEY), key), Map.of(id, account));
            RecordedUsage.forget();
        }
    }
}
