package io.gauger.alert;

import io.gauger.admit.KeySnapshot;
import io.gauger.admit.KnownAccount;
import io.gauger.admit.KnownBudget;
import io.gauger.admit.ResetPeriod;
import io.gauger.node.NodeIdentity;
import io.gauger.record.UsageRecord;
import io.gauger.reserve.Periods;
import io.gauger.settings.Settings;
import io.gauger.store.MigratedDatabases;
import io.gauger.store.Store;
import io.gauger.store.StoreSettings;
import io.gauger.testing.Records;
import io.gauger.usage.StoreUnavailableException;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.StringReader;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Accounts with budgets, a real database, and a receiver that answers as told; time goes on when the test says so. */
abstract class AlertedAccounts {
    static final Instant START = Instant.parse("2026-11-22T10:00:00Z");

    @TempDir
    Path directory;

    final Map<String, KnownAccount> accounts = new HashMap<>();
    final List<JsonObject> sent = new ArrayList<>();
    final List<String> ids = new ArrayList<>();
    final AtomicLong nanoTime = new AtomicLong();
    KeySnapshot snapshot = KeySnapshot.EMPTY;
    Instant now = START;
    WebhookSender.Answer answer = new WebhookSender.Answer(204, null, Duration.ZERO, null);
    Store store;
    Alerting alerting;

    @BeforeEach
    void open() {
        MigratedDatabases.h2File(directory);
        store = Store.open(
                StoreSettings.of(
                        Settings.of(Map.of("gauger.data-dir", directory.toString())),
                        getClass().getClassLoader()),
                NodeIdentity.ofThisStart());
        alerting = started(true);
    }

    @AfterEach
    void close() {
        store.close();
    }

    Alerting started(boolean withReceiver) {
        return new Alerting(
                Periods.of(Settings.of(Map.of())),
                () -> snapshot,
                () -> {
                    if (store == null) {
                        throw new StoreUnavailableException("away");
                    }
                    return store.alerts();
                },
                withReceiver ? sender() : null,
                () -> now,
                nanoTime::get);
    }

    WebhookSender sender() {
        return new WebhookSender() {
            @Override
            public Answer send(String id, String payload) {
                ids.add(id);
                sent.add(Json.createReader(new StringReader(payload)).readObject());
                return answer;
            }

            @Override
            public void close() {}
        };
    }

    void budget(String account, String amount, ResetPeriod period) {
        account(account, amount, period, ZoneOffset.UTC);
    }

    void account(String id, String amount, ResetPeriod period, ZoneId zone) {
        KnownBudget budget = new KnownBudget(new BigDecimal(amount), period, BigDecimal.ONE, false);
        accounts.put(id, new KnownAccount(id, true, zone, null, "EUR", null, budget));
        snapshot = new KeySnapshot(Map.of(), accounts);
    }

    void spend(String account, String cost) {
        write(account, now, cost);
        tick();
    }

    void write(String account, Instant time, String cost) {
        List<UsageRecord> batch = List.of(Records.priced(time, account, cost));
        store.append(batch, false);
        alerting.wrote(batch);
    }

    void tick() {
        nanoTime.addAndGet(Duration.ofMinutes(10).toNanos());
        alerting.work();
    }

    List<Integer> levels() {
        return sent.stream()
                .map(each -> each.getJsonObject("data").getInt("level"))
                .toList();
    }

    List<RaisedAlert> listed() {
        return store.alerts().list(null, null, null, 100);
    }
}
