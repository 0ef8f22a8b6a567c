package io.gauger.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;

/** What the journal asks of a disk where a disk may refuse. */
class Disk {
    /** Makes the directory and what is missing above it, for its owner only. */
    void makeDirectory(Path directory) throws IOException {
        boolean posix = directory.getFileSystem().supportedFileAttributeViews().contains("posix");
        Files.createDirectories(
                directory,
                posix
                        ? new FileAttribute<?>[] {
                            PosixFilePermissions.asFileAttribute(EnumSet.of(
                                    PosixFilePermission.OWNER_READ,
                                    PosixFilePermission.OWNER_WRITE,
                                    PosixFilePermission.OWNER_EXECUTE))
                        }
                        : new FileAttribute<?>[0]);
    }

    /** Writes all of it, so that the file really has the space. */
    void write(FileChannel file, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            file.write(bytes);
        }
    }
}
