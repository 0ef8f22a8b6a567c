package io.gauger.node;

import static java.lang.System.Logger.Level.DEBUG;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/** The file that holds a node's id, for people too. It is always whole: another id replaces the file. */
final class NodeFile {
    private static final System.Logger LOG = System.getLogger(NodeFile.class.getName());
    private static final String NAME = "node";
    private static final String ID = "id=";
    private static final int ID_LENGTH = 36;
    private static final int RANDOM = 4;
    private static final int RFC_9562 = 2;
    private static final String COMMENT =
            """
            # Which node this is among those that share a database (decision 12). Gauger writes this file and keeps the id
            # over restarts; delete it while the application is stopped, and the node becomes another one.
            """;

    private final Path directory;
    private final Path path;

    /** In the directory of a journal, which is locked against every other process. */
    NodeFile(Path directory) {
        this.directory = directory;
        this.path = directory.resolve(NAME);
    }

    Path path() {
        return path;
    }

    /**
     * The id that it holds.
     *
     * @throws java.nio.file.NoSuchFileException if there is none yet
     * @throws IllegalArgumentException if it holds none, with what is wrong
     */
    UUID read() throws IOException {
        String text = new String(Files.readAllBytes(path), StandardCharsets.UTF_8);
        String value = text.lines()
                .filter(line -> line.startsWith(ID))
                .map(line -> line.substring(ID.length()).strip())
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("it has no line " + ID + "…"));
        UUID id = value.length() == ID_LENGTH ? UUID.fromString(value) : null;
        // others are not made here, and MariaDB refuses some of them
        if (id == null || id.version() != RANDOM || id.variant() != RFC_9562) {
            throw new IllegalArgumentException("its id is not one that Gauger made");
        }
        return id;
    }

    /** Replaces what it held; when this returns, it is on the disk. */
    void write(UUID id) throws IOException {
        Path draft = path.resolveSibling(NAME + ".new");
        try (FileChannel file = FileChannel.open(
                draft, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            ByteBuffer bytes = StandardCharsets.UTF_8.encode(COMMENT + ID + id + "\n");
            while (bytes.hasRemaining()) {
                file.write(bytes);
            }
            file.force(true);
        }
        Files.move(draft, path, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        forceDirectory();
    }

    /** So that the new name is on the disk too; Windows has no such thing, and needs none. */
    private void forceDirectory() {
        try (FileChannel names = FileChannel.open(directory, StandardOpenOption.READ)) {
            names.force(true);
        } catch (IOException e) {
            LOG.log(DEBUG, directory + " cannot be forced to the disk", e);
        }
    }
}
