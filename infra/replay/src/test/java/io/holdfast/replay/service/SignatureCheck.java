package io.holdfast.replay.service;

import io.holdfast.replay.input.Digests;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Verifies a signature as AWS does ("Create a signed AWS API request" in the IAM user guide), from
 * the request that the server received, and without code of the SDK.
 */
record SignatureCheck(String secret) {
    private static final Pattern AUTHORIZATION = Pattern.compile("AWS4-HMAC-SHA256 "
            + "Credential=[^/]+/([0-9]{8})/([^/]+)/([^/]+)/aws4_request, "
            + "SignedHeaders=([^,]+), Signature=([0-9a-f]{64})");

    /** @param headers by name in lower case */
    boolean accepts(String method, URI address, Map<String, String> headers, byte[] body) {
        Matcher given = AUTHORIZATION.matcher(headers.getOrDefault("authorization", ""));
        return given.matches() && headers.containsKey("host") && Arrays
                .asList(given.group(4).split(";")).contains("host")
                && given.group(5).equals(signature(given, method, address, headers, body));
    }

    private String signature(Matcher given, String method, URI address,
            Map<String, String> headers, byte[] body) {
        String signed = Arrays.stream(given.group(4).split(";"))
                .map(name -> name + ":" + headers.getOrDefault(name, "").strip() + "\n")
                .collect(Collectors.joining());
        String path = address.getRawPath().isEmpty() ? "/" : address.getRawPath();
        String request = String.join("\n", method,
                Arrays.stream(path.split("/", -1)).map(SignatureCheck::encode)
                        .collect(Collectors.joining("/")),
                query(address), signed, given.group(4),
                HexFormat.of().formatHex(Digests.sha256().digest(body)));
        List<String> parts = List.of(given.group(1), given.group(2), given.group(3),
                "aws4_request");
        String text = String.join("\n", "AWS4-HMAC-SHA256", headers.get("x-amz-date"),
                String.join("/", parts),
                HexFormat.of().formatHex(Digests.sha256()
                        .digest(request.getBytes(StandardCharsets.UTF_8))));
        byte[] key = ("AWS4" + secret).getBytes(StandardCharsets.UTF_8);
        for (String part : parts) {
            key = hmac(key, part);
        }
        return HexFormat.of().formatHex(hmac(key, text));
    }

    private static String query(URI address) {
        return address.getRawQuery() == null
                ? ""
                : Arrays.stream(address.getRawQuery().split("&"))
                        .map(pair -> pair.split("=", 2))
                        .map(pair -> encode(decode(pair[0])) + "="
                                + (pair.length == 2 ? encode(decode(pair[1])) : ""))
                        .sorted().collect(Collectors.joining("&"));
    }

    private static String decode(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20")
                .replace("*", "%2A").replace("%7E", "~");
    }

    private static byte[] hmac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
