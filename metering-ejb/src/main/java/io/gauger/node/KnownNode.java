package io.gauger.node;

import java.time.Instant;
import java.util.UUID;

/**
 * A node as the database knows it.
 *
 * @param lastSeen when it last said that it lives, by the database's clock
 * @param state what that means
 */
public record KnownNode(UUID id, NodeDescription description, Instant lastSeen, State state) {
    /** What a node does, as far as others can tell. */
    public enum State {
        /** It said not long ago that it lives. */
        RUNNING,
        /** It was stopped in order. */
        STOPPED,
        /** It was killed, or cannot reach the database. */
        SILENT
    }
}
