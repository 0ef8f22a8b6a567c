package io.gauger.filter;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeclaredCharsetTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                                                      | true
        application/json                              | true
        application/json;charset=UTF-8                | true
        application/json; charset="utf-8"             | true
        application/json; CHARSET= utf8 ; boundary=x  | true
        application/json; profile=a; charset=us-ascii | true
        application/json; charset                     | true
        charset=UTF-8                                 | true
        =                                             | true
        application/json;charset=ISO-8859-1           | false
        application/json; charset="utf-16"; q=1       | false
        application/json; charset=utf-80              | false
        application/json; charset=                    | false
        """)
    void jsonIsUtf8UnlessAnotherCharsetIsNamed(String contentType, boolean utf8) {
        assertThat(DeclaredCharset.isUtf8(contentType)).isEqualTo(utf8);
    }
}
