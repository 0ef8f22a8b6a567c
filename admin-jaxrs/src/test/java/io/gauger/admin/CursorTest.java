package io.gauger.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.gauger.usage.RecordQuery;
import java.time.Instant;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

class CursorTest {
    @Property(tries = 500)
    void givesThePositionBack(
            @ForAll @LongRange(min = 0, max = 253402300799999L) long millis, @ForAll long most, @ForAll long least) {
        RecordQuery.Position position = new RecordQuery.Position(Instant.ofEpochMilli(millis), new UUID(most, least));

        String cursor = Cursor.of(position);

        assertThat(Cursor.position(cursor)).isEqualTo(position);
        assertThat(cursor).matches("[A-Za-z0-9_-]+");
    }

    @Property(tries = 500)
    void anyChangedCharacterIsNoticed(
            @ForAll long most, @ForAll @IntRange(max = 38) int index, @ForAll("base64url") char replacement) {
        String cursor = Cursor.of(new RecordQuery.Position(Instant.ofEpochMilli(1), new UUID(most, 1)));
        assertThat(cursor).hasSize(39);
        StringBuilder changed = new StringBuilder(cursor);
        changed.setCharAt(index, replacement);

        if (!changed.toString().equals(cursor)) {
            assertThat(Cursor.position(changed.toString())).isNull();
        }
    }

    @Provide
    Arbitrary<Character> base64url() {
        return Arbitraries.chars()
                .range('A', 'Z')
                .range('a', 'z')
                .range('0', '9')
                .with('-', '_', '=');
    }

    @Property(tries = 500)
    void noOtherTextIsACursor(@ForAll String text) {
        assertThat(Cursor.position(text)).isNull();
        assertThat(Cursor.route(text)).isNull();
    }

    @Property(tries = 100)
    void aCursorOfOneListIsNoneOfAnother(@ForAll String id) {
        String route = Cursor.ofRoute(id + "\u00e9");

        assertThat(Cursor.position(route)).isNull();
        assertThat(Cursor.position(route + "=")).isNull();
    }
}
