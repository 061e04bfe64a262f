package io.holdfast.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;

/** One running service for all tests, and a client to call it with. */
final class Service {
    private static final AtomicLong NEXT = new AtomicLong();
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private Service() {}

    /**
     * A reply of the service.
     *
     * @param headers the first of each name, by lower-case name
     */
    record Reply(int status, Map<String, String> headers, String text) {
        String contentType() {
            return headers.getOrDefault("content-type", "");
        }

        /** The content type without its parameters. */
        String mediaType() {
            return contentType().replaceFirst(";.*", "");
        }

        JsonNode body() {
            try {
                return MAPPER.readTree(text);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    static URI address() {
        return Running.SERVICE.address();
    }

    static LocalService running() {
        return Running.SERVICE;
    }

    static String fresh(String kind) {
        return kind + "-" + NEXT.incrementAndGet();
    }

    static Reply send(String method, String path, String body) {
        return send(HttpRequest.newBuilder(address().resolve(path))
                .header("content-type", "application/json")
                .method(method, BodyPublishers.ofString(body)).build());
    }

    static Reply send(HttpRequest request) {
        try {
            HttpResponse<String> response = CLIENT.send(request, BodyHandlers.ofString());
            Map<String, String> headers = new TreeMap<>();
            response.headers().map().forEach((name, values) -> headers
                    .put(name.toLowerCase(Locale.ROOT), values.getFirst()));
            return new Reply(response.statusCode(), headers, response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    static HttpHeaders headers(HttpRequest request) {
        try {
            return CLIENT.send(request, BodyHandlers.discarding()).headers();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static final class Running {
        static final LocalService SERVICE = start();

        private static LocalService start() {
            try {
                return LocalService.start(Settings.anywhere(entries -> Set.of()));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
