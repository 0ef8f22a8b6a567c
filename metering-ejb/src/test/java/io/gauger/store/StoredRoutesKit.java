package io.gauger.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.gauger.account.AuditEntry;
import io.gauger.account.Changes;
import io.gauger.account.RefusedChange;
import io.gauger.account.StoredRoute;
import io.gauger.route.BillErrors;
import io.gauger.route.OnError;
import io.gauger.route.Route;
import io.gauger.usage.StoreUnavailableException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Stored routes as every database must keep them; a database is one subclass. */
abstract class StoredRoutesKit extends OpenStore {
    private static final Route FULL = Route.named("full")
            .on(Set.of("POST", "GET"), "/v1/{tier}/ü")
            .custom("respBody.tokens * 2 +\n 1")
            .onError(OnError.ESTIMATE)
            .billErrors(BillErrors.NONE)
            .authRequired(true)
            .provider("acme 💶")
            .modelExpr("reqBody.model ?? split(path, '/')[2]")
            .inspectRequest(true)
            .enabled(false)
            .priority(-7)
            .build();
    private static final Route PLAIN =
            Route.named("plain").on("*", "/plain").request().build();

    @Test
    void everyFieldComesBackAsItWas() {
        StoredRoute made = create(FULL);
        create(PLAIN);

        assertThat(made.version()).isEqualTo(1);
        assertThat(store.directory().route("full")).contains(made);
        assertThat(made.route()).isEqualTo(FULL);
        assertThat(store.directory().routes()).extracting(StoredRoute::route).containsExactly(FULL, PLAIN);
    }

    @Test
    void aChangeIsHandedOverOnThisNodeAtOnceAndOnOthersWithTheirNextLook() {
        List<List<Route>> here = new ArrayList<>();
        List<List<Route>> there = new ArrayList<>();
        try (Store other = reopened()) {
            store.followRoutes(here::add);
            other.followRoutes(there::add);

            create(PLAIN);
            assertThat(here).containsExactly(List.of(), List.of(PLAIN));
            assertThat(there).containsExactly(List.of());
            other.refresh();
            other.refresh();
            assertThat(there).containsExactly(List.of(), List.of(PLAIN));

            Route changed = Route.named("plain").on("GET", "/plain").bytes().build();
            change(changes -> changes.updateRoute("plain", 1L, route -> changed));
            other.refresh();
            assertThat(there).last().isEqualTo(List.of(changed));

            change(changes -> changes.deleteRoute("plain", 2L));
            other.refresh();
            assertThat(here).last().isEqualTo(List.of());
            assertThat(there).hasSize(4).last().isEqualTo(List.of());
        }
        try (Store started = reopened()) {
            create(FULL);
            List<List<Route>> later = new ArrayList<>();
            started.refresh();
            started.followRoutes(later::add);
            assertThat(later).containsExactly(List.of(FULL));
        }
    }

    @Test
    void aChangeOfSomethingElseHandsNothingOver() {
        create(PLAIN);
        List<List<Route>> seen = new ArrayList<>();
        store.followRoutes(seen::add);

        change(changes -> changes.updateRoute("plain", null, route -> route));
        store.refresh();

        assertThat(seen).containsExactly(List.of(PLAIN));
    }

    @Test
    void whatCannotBeChangedIsRefused() {
        create(PLAIN);
        assertRefused(RefusedChange.Reason.ROUTE_EXISTS, changes -> changes.createRoute(PLAIN));
        assertRefused(RefusedChange.Reason.NO_SUCH_ROUTE, changes -> changes.deleteRoute("none", null));
        assertRefused(RefusedChange.Reason.NO_SUCH_ROUTE, changes -> changes.updateRoute("none", null, r -> r));
        assertRefused(RefusedChange.Reason.OTHER_VERSION, changes -> changes.deleteRoute("plain", 2L));
        assertRefused(RefusedChange.Reason.OTHER_VERSION, changes -> changes.updateRoute("plain", 2L, r -> FULL));
        assertThat(store.directory().audit("plain", null, 10)).hasSize(1);
    }

    @Test
    void aDeletedRouteIsGoneAndItsIdMayBeUsedAgainWithoutTellingAVersionTwice() {
        create(PLAIN);
        assertThat(change(changes -> changes.deleteRoute("plain", 1L)).route()).isEqualTo(PLAIN);

        assertThat(store.directory().route("plain")).isEmpty();
        assertThat(store.directory().routes()).isEmpty();
        assertRefused(RefusedChange.Reason.NO_SUCH_ROUTE, changes -> changes.deleteRoute("plain", null));

        assertThat(create(PLAIN).version()).isEqualTo(3);
        assertThat(store.directory().routes()).extracting(StoredRoute::route).containsExactly(PLAIN);
    }

    @Test
    void theAuditTellsEachRouteBeforeAndAfter() {
        create(PLAIN);
        Route changed = Route.named("plain")
                .on("*", "/plain")
                .custom("status == 200 ? 1 : 0")
                .build();
        change(changes -> changes.updateRoute("plain", null, route -> changed));
        change(changes -> changes.deleteRoute("plain", null));

        List<AuditEntry> entries = store.directory().audit("plain", null, 10);
        assertThat(entries)
                .extracting(AuditEntry::action)
                .containsExactly(AuditEntry.Action.DELETE, AuditEntry.Action.UPDATE, AuditEntry.Action.CREATE);
        assertThat(entries)
                .allMatch(
                        entry -> entry.object().equals("route") && entry.actor().equals("tester"));
        assertThat(entries.get(0).before()).contains("\"metering_expr\":\"status == 200 ? 1 : 0\"");
        assertThat(entries.get(0).after()).isNull();
        assertThat(entries.get(1).before()).contains("\"metering_mode\":\"request\"");
        assertThat(entries.get(2).before()).isNull();
        assertThat(entries.get(2).after()).contains("\"methods\":[]").contains("\"path\":\"/plain\"");
    }

    @Test
    void aRowThatIsNoRouteIsLeftOutAndTheOthersStay() throws Exception {
        create(PLAIN);
        create(FULL);
        execute("update gauger_route set path = 'nowhere', change_number = 99 where id = 'full'");
        execute("update gauger_change set number = 99");
        List<List<Route>> seen = new ArrayList<>();
        store.followRoutes(seen::add);

        store.refresh();

        assertThat(seen).last().isEqualTo(List.of(PLAIN));
        assertThat(store.directory().routes()).extracting(StoredRoute::route).containsExactly(PLAIN);
    }

    @Test
    void whileTheDatabaseIsAwayWhatIsKnownHolds() {
        create(PLAIN);
        List<List<Route>> seen = new ArrayList<>();
        store.followRoutes(seen::add);
        connections.goAway();

        assertThatExceptionOfType(StoreUnavailableException.class).isThrownBy(() -> store.refresh());

        assertThat(seen).containsExactly(List.of(PLAIN));
        connections.comeBack();
        store.refresh();
        assertThat(seen).hasSize(1);
    }

    private StoredRoute create(Route route) {
        return change(changes -> changes.createRoute(route));
    }

    private <T> T change(Function<Changes, T> work) {
        return store.administration().change("tester", work);
    }

    private void assertRefused(RefusedChange.Reason reason, Function<Changes, Object> work) {
        assertThatExceptionOfType(RefusedChange.class)
                .isThrownBy(() -> change(work))
                .returns(reason, RefusedChange::reason);
    }
}
