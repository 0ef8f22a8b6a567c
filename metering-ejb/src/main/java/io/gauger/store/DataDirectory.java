package io.gauger.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.util.EnumSet;
import java.util.Set;

/** The directory on this machine that belongs to one application's metering; only its owner may look into it. */
final class DataDirectory {
    private final Path path;

    DataDirectory(Path path) {
        this.path = path.toAbsolutePath().normalize();
    }

    Path path() {
        return path;
    }

    /** Creates what is missing; a directory that is there keeps its permissions. */
    void create() throws SQLException {
        try {
            createDirectories();
        } catch (IOException e) {
            throw new SQLException("The data directory " + path + " cannot be created (gauger.data-dir)", "58030", e);
        }
    }

    /** Writes a file that only the owner can read at any moment, replacing one of that name as a whole. */
    Path writeSecret(String name, String content) throws IOException {
        createDirectories();
        Path file = path.resolve(name);
        Path draft = path.resolve(name + ".new");
        Files.deleteIfExists(draft);
        try (SeekableByteChannel channel = Files.newByteChannel(
                draft,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                ownerOnly(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE))) {
            ByteBuffer bytes = StandardCharsets.UTF_8.encode(content);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        }
        return Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    private void createDirectories() throws IOException {
        Files.createDirectories(
                path,
                ownerOnly(
                        PosixFilePermission.OWNER_READ,
                        PosixFilePermission.OWNER_WRITE,
                        PosixFilePermission.OWNER_EXECUTE));
    }

    /** File systems without POSIX permissions give a home directory's files to their owner by inheritance. */
    private FileAttribute<?>[] ownerOnly(PosixFilePermission first, PosixFilePermission... others) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(EnumSet.of(first, others))}
                : new FileAttribute<?>[0];
    }
}
