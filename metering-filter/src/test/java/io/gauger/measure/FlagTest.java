package io.gauger.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class FlagTest {

    /** Programs look at flags, so their names are a contract. */
    @Test
    void theDocumentationNamesEachFlagAndNoOther() throws IOException {
        String page = Files.readString(Path.of("..", "docs", "admin-api.md"));
        assertThat(page.substring(page.indexOf("| flag | when |"))
                        .lines()
                        .takeWhile(line -> line.startsWith("|"))
                        .skip(2)
                        .map(line -> line.split("`", -1)[1]))
                .containsExactlyElementsOf(
                        Arrays.stream(Flag.values()).map(Flag::wireName).toList());
    }
}
