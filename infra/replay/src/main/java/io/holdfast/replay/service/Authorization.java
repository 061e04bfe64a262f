package io.holdfast.replay.service;

import java.net.URI;
import java.util.Map;

/** What a request carries so that it is let in. */
@FunctionalInterface
interface Authorization {
    /** Nothing: the local service asks for nothing. */
    Authorization NONE = (method, address, headers, body) -> Map.of();

    /** The headers that are to be sent besides those given. */
    Map<String, String> headers(String method, URI address, Map<String, String> headers,
            byte[] body);

    /** A token of the service's issuer. */
    static Authorization bearer(String token) {
        return (method, address, headers, body) -> Map.of("Authorization", "Bearer " + token);
    }
}
