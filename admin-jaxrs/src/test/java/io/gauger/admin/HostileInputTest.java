package io.gauger.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.gauger.node.NodeIdentity;
import io.gauger.settings.Settings;
import io.gauger.store.Store;
import io.gauger.store.StoreSettings;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Whatever is sent as a query, the answer is what was asked or a refusal that says why, never a failure of ours. */
class HostileInputTest {
    private static final StoredInMemory STORED = new StoredInMemory();
    private static final String[] LISTS = {"usage", "records", "routes", "health", "reconciliation"};

    private static AdminServer server;

    @BeforeContainer
    static void start() throws Exception {
        Path directory = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "hostile-input");
        STORED.accounts = Store.open(
                StoreSettings.of(
                        Settings.of(Map.of(
                                "gauger.data-dir", directory.resolve("data").toString())),
                        HostileInputTest.class.getClassLoader()),
                NodeIdentity.ofThisStart());
        server = new AdminServer(STORED, directory, Map.of(), Set.of());
    }

    @AfterContainer
    static void stop() throws Exception {
        server.close();
        STORED.accounts.close();
    }

    @Property(tries = 1000)
    void anEncodedQueryIsAnsweredOrRefusedWithReasons(
            @ForAll("resources") String resource, @ForAll("queries") String query) {
        AdminServer.Reply reply = server.get("/metering/v1/" + resource + "?" + query);

        assertThat(reply.status()).as(query).isIn(200, 422);
        if (reply.status() == 422) {
            assertThat(reply.problem()).isEqualTo("invalid_parameter");
            assertThat(reply.json().getJsonArray("errors")).isNotEmpty();
        }
    }

    @Property(tries = 1000)
    void aQueryThatIsNoneIsRefused(@ForAll("resources") String resource, @ForAll("garbage") String query) {
        assertThat(server.statusOfRaw("/app/metering/v1/" + resource + "?" + query))
                .as(query)
                .isIn(200, 400, 422);
    }

    @Provide
    Arbitrary<String> resources() {
        return Arbitraries.of(LISTS);
    }

    /** Right and wrong names with right and wrong values, properly encoded. */
    @Provide
    Arbitrary<String> queries() {
        Arbitrary<String> names = Arbitraries.oneOf(
                Arbitraries.of(RecordParameters.KNOWN),
                Arbitraries.of("group_by", "account", "key", "model", "hour", "day", "month"),
                Arbitraries.strings().ofMaxLength(8));
        Arbitrary<String> values = Arbitraries.oneOf(
                Arbitraries.of(
                        "",
                        "1",
                        "-1",
                        "1e999999999",
                        "0.5",
                        "NaN",
                        "true",
                        "2026-01-31",
                        "2026-01-31T10:00:00Z",
                        "9999-12-31T23:59:59.999Z",
                        "9999-12",
                        "0000-00",
                        "9999-12-31",
                        "+999999999-01-01",
                        "day,route",
                        "',--",
                        "timeout",
                        "01945678-0000-7000-8000-000000000001",
                        "cgAAAaH9tluoAZRWeAAAcACAAAAAAAAAAf8ha9I"),
                Arbitraries.strings().numeric().ofMaxLength(60),
                Arbitraries.strings().ofMaxLength(20));
        Arbitrary<String> pairs =
                Combinators.combine(names, values).as((name, value) -> encode(name) + "=" + encode(value));
        return pairs.list().ofMaxSize(6).map(list -> String.join("&", list));
    }

    /** What does not even follow the rules of a query. */
    @Provide
    Arbitrary<String> garbage() {
        return Arbitraries.strings()
                .withChars("%&=+;?/{}|<>\"\\^`[]'~#ae01Zz%%==&&")
                .withCharRange('\u0080', '\u00ff')
                .ofMaxLength(40);
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
