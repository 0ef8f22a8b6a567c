package io.gauger.alert;

import static java.lang.System.Logger.Level.INFO;

import io.gauger.admit.KeySnapshot;
import io.gauger.admit.KnownAccount;
import io.gauger.admit.KnownBudget;
import io.gauger.reserve.Period;
import io.gauger.reserve.Periods;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds which budgets have reached a level: of accounts for which this node wrote something since the last look, of those
 * whose budget is new or changed, and of all after a start and once an hour, as another node may have been killed between
 * a write and its look. Looked at by one thread at a time; {@link #wrote} is safe for concurrent use.
 */
final class BudgetWatch {
    private static final System.Logger LOG = System.getLogger(BudgetWatch.class.getName());

    private static final int MOST_NOTED = 10_000;
    private static final int AT_ONCE = 100;
    private static final Duration ALL_AGAIN = Duration.ofHours(1);

    private final Periods periods;
    private final InstantSource clock;
    private final boolean delivers;
    private final Written written = new Written();

    /** As of the last look; those that have a budget. */
    private final Map<String, Watched> budgets = new HashMap<>();

    private final Map<String, Told> told = new HashMap<>();
    private @Nullable KeySnapshot seen;
    private Instant allAgain = Instant.MIN;

    /** Whether not all was looked at that had to be. */
    private boolean incomplete = true;

    /**
     * Has looked at nothing yet.
     *
     * @param delivers whether what is raised gets a delivery
     */
    BudgetWatch(Periods periods, InstantSource clock, boolean delivers) {
        this.periods = periods;
        this.clock = clock;
        this.delivers = delivers;
    }

    /** An account, its budget, and since when this node knows of it. */
    private record Watched(KnownAccount account, KnownBudget budget, Instant since) {
        /** Whether another's periods or levels are the same. */
        boolean isAs(KnownAccount other, KnownBudget its) {
            return budget.period() == its.period()
                    && budget.amount().compareTo(its.amount()) == 0
                    && account.zone().equals(other.zone());
        }
    }

    /** Up to which level an account was told in a period. */
    private record Told(Period period, AlertLevel level) {}

    /** Notes that something of the account was written. */
    void wrote(String account, Instant time) {
        written.note(account, time.toEpochMilli());
    }

    /**
     * Raises what there is to raise.
     *
     * @throws io.gauger.usage.StoreUnavailableException if the database cannot be asked; the next look is at all
     */
    void look(KeySnapshot accounts, AlertStore store) {
        Instant now = clock.instant();
        Set<String> changed = follow(accounts, now);
        Map<String, Long> noted = written.take();
        boolean all = incomplete || noted == null || !now.isBefore(allAgain);
        Map<String, Long> times = noted == null ? Map.of() : noted;
        Map<Period, List<Watched>> due = new LinkedHashMap<>();
        for (String name : all ? budgets.keySet() : union(changed, times.keySet())) {
            Watched watched = budgets.get(name);
            if (watched != null) {
                plan(due, watched, times.get(name), now);
            }
        }
        incomplete = true;
        try {
            due.forEach((period, watched) -> look(period, watched, store, now));
            incomplete = false;
            allAgain = all ? now.plus(ALL_AGAIN) : allAgain;
        } finally {
            if (incomplete) {
                times.forEach(written::note);
            }
        }
    }

    private static Set<String> union(Set<String> some, Set<String> others) {
        Set<String> all = new HashSet<>(some);
        all.addAll(others);
        return all;
    }

    /** Those whose budget is new or changed. */
    private Set<String> follow(KeySnapshot accounts, Instant now) {
        Set<String> changed = new HashSet<>();
        if (accounts != seen) {
            Set<String> there = new HashSet<>();
            for (KnownAccount account : accounts.accounts()) {
                KnownBudget budget = account.budget();
                if (budget != null) {
                    there.add(account.id());
                    Watched before = budgets.get(account.id());
                    boolean same = before != null && before.isAs(account, budget);
                    if (!same) {
                        changed.add(account.id());
                    }
                    budgets.put(
                            account.id(), new Watched(account, budget, before != null && same ? before.since() : now));
                }
            }
            budgets.keySet().retainAll(there);
            told.keySet().retainAll(there);
            seen = accounts;
        }
        return changed;
    }

    /** The period of now; and the one before for what came late, if the budget was known in it. */
    private void plan(Map<Period, List<Watched>> due, Watched watched, @Nullable Long earliest, Instant now) {
        Period period = periods.at(watched.budget().period(), watched.account().zone(), now.toEpochMilli());
        due.computeIfAbsent(period, first -> new ArrayList<>()).add(watched);
        if (earliest != null && earliest < period.start() && watched.since().toEpochMilli() < period.start()) {
            Period before =
                    periods.at(watched.budget().period(), watched.account().zone(), period.start() - 1);
            due.computeIfAbsent(before, first -> new ArrayList<>()).add(watched);
        }
    }

    private void look(Period period, List<Watched> due, AlertStore store, Instant now) {
        List<Watched> untold =
                due.stream().filter(watched -> !isToldAll(watched, period)).toList();
        for (int from = 0; from < untold.size(); from += AT_ONCE) {
            List<Watched> some = untold.subList(from, Math.min(untold.size(), from + AT_ONCE));
            Map<String, BigDecimal> spent = store.spent(
                    period, some.stream().map(watched -> watched.account().id()).toList());
            List<Alert> reached = new ArrayList<>();
            for (Watched watched : some) {
                BigDecimal used = spent.get(watched.account().id());
                if (used != null) {
                    reached.addAll(reached(watched, period, used, store, now));
                }
            }
            raise(reached, store);
        }
    }

    private List<Alert> reached(Watched watched, Period period, BigDecimal used, AlertStore store, Instant now) {
        List<Alert> reached = new ArrayList<>();
        KnownAccount account = watched.account();
        BigDecimal amount = watched.budget().amount();
        for (AlertLevel level : AlertLevel.values()) {
            if (level.isReached(used, amount) && !isTold(account.id(), period, level)) {
                reached.add(new Alert(
                        store.idOf(account.id(), period, level),
                        account.id(),
                        level,
                        amount,
                        used,
                        account.currency(),
                        period,
                        now));
            }
        }
        return reached;
    }

    private void raise(List<Alert> reached, AlertStore store) {
        if (reached.isEmpty()) {
            return;
        }
        for (Alert alert : store.raise(reached, delivers)) {
            LOG.log(
                    INFO,
                    "The account {0} has used {1} % of its budget or more ({2} of {3} {4})",
                    alert.accountId(),
                    alert.level().percent(),
                    alert.used().stripTrailingZeros().toPlainString(),
                    alert.amount().stripTrailingZeros().toPlainString(),
                    alert.currency());
        }
        for (Alert alert : reached) {
            Told before = told.get(alert.accountId());
            if (before == null || before.period().start() <= alert.period().start()) {
                told.put(alert.accountId(), new Told(alert.period(), alert.level()));
            }
        }
    }

    private boolean isToldAll(Watched watched, Period period) {
        return isTold(watched.account().id(), period, AlertLevel.EXCEEDED);
    }

    private boolean isTold(String account, Period period, AlertLevel level) {
        Told last = told.get(account);
        return last != null && last.period().equals(period) && last.level().compareTo(level) >= 0;
    }

    /** Accounts with the earliest time of what was written, so many at most. */
    private static final class Written {
        private Map<String, Long> noted = new HashMap<>();
        private boolean tooMany;

        synchronized void note(String account, long time) {
            if (noted.size() < MOST_NOTED || noted.containsKey(account)) {
                noted.merge(account, time, Math::min);
            } else {
                tooMany = true;
            }
        }

        /** Null if there were too many to note. */
        synchronized @Nullable Map<String, Long> take() {
            Map<String, Long> taken = tooMany ? null : noted;
            noted = new HashMap<>();
            tooMany = false;
            return taken;
        }
    }
}
