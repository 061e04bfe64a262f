package io.holdfast.replay.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.replay.input.BadInput;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressTest {
    @ParameterizedTest
    @CsvSource(textBlock = """
            http://localhost:8080,       http://localhost:8080/bookings/b-1
            http://localhost:8080/,      http://localhost:8080/bookings/b-1
            https://h/stage,             https://h/stage/bookings/b-1
            https://h/stage/,            https://h/stage/bookings/b-1
            https://h/a/b//,             https://h/a/b/bookings/b-1
            https://h/s%20t?tenant=a%26b, https://h/s%20t/bookings/b-1?tenant=a%26b
            https://h?k,                 https://h/bookings/b-1?k
            http://[::1]:8080,           http://[::1]:8080/bookings/b-1
            """)
    void pathAndQueryOfTheUrlAreKept(String url, String address) {
        assertThat(Address.of(url).of("bookings", "b-1")).hasToString(address);
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', textBlock = """
            order#1,  order%231
            a/b,      a%2Fb
            a?b=c,    a%3Fb%3Dc
            a%31,     a%2531
            M\u00fcller, M%C3%BCller
            `a b+c`,  a%20b%2Bc
            A.z_0:~-, A.z_0:~-
            """)
    void anIdIsEncodedAsOneSegment(String id, String segment) {
        assertThat(Address.of("http://h").of("bookings", id))
                .hasToString("http://h/bookings/" + segment)
                .satisfies(uri -> assertThat(uri.getPath()).isEqualTo("/bookings/" + id))
                .satisfies(uri -> assertThat(uri.getRawQuery()).isNull());
    }

    @ParameterizedTest
    @CsvSource({"localhost:8080", "/api", "ftp://h", "http://", "http://h/a b", "http://u:p@h",
            "http://h#x"})
    void anInvalidUrlIsRejected(String url) {
        assertThatThrownBy(() -> Address.of(url)).isInstanceOf(BadInput.class)
                .hasMessageContaining("--url");
    }

    @Test
    void aQueryParameterIsAddedToThoseOfTheBase() {
        assertThat(Address.of("http://h/api").with("ids", "a,b:1", "resources"))
                .hasToString("http://h/api/resources?ids=a%2Cb:1");
        assertThat(Address.of("http://h?x=1").with("ids", "a&b", "resources"))
                .hasToString("http://h/resources?x=1&ids=a%26b");
    }

    @Test
    void secretsAreOnlySentOverHttpsOrToThisMachine() {
        assertThat(Address.of("https://h").keepsSecrets()).isTrue();
        assertThat(Address.of("http://localhost:1").keepsSecrets()).isTrue();
        assertThat(Address.of("http://[::1]:1").keepsSecrets()).isTrue();
        assertThat(Address.of("http://h").keepsSecrets()).isFalse();
        assertThat(Address.of("http://localhost.example.com").keepsSecrets()).isFalse();
    }
}
