package io.gauger.node;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * This node, and those that it knows of.
 *
 * @param id its id; null before metering has started
 * @param problem why the id is of this start only, readable; null if it is kept
 * @param known the nodes of the database, this one among them, those seen last first, as of this node's last sign of
 *     life; empty as long as the database was not reached
 */
public record NodeState(@Nullable UUID id, @Nullable String problem, List<KnownNode> known) {

    /** Metering has not started. */
    public static final NodeState NONE = new NodeState(null, null, List.of());

    public NodeState {
        known = List.copyOf(known);
    }
}
