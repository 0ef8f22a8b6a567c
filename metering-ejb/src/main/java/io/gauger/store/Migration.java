package io.gauger.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/**
 * One step of the schema: a script that, once released, never changes.
 *
 * @param version its place in the order, from 1
 * @param name what it does
 * @param script SQL statements, each ended by a semicolon at the end of a line
 */
record Migration(int version, String name, String script) {

    /** The script in the JAR of this version, name and kind of database. */
    static Migration shipped(Database database, int version, String name) {
        String path = "migrations/" + database.name() + "/V" + version + "__" + name + ".sql";
        try (InputStream script = Migration.class.getResourceAsStream(path)) {
            if (script == null) {
                throw new IllegalStateException("The JAR lacks " + path);
            }
            String text = new String(script.readAllBytes(), StandardCharsets.UTF_8);
            return new Migration(version, name, text.replace("\r\n", "\n"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<String> statements() {
        return Arrays.stream(script.split(";\\s*(\n|$)"))
                .filter(statement -> !statement.isBlank())
                .toList();
    }

    /** SHA-256 of the script, in hex. */
    String checksum() {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(script.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("Every JDK has SHA-256", e);
        }
    }
}
