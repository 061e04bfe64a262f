package io.holdfast.replay.service;

import java.net.URI;
import java.util.Map;

/** Adds the headers that authorize a request. */
@FunctionalInterface
interface Authorization {
    /** Adds nothing: the local service checks no authorization. */
    Authorization NONE = (method, address, headers, body) -> Map.of();

    /** The headers to send in addition to the given ones. */
    Map<String, String> headers(String method, URI address, Map<String, String> headers,
            byte[] body);

    /** Sends a token, issued by an issuer that the service trusts. */
    static Authorization bearer(String token) {
        return (method, address, headers, body) -> Map.of("Authorization", "Bearer " + token);
    }
}
