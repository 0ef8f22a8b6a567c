package io.gauger.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class SettingsTest {

    @Test
    void aValueIsTrimmedAndABlankOneIsAbsent() {
        Settings settings = Settings.of(Map.of("gauger.a", "  x  ", "gauger.b", "  "));
        assertThat(settings.text("gauger.a")).isEqualTo("x");
        assertThat(settings.text("gauger.b")).isNull();
        assertThat(settings.text("gauger.c", "otherwise")).isEqualTo("otherwise");
    }

    @Test
    void theFirstPlaceThatHasAValueWins() {
        Map<String, String> declared = Map.of("gauger.a-b", "declared", "gauger.c", "declared");
        Map<String, String> environment =
                Map.of("GAUGER_A_B", "environment", "GAUGER_C", " ", "GAUGER_D", "environment");
        Map<String, String> properties = Map.of("gauger.a-b", "property", "gauger.d", "");
        Settings settings = new Settings(declared, properties::get, environment::get);
        assertThat(settings.text("gauger.a-b")).isEqualTo("property");
        assertThat(settings.text("gauger.c")).as("an empty variable is none").isEqualTo("declared");
        assertThat(settings.text("gauger.d")).as("an empty property is none").isEqualTo("environment");
        assertThat(settings.startingWith("gauger.a")).containsExactly(Map.entry("-b", "property"));
    }

    @Test
    void ofTwoThatExcludeEachOtherTheOneFromTheEarlierPlaceHolds() {
        Map<String, String> declared = Map.of("gauger.a", "declared", "gauger.b", "declared", "gauger.d", "declared");
        Map<String, String> environment = Map.of("GAUGER_B", "environment", "GAUGER_C", "environment");
        Map<String, String> properties = Map.of("gauger.c", "property", "gauger.a", " ");
        Settings settings = new Settings(declared, properties::get, environment::get);
        assertThat(settings.overrides("gauger.b", "gauger.a")).isTrue();
        assertThat(settings.overrides("gauger.a", "gauger.b")).isFalse();
        assertThat(settings.overrides("gauger.c", "gauger.b")).isTrue();
        assertThat(settings.overrides("gauger.a", "gauger.none")).isTrue();
        assertThat(settings.overrides("gauger.none", "gauger.a")).isFalse();
        assertThat(settings.overrides("gauger.none", "gauger.nothing")).isFalse();
        assertThatThrownBy(() -> settings.overrides("gauger.a", "gauger.d"))
                .isInstanceOf(SettingException.class)
                .hasMessage("Set gauger.a or gauger.d, not both");
        assertThat(settings.unread()).isEmpty();
    }

    @Test
    void aFlagIsTrueOrFalseAndNothingElse() {
        Settings settings = Settings.of(Map.of("gauger.a", "TRUE", "gauger.b", "yes"));
        assertThat(settings.flag("gauger.a", false)).isTrue();
        assertThat(settings.flag("gauger.c", true)).isTrue();
        assertThatThrownBy(() -> settings.flag("gauger.b", false))
                .isInstanceOf(SettingException.class)
                .hasMessage("gauger.b must be true or false, was 'yes'");
    }

    @Test
    void aNumberKeepsItsRange() {
        Settings settings = Settings.of(Map.of("gauger.a", "7", "gauger.b", "11", "gauger.c", "many"));
        assertThat(settings.number("gauger.a", 1, 0, 10)).isEqualTo(7);
        assertThat(settings.number("gauger.d", 1, 0, 10)).isEqualTo(1);
        assertThatThrownBy(() -> settings.number("gauger.b", 1, 0, 10))
                .hasMessage("gauger.b must be a whole number from 0 to 10, was '11'");
        assertThatThrownBy(() -> settings.number("gauger.c", 1, 0, 10)).isInstanceOf(SettingException.class);
    }

    @Test
    void settingsOfAFamilyAreFoundByTheirPrefix() {
        Settings settings = Settings.of(Map.of("gauger.route.b", "2", "gauger.route.a", "1", "gauger.other", "3"));
        assertThat(settings.startingWith("gauger.route.")).containsExactly(Map.entry("a", "1"), Map.entry("b", "2"));
    }

    @Test
    void whatNobodyAsksForIsTold() {
        Settings settings = Settings.of(Map.of("gauger.route.a", "1", "gauger.flag", "true", "gauger.rout.b", "2"));
        settings.startingWith("gauger.route.");
        settings.flag("gauger.flag", false);
        assertThat(settings.unread()).containsExactly("gauger.rout.b");
    }
}
