package io.gauger.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.gauger.node.NodeIdentity;
import io.gauger.settings.Settings;
import io.gauger.testing.JavaProcess;
import io.gauger.testing.Records;
import io.gauger.usage.QuarterHours;
import io.gauger.usage.Reconciliation;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the embedded database confirmed survives the sudden end of the process, with the money for it. */
class KilledProcessTest {
    private static final int BATCH = 100;
    private static final BigDecimal COST = new BigDecimal("0.000000000003");

    @TempDir
    Path directory;

    @Test
    void everyConfirmedBatchIsThereAfterAKillAndNoneIsThereInPart() throws Exception {
        Process writer = JavaProcess.start(Writer.class, directory.toString());
        int confirmed = 0;
        try (InputStream confirmations = writer.getInputStream()) {
            while (confirmed < 50) {
                assertThat(confirmations.read()).isEqualTo('.');
                confirmed++;
            }
            writer.toHandle().destroyForcibly(); // unlike Process.destroyForcibly, leaves what was said readable
            writer.onExit().join();
            confirmed += confirmations.readAllBytes().length;
        }

        try (Store store = open(directory)) {
            long requests =
                    store.usage().read(UsageReference.everything()).totals().requests();
            assertThat(requests % BATCH).isZero();
            assertThat(requests / BATCH).isBetween((long) confirmed, confirmed + 1L);

            Reconciliation reconciliation = store.reconciler()
                    .reconcile(new QuarterHours(
                            Instant.parse("2020-01-01T00:00:00Z"), Instant.parse("2030-01-01T00:00:00Z")));
            assertThat(reconciliation.differences()).isEmpty();
            assertThat(reconciliation.ledger().differences()).isEmpty();
            assertThat(reconciliation.ledger().entries()).isEqualTo(requests / BATCH);
            assertThat(store.ledger().balance("acme").orElseThrow().balance())
                    .isEqualByComparingTo(COST.multiply(BigDecimal.valueOf(-requests)));
        }
    }

    private static Store open(Path directory) {
        Settings settings = Settings.of(Map.of("gauger.data-dir", directory.toString()));
        return Store.open(
                StoreSettings.of(settings, KilledProcessTest.class.getClassLoader()), NodeIdentity.ofThisStart());
    }

    /** Writes batches until it is killed, and a dot after each. */
    public static final class Writer {
        private Writer() {}

        /** The other process. */
        public static void main(String[] arguments) {
            try (Store store = open(Path.of(arguments[0]))) {
                while (!System.out.checkError()) {
                    store.append(
                            Stream.generate(() -> Records.costing(Instant.now(), "acme", COST.toPlainString()))
                                    .limit(BATCH)
                                    .toList(),
                            false);
                    System.out.print('.');
                }
            }
        }
    }
}
