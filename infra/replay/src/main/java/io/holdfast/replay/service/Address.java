package io.holdfast.replay.service;

import io.holdfast.replay.input.BadInput;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;

/**
 * The base URL of a service. Every address below it keeps its path and its query, so that the base
 * may contain a stage or the prefix of a proxy.
 */
public record Address(URI base) {
    /** Characters of ids that a path segment may contain unescaped (RFC 3986, section 3.3). */
    private static final String LITERAL = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
            + "0123456789-._~:";
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    /**
     * Parses the value of {@code --url}.
     *
     * @throws BadInput if it is no URL to which requests can be sent
     */
    public static Address of(String url) {
        URI uri;
        try {
            uri = new URI(url);
        } catch (URISyntaxException e) {
            throw new BadInput("--url " + url + " is not a URL: " + e.getReason());
        }
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        if (!Set.of("http", "https").contains(scheme) || uri.getHost() == null) {
            throw new BadInput("--url must begin with http:// or https:// and a host, such as "
                    + "http://localhost:8080, not " + url);
        }
        if (uri.getRawUserInfo() != null || uri.getRawFragment() != null) {
            throw new BadInput("--url must have neither a user nor a fragment; pass a token with "
                    + "--bearer-file or --bearer-env");
        }
        return new Address(uri);
    }

    /** The address of a path below the base, each segment percent-encoded. */
    public URI of(String... segments) {
        StringBuilder address = new StringBuilder(base.getScheme()).append("://")
                .append(base.getRawAuthority()).append(withoutTrailingSlash(base.getRawPath()));
        for (String segment : segments) {
            address.append('/').append(encode(segment));
        }
        if (base.getRawQuery() != null) {
            address.append('?').append(base.getRawQuery());
        }
        return URI.create(address.toString());
    }

    /** The address of a path below the base, with one more query parameter. */
    URI with(String name, String value, String... segments) {
        return URI.create(of(segments) + (base.getRawQuery() == null ? "?" : "&") + name + "="
                + encode(value));
    }

    /** Whether requests are encrypted or stay on this machine, so that secrets may be sent. */
    boolean keepsSecrets() {
        return base.getScheme().equalsIgnoreCase("https") || LOOPBACK.contains(base.getHost());
    }

    private static String withoutTrailingSlash(String path) {
        int end = path.length();
        while (end > 0 && path.charAt(end - 1) == '/') {
            end--;
        }
        return path.substring(0, end);
    }

    private static String encode(String segment) {
        StringBuilder encoded = new StringBuilder();
        for (byte each : segment.getBytes(StandardCharsets.UTF_8)) {
            char character = (char) (each & 0xFF);
            if (LITERAL.indexOf(character) >= 0) {
                encoded.append(character);
            } else {
                encoded.append(String.format(Locale.ROOT, "%%%02X", each & 0xFF));
            }
        }
        return encoded.toString();
    }
}
