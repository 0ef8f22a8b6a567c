package io.gauger.admit;

import org.jspecify.annotations.Nullable;

/**
 * What the request path has to know of an account.
 *
 * @param id the account's id
 * @param active whether requests for it are admitted
 * @param planId its plan; null without one
 */
public record KnownAccount(String id, boolean active, @Nullable String planId) {}
