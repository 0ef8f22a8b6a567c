package io.gauger.journal;

import static java.lang.System.Logger.Level.WARNING;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What other processes left, which is drained like what an earlier start of this one left. One thread at a time. */
final class AdoptedJournals {
    private static final System.Logger LOG = System.getLogger(Journal.class.getName());

    private final OldSegments old;
    private final List<JournalDirectory> adopted = new ArrayList<>();

    AdoptedJournals(OldSegments old) {
        this.old = old;
    }

    /** What is in there is to be drained. */
    void take(JournalDirectory directory) {
        try {
            old.found(directory);
        } catch (IOException e) {
            LOG.log(WARNING, "What is in " + directory.path() + " cannot be listed; it stays there", e);
        }
    }

    /** Looks for journals of processes that are gone, beside this one's own, if it has one. */
    void lookBeside(@Nullable JournalDirectory own) {
        if (own == null) {
            return;
        }
        try {
            for (JournalDirectory orphan : own.orphans()) {
                LOG.log(
                        WARNING,
                        "The journal {0} belongs to no running process any more; it is drained",
                        orphan.path());
                adopted.add(orphan);
                take(orphan);
            }
        } catch (IOException e) {
            LOG.log(WARNING, "Other journals beside " + own.path() + " cannot be looked for", e);
        }
    }

    /** Gives them up for others. */
    void close() throws IOException {
        for (JournalDirectory directory : adopted) {
            directory.close();
        }
    }
}
