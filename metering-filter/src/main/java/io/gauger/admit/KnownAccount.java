package io.gauger.admit;

import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * What the request path has to know of an account.
 *
 * @param id the account's id
 * @param active whether requests for it are admitted
 * @param zone where its periods begin and end
 * @param plan its plan; null without one
 */
public record KnownAccount(String id, boolean active, ZoneId zone, @Nullable KnownPlan plan) {}
