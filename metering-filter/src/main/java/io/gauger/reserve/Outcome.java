package io.gauger.reserve;

import org.jspecify.annotations.Nullable;

/**
 * What came of a reservation.
 *
 * @param verdict whether the request may run
 * @param held what is held for it; null if it may not run
 * @param by the limit that it would pass, or that nothing could be told of; null if it may run
 */
public record Outcome(Verdict verdict, @Nullable Held held, @Nullable Limit by) {}
