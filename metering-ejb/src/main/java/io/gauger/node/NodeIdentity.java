package io.gauger.node;

import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The id of this node, kept in a file beside its journal, so that it is the same after a restart. It keeps nodes apart
 * for speed and for operators; no total depends on it. Safe for concurrent use, but it is changed by one thread at a time.
 */
public final class NodeIdentity {
    private static final System.Logger LOG = System.getLogger(NodeIdentity.class.getName());

    private final @Nullable NodeFile file;
    private final NodeDescription description;
    private volatile UUID id;
    private volatile @Nullable String problem;

    private NodeIdentity(@Nullable NodeFile file, NodeDescription description, UUID id, @Nullable String problem) {
        this.file = file;
        this.description = description;
        this.id = id;
        this.problem = problem;
    }

    /**
     * The id that the directory holds, or a new one, which it holds from now on. Where that cannot be read or written it
     * is of this start only; nothing is thrown.
     *
     * @param directory that of a journal, locked against every other process; null if there is none
     * @param application as in {@code gauger.application}
     * @param server what the server calls itself; null if it is not known
     */
    public static NodeIdentity keptIn(@Nullable Path directory, String application, @Nullable String server) {
        NodeDescription description = NodeDescription.here(directory, application, server);
        if (directory == null) {
            return new NodeIdentity(
                    null, description, UUID.randomUUID(), "There is no directory for the journal that can be written");
        }
        NodeFile file = new NodeFile(directory);
        NodeIdentity fresh = new NodeIdentity(file, description, UUID.randomUUID(), null);
        try {
            return new NodeIdentity(file, description, file.read(), null);
        } catch (NoSuchFileException e) {
            fresh.keep();
            LOG.log(INFO, "This node is new; its id is {0}", fresh.id);
        } catch (IllegalArgumentException e) {
            LOG.log(
                    WARNING,
                    "The file {0} does not tell which node this is: {1}. The node goes on as a new one, {2}; no total"
                            + " changes by that",
                    file.path(),
                    e.getMessage(),
                    fresh.id);
            fresh.keep();
        } catch (IOException e) {
            fresh.onlyNow("cannot be read", e);
        }
        return fresh;
    }

    /** An id of this start only, for programs and tests that keep no journal. */
    public static NodeIdentity ofThisStart() {
        return keptIn(null, "default", null);
    }

    /** The id as it is now. */
    public UUID id() {
        return id;
    }

    /** Why the id is of this start only, readable; null if it is kept. */
    public @Nullable String problem() {
        return problem;
    }

    /** What others are told of this node. */
    public NodeDescription description() {
        return description;
    }

    /** Takes another id, as this one is another node's too, and keeps it. */
    public void takeAnother() {
        id = UUID.randomUUID();
        keep();
    }

    private void keep() {
        if (file == null) {
            return;
        }
        try {
            file.write(id);
            problem = null;
        } catch (IOException e) {
            onlyNow("cannot be written", e);
        }
    }

    private void onlyNow(String what, IOException cause) {
        problem = "The file " + (file == null ? "of its id" : file.path()) + " " + what + ": "
                + cause.getClass().getSimpleName() + " " + cause.getMessage();
        LOG.log(WARNING, "This node's id, " + id + ", is of this start only. " + problem);
    }
}
