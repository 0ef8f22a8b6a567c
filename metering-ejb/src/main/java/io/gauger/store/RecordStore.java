package io.gauger.store;

import static java.lang.System.Logger.Level.ERROR;

import io.gauger.record.UsageRecord;
import io.gauger.usage.DeadLetter;
import io.gauger.usage.StoreUnavailableException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Writes batches of records, each as one transaction. A record that the database refuses is found by halving its batch
 * and put aside, so that it holds up no other. For one thread at a time.
 */
final class RecordStore {
    private static final System.Logger LOG = System.getLogger(RecordStore.class.getName());

    /** A transaction that another one was in the way of is tried so often before the batch is left for later. */
    private static final int ATTEMPTS = 4;

    /** Where so many or more are refused, and most of the batch, it is not the records that are wrong. */
    private static final int MANY = 10;

    private final EntityManagers managers;
    private final RecordTransaction transaction;
    private final DeadLetterTable deadLetters;

    /** Of so many of the records that come next an attempt failed, perhaps after the database had committed. */
    private int inDoubt;

    RecordStore(EntityManagers managers, RecordTransaction transaction, DeadLetterTable deadLetters) {
        this.managers = managers;
        this.transaction = transaction;
        this.deadLetters = deadLetters;
    }

    /**
     * Keeps all of them. After a failure the caller comes again with the same records, be it fewer at once; those that
     * got into the database after all are then not written twice.
     *
     * @param maybeReplayed whether they are of an earlier start of this or another node, so that some may be there already
     *     although no attempt before failed
     * @throws StoreUnavailableException if the database did not confirm that
     */
    void append(List<UsageRecord> records, boolean maybeReplayed) {
        Map<UUID, UsageRecord> byId = new LinkedHashMap<>();
        records.forEach(record -> byId.put(record.id(), record));
        List<UsageRecord> batch = List.copyOf(byId.values());
        boolean maybeThere = inDoubt > 0 || maybeReplayed;
        inDoubt = Math.max(inDoubt, records.size());
        List<DeadLetter> refused = new ArrayList<>();
        List<DeadLetter> tooOld = new ArrayList<>();
        StoreUnavailableException refusal = write(batch, maybeThere, !maybeReplayed, refused, tooOld);
        if (refusal != null) {
            if (refused.size() >= MANY && refused.size() > batch.size() / 2) {
                throw refusal;
            }
            putAside(refused);
        }
        if (!tooOld.isEmpty()) {
            putAsideTooOld(tooOld);
        }
        inDoubt -= records.size();
    }

    /** Writes what is not refused; what was said about the last that is, or null. */
    private @Nullable StoreUnavailableException write(
            List<UsageRecord> records,
            boolean maybeThere,
            boolean own,
            List<DeadLetter> refused,
            List<DeadLetter> tooOld) {
        try {
            TooOld old = transaction.settled(ledgers -> write(transaction.rows(records, ledgers), maybeThere, own));
            tooOld.addAll(old.letters(records));
            return null;
        } catch (StoreUnavailableException e) {
            if (FailureKind.of(e) != FailureKind.DATA) {
                throw e;
            }
            if (records.size() == 1) {
                refused.add(new DeadLetter(records.get(0), Instant.now(), String.valueOf(e.getMessage())));
                return e;
            }
        }
        int middle = records.size() / 2;
        StoreUnavailableException first = write(records.subList(0, middle), true, own, refused, tooOld);
        StoreUnavailableException second = write(records.subList(middle, records.size()), true, own, refused, tooOld);
        return second == null ? first : second;
    }

    private TooOld write(List<RecordRow> rows, boolean maybeThere, boolean own) {
        for (int attempt = 1; ; attempt++) {
            boolean check = maybeThere || attempt > 1;
            try {
                return managers.inTransaction(connection -> {
                    transaction.begin(connection);
                    return transaction.write(connection, rows, check, own);
                });
            } catch (StoreUnavailableException e) {
                if (FailureKind.of(e) != FailureKind.CONFLICT || attempt == ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    /** Once for all of them, as after a long outage there may be many. */
    private void putAsideTooOld(List<DeadLetter> letters) {
        deadLetters.add(letters);
        LOG.log(
                ERROR,
                "{0} usage records are put aside, the first being {1}: {2}. GET /metering/v1/dead-letters lists them",
                letters.size(),
                letters.get(0).record().id(),
                letters.get(0).reason());
    }

    private void putAside(List<DeadLetter> letters) {
        deadLetters.add(letters);
        for (DeadLetter letter : letters) {
            LOG.log(
                    ERROR,
                    "The database refuses the usage record {0}, which is put aside: {1}. GET /metering/v1/dead-letters"
                            + " lists such records, and each can be tried again",
                    letter.record().id(),
                    letter.reason());
        }
    }
}
