package io.holdfast.replay.service;

import io.holdfast.replay.input.BadInput;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;

/**
 * Where a service is. Its own path and query are kept in every address below it, so that a stage
 * or a proxy's prefix may be part of it.
 */
public record Address(URI base) {
    /** What a path segment may hold as it is (RFC 3986, section 3.3), as far as ids use it. */
    private static final String LITERAL = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
            + "0123456789-._~:";
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    /**
     * The address that a URL names.
     *
     * @throws BadInput if requests cannot be sent there
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
            throw new BadInput("--url must begin with http:// or https:// and a host, as in "
                    + "http://localhost:8080, not " + url);
        }
        if (uri.getRawUserInfo() != null || uri.getRawFragment() != null) {
            throw new BadInput("--url must have neither a user nor a fragment; for a token say "
                    + "--bearer-file or --bearer-env");
        }
        return new Address(uri);
    }

    /** The address of a path below this one, each segment percent-encoded. */
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

    /** Whether a secret that is sent there stays on this machine or is encrypted. */
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
