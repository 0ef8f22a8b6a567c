package io.gauger.admin;

import io.gauger.runtime.Gauger;
import org.jspecify.annotations.Nullable;

/**
 * How much a caller sees.
 *
 * @param gauger where it is
 * @param account the one account whose things are seen; null for all
 */
record Scope(Gauger gauger, @Nullable String account) {
    /** Whether a thing of this account is seen; one of nobody's is by operators only. */
    boolean sees(@Nullable String owner) {
        return account == null || account.equals(owner);
    }

    /**
     * The account to look for, where one may be asked for.
     *
     * @param asked null for any
     * @throws ProblemException if it is one that is not seen, as if it were not there
     */
    @Nullable
    String narrowed(@Nullable String asked) {
        if (asked != null && !sees(asked)) {
            throw new ProblemException(Problem.accountNotFound());
        }
        return account == null ? asked : account;
    }
}
