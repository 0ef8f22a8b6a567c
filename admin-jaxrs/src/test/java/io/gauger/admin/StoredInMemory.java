package io.gauger.admin;

import io.gauger.account.Administration;
import io.gauger.account.Directory;
import io.gauger.account.Operator;
import io.gauger.account.OperatorTokens;
import io.gauger.admit.KeyCheck;
import io.gauger.admit.KeySnapshot;
import io.gauger.alert.Alerts;
import io.gauger.bill.Invoices;
import io.gauger.journal.JournalState;
import io.gauger.ledger.Ledger;
import io.gauger.node.NodeState;
import io.gauger.pay.PaymentSettings;
import io.gauger.pay.Payments;
import io.gauger.rerate.Reratings;
import io.gauger.reserve.Periods;
import io.gauger.route.Route;
import io.gauger.runtime.Gauger;
import io.gauger.runtime.Health;
import io.gauger.settings.Settings;
import io.gauger.store.Store;
import io.gauger.usage.DeadLetter;
import io.gauger.usage.DeadLetters;
import io.gauger.usage.Difference;
import io.gauger.usage.LedgerProof;
import io.gauger.usage.Measures;
import io.gauger.usage.QuarterHours;
import io.gauger.usage.Reconciler;
import io.gauger.usage.Reconciliation;
import io.gauger.usage.RecordPage;
import io.gauger.usage.RecordQuery;
import io.gauger.usage.RecordReader;
import io.gauger.usage.StoreUnavailableException;
import io.gauger.usage.StoredRecord;
import io.gauger.usage.UsageQuery;
import io.gauger.usage.UsageReader;
import io.gauger.usage.UsageReport;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Answers what a test put in, pages as the port says, and keeps the last questions. It does not filter: what the filters
 * mean is the store's business, what they are is seen in the question.
 */
final class StoredInMemory implements Gauger, RecordReader, UsageReader, DeadLetters, Reconciler {
    static final String TOKEN = "gat_test";
    static final String READ_TOKEN = "gat_read";

    static final Measures NOTHING = new Measures(
            0, BigDecimal.ZERO, 0, 0, 0, 0, 0, BigDecimal.ZERO, BigDecimal.ZERO, null, null, null, 0, 0, 0);

    final List<StoredRecord> records = new ArrayList<>();
    final List<Route> routes = new ArrayList<>();
    final List<DeadLetter> letters = new ArrayList<>();
    /** Real, where a test is about accounts. */
    Store accounts;

    /** Settings of payments. */
    Map<String, String> payments = Map.of();

    String currency = "USD";
    boolean refusing;
    Health health = new Health(0, null, null, 0, 0, 0, null, true, Map.of(), JournalState.NONE, NodeState.NONE);
    UsageReport report = new UsageReport(List.of(), NOTHING);
    List<Difference> differences = List.of();
    long moreDifferences;
    LedgerProof ledgerProof = new LedgerProof(0, 0, List.of(), 0);
    long putAside;
    Measures recordSums = NOTHING;
    Instant keptFrom;
    QuarterHours reconciled;
    RuntimeException failure;
    boolean tokensAway;
    UsageQuery usageQuery;
    RecordQuery recordQuery;

    @Override
    public List<Route> routes() {
        return List.copyOf(routes);
    }

    @Override
    public int maxKeptBytes() {
        return 64 * 1024;
    }

    @Override
    public String currency() {
        return currency;
    }

    @Override
    public Health health() {
        return health;
    }

    @Override
    public RecordReader records() {
        return this;
    }

    @Override
    public UsageReader usage() {
        return this;
    }

    @Override
    public DeadLetters deadLetters() {
        return this;
    }

    @Override
    public List<DeadLetter> list(UUID after, int limit) {
        failIfAsked();
        return letters.stream()
                .sorted(Comparator.<DeadLetter, UUID>comparing(
                                letter -> letter.record().id())
                        .reversed())
                .filter(letter -> after == null || letter.record().id().compareTo(after) < 0)
                .limit(limit)
                .toList();
    }

    @Override
    public Outcome redrive(UUID id) {
        failIfAsked();
        if (letters.stream().noneMatch(letter -> letter.record().id().equals(id))) {
            return Outcome.UNKNOWN;
        }
        if (refusing) {
            return Outcome.REFUSED;
        }
        letters.removeIf(letter -> letter.record().id().equals(id));
        return Outcome.WRITTEN;
    }

    @Override
    public long count() {
        return letters.size();
    }

    @Override
    public OperatorTokens operatorTokens() {
        if (tokensAway) {
            throw new StoreUnavailableException("metering has not started");
        }
        return token -> switch (token) {
            case TOKEN -> new Operator("token gat_test", true);
            case READ_TOKEN -> new Operator("token gat_read", false);
            default -> accounts == null ? null : accounts.operatorTokens().find(token);
        };
    }

    @Override
    public KeyCheck customerKeys() {
        return new KeyCheck(
                Settings.of(Map.of()),
                () -> accounts == null ? KeySnapshot.EMPTY : accounts.keys().current());
    }

    @Override
    public Invoices invoices() {
        return accounts().invoices();
    }

    @Override
    public Reratings reratings() {
        return accounts().reratings();
    }

    @Override
    public Directory directory() {
        return accounts().directory();
    }

    @Override
    public Periods periods() {
        return Periods.of(Settings.of(Map.of()));
    }

    @Override
    public Administration administration() {
        return accounts().administration();
    }

    @Override
    public Alerts alerts() {
        return accounts().alerts();
    }

    @Override
    public Ledger ledger() {
        return accounts().ledger();
    }

    @Override
    public Payments payments() {
        return new Payments(
                PaymentSettings.of(Settings.of(payments)), () -> accounts().purchases());
    }

    private Store accounts() {
        if (accounts == null) {
            throw new StoreUnavailableException("this test has no accounts");
        }
        return accounts;
    }

    @Override
    public Optional<StoredRecord> find(UUID id) {
        failIfAsked();
        return records.stream().filter(record -> record.usage().id().equals(id)).findFirst();
    }

    @Override
    public RecordPage list(RecordQuery query) {
        recordQuery = query;
        failIfAsked();
        List<StoredRecord> rest = records.stream()
                .sorted(newestFirst())
                .filter(record -> query.after() == null || comesAfter(record, query.after()))
                .toList();
        List<StoredRecord> page = rest.subList(0, Math.min(query.limit(), rest.size()));
        return new RecordPage(page, rest.size() > page.size() ? position(page.get(page.size() - 1)) : null);
    }

    @Override
    public UsageReport read(UsageQuery query) {
        usageQuery = query;
        failIfAsked();
        return report;
    }

    @Override
    public Reconciler reconciler() {
        return this;
    }

    @Override
    public Reconciliation reconcile(QuarterHours range) {
        reconciled = range;
        failIfAsked();
        return new Reconciliation(
                range, keptFrom, recordSums, report.totals(), putAside, differences, moreDifferences, ledgerProof);
    }

    private void failIfAsked() {
        if (failure != null) {
            throw failure;
        }
    }

    private static Comparator<StoredRecord> newestFirst() {
        return Comparator.<StoredRecord, Instant>comparing(
                        record -> record.usage().time())
                .thenComparing(record -> record.usage().id())
                .reversed();
    }

    private static boolean comesAfter(StoredRecord record, RecordQuery.Position position) {
        int time = record.usage().time().compareTo(position.time());
        return time < 0 || (time == 0 && record.usage().id().compareTo(position.id()) < 0);
    }

    private static RecordQuery.Position position(StoredRecord record) {
        return new RecordQuery.Position(record.usage().time(), record.usage().id());
    }
}
