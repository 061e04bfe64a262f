package io.holdfast.replay.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Tests the check in the server of {@link AuthorizationTest} with the vectors that AWS publishes
 * (aws-sig-v4-test-suite). The signer cannot be tested so: it adds a header that they do not have.
 */
class SignatureCheckTest {
    private static final SignatureCheck CHECK = new SignatureCheck(
            "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY");

    @ParameterizedTest(name = "{0}")
    @CsvSource(textBlock = """
            get-vanilla, GET, /, '', '', 5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31
            post-vanilla, POST, /, '', '', 5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b
            get-vanilla-query-order-key-case, GET, /?Param2=value2&Param1=value1, '', '', b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500
            post-x-www-form-urlencoded, POST, /, application/x-www-form-urlencoded, Param1=value1, ff11897932ad3f4e8b18135d722051e5ac45fc38421b1da7b9d196a0fe09473a
            """)
    void theCheckAgreesWithThePublishedVectors(String name, String method, String path,
            String contentType, String body, String signature) {
        URI address = URI.create("https://example.amazonaws.com" + path);
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        Map<String, String> headers = new HashMap<>(Map.of("host", "example.amazonaws.com",
                "x-amz-date", "20150830T123600Z", "content-type", contentType, "authorization",
                "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request"
                        + ", SignedHeaders=" + (contentType.isEmpty() ? "" : "content-type;")
                        + "host;x-amz-date, Signature=" + signature));

        assertThat(CHECK.accepts(method, address, headers, bytes)).as(name).isTrue();

        headers.put("host", "elsewhere.amazonaws.com");
        assertThat(CHECK.accepts(method, address, headers, bytes)).as(name).isFalse();
    }
}
