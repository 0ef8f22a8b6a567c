package io.gauger.admin;

import io.gauger.node.KnownNode;
import io.gauger.node.NodeDescription;
import io.gauger.node.NodeState;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import java.util.Locale;

/** Nodes as operators see them. */
final class NodesJson {
    private NodesJson() {}

    /** The node that answers. */
    static JsonObject own(NodeState nodes) {
        return new JsonFields()
                .text("id", nodes.id() == null ? null : nodes.id().toString())
                .truth("kept", nodes.id() != null && nodes.problem() == null)
                .text("problem", nodes.problem())
                .toJson();
    }

    /** All that the database knows. */
    static JsonArray known(NodeState nodes) {
        return JsonFields.array(nodes.known().stream().map(NodesJson::of).toList());
    }

    private static JsonObject of(KnownNode node) {
        NodeDescription description = node.description();
        return new JsonFields()
                .text("id", node.id().toString())
                .text("state", node.state().name().toLowerCase(Locale.ROOT))
                .time("last_seen", node.lastSeen())
                .time("started_at", description.startedAt())
                .text("host", description.host())
                .text("directory", description.directory())
                .text("application", description.application())
                .text("server", description.server())
                .text("version", description.version())
                .toJson();
    }
}
