package io.gauger.store;

import io.gauger.account.RefusedChange;
import io.gauger.account.RefusedChange.Reason;
import io.gauger.account.StoredPrice;
import io.gauger.price.PriceBook;
import io.gauger.rerate.AccountRerating;
import io.gauger.rerate.RatingVerification;
import io.gauger.rerate.RepricedRecord;
import io.gauger.rerate.Rerating;
import io.gauger.rerate.ReratingOrder;
import io.gauger.rerate.ReratingResult;
import io.gauger.rerate.Reratings;
import io.gauger.rerate.UnknownPrice;
import io.gauger.usage.StoreUnavailableException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Prices anew: each account by {@link AccountRater} in short transactions, and then settled in one. */
final class StoredReratings implements Reratings {
    /** As often an account is done again whose re-rating another one was in the way of. */
    private static final int MOST_RUNS = 5;

    private final EntityManagers managers;
    private final Database database;
    private final StoredAdministration administration;
    private final String currency;

    /**
     * With what makes administrative changes.
     *
     * @param currency of what belongs to no stored account
     */
    StoredReratings(EntityManagers managers, Database database, StoredAdministration administration, String currency) {
        this.managers = managers;
        this.database = database;
        this.administration = administration;
        this.currency = currency;
    }

    @Override
    public ReratingResult tried(ReratingOrder order) {
        refuseRemoved(order);
        AccountRater rater = rater();
        Map<String, AccountRerating> totals = new TreeMap<>();
        List<AccountRerating> accounts = new ArrayList<>();
        long[] more = new long[1];
        eachAccount(order, account -> {
            AccountRerating sums = rater.run(order, account, null).sums();
            if (sums.records() > 0) {
                totals.merge(
                        sums.currency(),
                        AccountRerating.none(sums.currency(), sums.currency()).plus(sums),
                        AccountRerating::plus);
                if (accounts.size() < ReratingResult.MOST_ACCOUNTS) {
                    accounts.add(sums);
                } else {
                    more[0]++;
                }
            }
        });
        refuseRemoved(order);
        return new ReratingResult(List.copyOf(totals.values()), accounts, more[0]);
    }

    @Override
    public Rerating finish(String id) {
        Rerating rerating = find(id).orElseThrow(() -> new RefusedChange(Reason.NO_SUCH_RERATING));
        if (rerating.finishedAt() != null) {
            return rerating;
        }
        AccountRater rater = rater();
        eachAccount(rerating.order(), account -> finish(rerating, account, rater));
        managers.change(connection -> {
            RerateTable.finish(connection, id, Instant.now().truncatedTo(ChronoUnit.MILLIS));
            return id;
        });
        administration.refresh();
        return find(id).orElse(rerating);
    }

    private void finish(Rerating rerating, String account, AccountRater rater) {
        if (managers.query(connection -> ReratedAccounts.isDone(connection, rerating.id(), account))) {
            return;
        }
        for (int attempt = 1; ; attempt++) {
            AccountRater.Run run = rater.run(rerating.order(), account, rerating.id());
            if (run.sums().records() == 0
                    || administration.inTransaction(
                            rerating.actor(), (connection, changes) -> changes.settle(rerating, run))) {
                return;
            }
            if (attempt == MOST_RUNS) {
                throw new StoreUnavailableException(
                        "Other re-ratings of the account " + account + " are in the way; ask again when they are done");
            }
        }
    }

    private void eachAccount(ReratingOrder order, Consumer<String> work) {
        @Nullable String after = null;
        while (true) {
            @Nullable String last = after;
            List<String> accounts = managers.query(connection -> PricedRecords.accounts(connection, order, last));
            if (accounts.isEmpty()) {
                return;
            }
            accounts.forEach(work);
            after = accounts.get(accounts.size() - 1);
        }
    }

    private AccountRater rater() {
        PriceBook book = VersionComparison.book(managers.query(PriceTable::all));
        return new AccountRater(managers, database, book, currency);
    }

    private void refuseRemoved(ReratingOrder order) {
        managers.query(connection -> {
            ReratingChanges.refuseRemoved(connection, order);
            return order;
        });
    }

    @Override
    public Optional<Rerating> find(String id) {
        return managers.query(connection -> RerateTable.find(connection, id));
    }

    @Override
    public List<Rerating> list(@Nullable String before, int limit) {
        return managers.query(connection -> RerateTable.list(connection, before, limit));
    }

    @Override
    public ReratingResult result(String id) {
        return managers.query(connection -> ReratedAccounts.result(connection, id));
    }

    @Override
    public List<RepricedRecord> records(String id, @Nullable UUID after, int limit) {
        return managers.query(connection -> RepricedTable.list(connection, id, after, limit));
    }

    @Override
    public @Nullable Instant recordsKeptFrom() {
        return managers.query(connection ->
                        Optional.ofNullable(Horizon.read(connection).instant()))
                .orElse(null);
    }

    @Override
    public List<UnknownPrice> unknown(Instant from, Instant to, int limit) {
        return managers.query(connection -> UnknownPrices.of(connection, from, to, currency, limit));
    }

    @Override
    public RatingVerification verify(Instant from, Instant to) {
        List<StoredPrice> versions = managers.query(PriceTable::all);
        ReratingOrder range = new ReratingOrder(from, to, null, "");
        return new RatingVerifier(managers, database.bulk(), versions, range, currency).verify();
    }
}
