package io.gauger.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.gauger.route.Route;
import io.gauger.settings.Settings;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When the filter is handed the stored routes. */
class StoredRoutesAtStartTest {
    private static final Route CHAT =
            Route.named("chat").on("POST", "/chat").request().build();
    private static final Route FILES =
            Route.named("files").on("GET", "/files/*").bytes().build();

    @TempDir
    Path directory;

    @Test
    void theyComeWithTheFirstTickAndWithEachChange() {
        List<List<Route>> handed = new CopyOnWriteArrayList<>();
        Backend first = start(handed);
        assertThat(handed).isEmpty();
        first.tick();
        assertThat(handed).containsExactly(List.of());

        first.administration().change("tester", changes -> changes.createRoute(CHAT));
        assertThat(handed).containsExactly(List.of(), List.of(CHAT));
        first.administration().change("tester", changes -> changes.createRoute(FILES));
        first.tick();
        first.tick();
        assertThat(handed).hasSize(3).last().isEqualTo(List.of(CHAT, FILES));
        first.close();

        List<List<Route>> again = new CopyOnWriteArrayList<>();
        Backend second = start(again);
        assertThat(again).isEmpty();
        second.tick();
        assertThat(again).containsExactly(List.of(CHAT, FILES));
        second.close();
    }

    private Backend start(List<List<Route>> handed) {
        return Backend.start(
                Settings.of(Map.of("gauger.data-dir", directory.toString(), "gauger.admin-token", "0123456789abcdef")),
                List.of(),
                getClass().getClassLoader(),
                () -> {},
                handed::add);
    }
}
