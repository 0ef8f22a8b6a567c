package io.gauger.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A fresh folder for one start of one server, removed when the server is closed; its log stays.
 *
 * @param path the folder
 * @param log where the server's output goes
 */
record ServerFolder(Path path, Path log) {

    static ServerFolder create(String serverName) {
        try {
            Path logs = Files.createDirectories(BuiltFiles.workFolder().resolve("server-logs"));
            Path folders = Files.createDirectories(BuiltFiles.workFolder().resolve("servers"));
            Path path = Files.createTempDirectory(folders, serverName + "-");
            return new ServerFolder(path, logs.resolve(path.getFileName() + ".log"));
        } catch (IOException e) {
            throw new UncheckedIOException("No folder for " + serverName, e);
        }
    }

    /** Writes a file into the folder, or into a new one below it, and returns its path. */
    String file(String name, String content) {
        Path file = path.resolve(name);
        try {
            Files.createDirectories(file.getParent());
            return Files.writeString(file, content).toString();
        } catch (IOException e) {
            throw new UncheckedIOException("Could not write " + name, e);
        }
    }

    /** Copies a file, or a folder with all that is in it, into this one under its own name, and returns the copy. */
    Path copy(Path original) {
        Path copy = path.resolve(original.getFileName());
        try (Stream<Path> files = Files.walk(original)) {
            // A folder comes before what is in it.
            files.forEachOrdered(file -> copy(file, copy.resolve(original.relativize(file))));
        } catch (IOException e) {
            throw new UncheckedIOException("Could not copy " + original, e);
        }
        return copy;
    }

    /** Copies one file, or makes one empty folder. */
    void copy(Path original, Path copy) {
        try {
            Files.copy(original, copy);
        } catch (IOException e) {
            throw new UncheckedIOException("Could not copy " + original + " to " + copy, e);
        }
    }

    void delete() {
        try (Stream<Path> files = Files.walk(path)) {
            List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
            for (Path file : deepestFirst) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Could not remove " + path, e);
        }
    }
}
