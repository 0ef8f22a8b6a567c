package io.gauger.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.gauger.account.Account;
import io.gauger.route.Route;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** How every database must be asked for changes of others; a database is one subclass. */
abstract class KnownChangesKit extends OpenStore {
    private static final Instant LONG_AGO = Instant.parse("2026-01-01T00:00:00Z");

    /** Real connections whose statements somebody hears of before they are sent. */
    private record Overheard(Connections real, Consumer<String> statements) implements Connections {
        @Override
        public Connection open() throws SQLException {
            Connection connection = real.open();
            return (Connection) Proxy.newProxyInstance(
                    Connection.class.getClassLoader(),
                    new Class<?>[] {Connection.class},
                    (proxy, method, arguments) -> {
                        if (method.getName().equals("prepareStatement")) {
                            statements.accept((String) arguments[0]);
                        }
                        try {
                            return method.invoke(connection, arguments);
                        } catch (InvocationTargetException e) {
                            throw e.getCause();
                        }
                    });
        }
    }

    @Test
    void aLookAtWhatHasNotChangedIsOneQuestionForAllThatIsKnown() {
        account("acme");
        List<String> asked = new ArrayList<>();
        try (Store other = reopened(new Overheard(connections, asked::add))) {
            asked.clear();
            other.refresh();

            assertThat(asked).filteredOn(sql -> sql.contains("gauger_change")).hasSize(1);
            assertThat(asked)
                    .as("and how many nodes there are")
                    .filteredOn(sql -> !sql.contains("gauger_change"))
                    .hasSizeLessThanOrEqualTo(1)
                    .allMatch(sql -> sql.contains("gauger_node"));
        }
    }

    @Test
    void accountsPricesAndRoutesAreKnownAfterOneLook() {
        try (Store other = reopened()) {
            List<Route> routes = new ArrayList<>();
            other.followRoutes(now -> {
                routes.clear();
                routes.addAll(now);
            });
            account("acme");
            change("acme", "another name");
            store.administration()
                    .change("tester", changes -> changes.createPrice(RatedStore.ofRoute("p", "chat", "1", LONG_AGO)));
            store.administration()
                    .change(
                            "tester",
                            changes -> changes.createRoute(Route.named("chat")
                                    .on("*", "/chat")
                                    .request()
                                    .build()));

            other.refresh();

            assertThat(other.keys().current().account("acme")).isNotNull();
            assertThat(other.prices().current().find("chat", null, null, "USD", System.currentTimeMillis()))
                    .isNotNull();
            assertThat(routes).extracting(Route::id).containsExactly("chat");
        }
    }

    @Test
    void anAccountThatChangesWhileANodeIsStartedIsKnownToItFromItsFirstLookOn() {
        account("acme");
        AtomicBoolean changed = new AtomicBoolean();
        Connections watched = new Overheard(connections, sql -> {
            if (sql.contains("from gauger_account where change_number >") && changed.compareAndSet(false, true)) {
                change("acme", "changed between two questions");
            }
        });
        try (Store starting = reopened(watched)) {
            assertThat(changed).isTrue();
            assertThat(starting.keys().current().account("acme")).isNotNull();
        }
    }

    @Test
    void aDatabaseThatWasRestoredIsReadAnew() throws Exception {
        account("acme");
        account("globex");
        try (Store other = reopened()) {
            execute("delete from gauger_account where id = 'globex'");
            execute("update gauger_change set number = number - 1");

            other.refresh();

            assertThat(other.keys().current().account("globex")).isNull();
            assertThat(other.keys().current().account("acme")).isNotNull();
        }
    }

    private void account(String id) {
        store.administration()
                .change(
                        "tester",
                        changes -> changes.createAccount(new Account(
                                id,
                                id,
                                Account.Status.ACTIVE,
                                null,
                                Account.Billing.POSTPAID,
                                "UTC",
                                "USD",
                                Instant.EPOCH,
                                Instant.EPOCH,
                                0)));
    }

    private void change(String id, String name) {
        UnaryOperator<Account> renamed = account ->
                account.with(name, account.status(), account.billing(), account.timeZone(), account.currency());
        store.administration().change("tester", changes -> changes.updateAccount(id, null, renamed));
    }
}
