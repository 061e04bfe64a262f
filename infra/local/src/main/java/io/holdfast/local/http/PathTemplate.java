package io.holdfast.local.http;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A route's path with parameters in braces, each matching one segment that is not empty. */
record PathTemplate(String path) {
    /** The parameters, decoded once as the HTTP API does; empty if the path does not match. */
    Optional<Map<String, String>> match(String rawPath) {
        List<String> wanted = segments(path);
        List<String> given = segments(rawPath);
        if (wanted.size() != given.size()) {
            return Optional.empty();
        }
        Map<String, String> parameters = new LinkedHashMap<>();
        for (int i = 0; i < wanted.size(); i++) {
            String segment = wanted.get(i);
            if (segment.startsWith("{") && !given.get(i).isEmpty()) {
                parameters.put(segment.substring(1, segment.length() - 1),
                        decoded(given.get(i)));
            } else if (!segment.equals(given.get(i))) {
                return Optional.empty();
            }
        }
        return Optional.of(parameters);
    }

    // In a path, a plus is a plus; URLDecoder decodes it as a space, as in forms.
    private static String decoded(String segment) {
        return URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private static List<String> segments(String path) {
        return List.of(path.split("/", -1));
    }
}
