package io.gauger.store;

import io.gauger.account.AuditEntry;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Notes what was changed, in the transaction of the change. */
@FunctionalInterface
interface AuditNote {
    /** States are as {@link StateText} writes them; null where there is none. */
    void of(AuditEntry.Action action, String object, String id, @Nullable String before, @Nullable String after)
            throws SQLException;
}
