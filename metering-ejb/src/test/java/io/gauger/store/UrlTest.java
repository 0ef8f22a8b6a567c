package io.gauger.store;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UrlTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "jdbc:postgresql://db.example.com:5432/usage           | jdbc:postgresql://db.example.com:5432/usage",
                "jdbc:postgresql://db/usage?user=me&password=geheim    | jdbc:postgresql://db/usage",
                "jdbc:postgresql://db/?password=geheim                 | jdbc:postgresql://db/",
                "jdbc:postgresql://[::1]:5432/usage                    | jdbc:postgresql://[::1]:5432/usage",
                "jdbc:postgresql://one:5432,two/usage?password=geheim  | jdbc:postgresql://one:5432,two/usage",
                "jdbc:postgresql:usage?password=geheim                 | jdbc:postgresql:usage",
                "jdbc:postgresql:/                                     | jdbc:postgresql:/",
                "jdbc:h2:file:/data/gauger;USER=me;PASSWORD=geheim     | jdbc:h2:file:/data/gauger",
                "jdbc:h2:file:C:\\data of x\\gauger;CIPHER=AES         | jdbc:h2:file:C:\\data of x\\gauger",
                "jdbc:h2:~/gauger                                      | jdbc:h2:~/gauger",
                "jdbc:h2:mem:x;PASSWORD=geheim                         | jdbc:h2:mem:x",
                "jdbc:h2:tcp://db:9092/~/usage;PASSWORD=geheim         | jdbc:h2:tcp://db:9092/~/usage",
                "jdbc:h2:ssl://db/usage?password=geheim                | jdbc:h2:ssl://db/usage"
            })
    void ofAKnownKindHostPortAndDatabaseAreShown(String url, String shown) {
        assertThat(Url.shown(url)).isEqualTo(shown);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "jdbc:postgresql://me:geheim@db:5432/usage         | jdbc:postgresql:...",
                "jdbc:postgresql://me:ge/heim@db:5432/usage        | jdbc:postgresql:...",
                "jdbc:postgresql://me:1234?geheim@db/usage         | jdbc:postgresql:...",
                "jdbc:postgresql://me:12/geheim@x@db/usage         | jdbc:postgresql:...",
                "jdbc:postgresql://db/usage?password=gehe@im       | jdbc:postgresql:...",
                "jdbc:postgresql://db:geheim/usage                 | jdbc:postgresql:...",
                "jdbc:postgresql://db/usage password=geheim        | jdbc:postgresql:...",
                "jdbc:postgresql://db/usage&password=geheim        | jdbc:postgresql:...",
                "jdbc:postgresql:me/geheim                         | jdbc:postgresql:...",
                "jdbc:h2:tcp://me:geheim@db/usage                  | jdbc:h2:...",
                "jdbc:h2:tcp://me:ge;heim@db/usage                 | jdbc:h2:...",
                "jdbc:h2:ssl://me:geheim/usage                     | jdbc:h2:...",
                "jdbc:oracle:thin:scott/geheim@//h:1521/x          | jdbc:oracle:...",
                "jdbc:mysql://(host=h,user=u,password=geheim)/db   | jdbc:mysql:...",
                "jdbc:mysql://u:geheim@h/db                        | jdbc:mysql:...",
                "jdbc:sqlserver://h:1433;password=geheim           | jdbc:sqlserver:...",
                "jdbc:db2://h:50000/x:user=u;password=geheim;      | jdbc:db2:..."
            })
    void whereSecretsMayBeAnywhereOnlyTheKindIsShown(String url, String shown) {
        assertThat(Url.shown(url)).isEqualTo(shown);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"postgresql://me:geheim@db/usage", "jdbc:geheim", "jdbc:ge/heim:x", "JDBC:geheim@x:y", "geheim"})
    void whatIsNoJdbcUrlIsNotShown(String url) {
        assertThat(Url.shown(url)).isEqualTo("...");
    }
}
