package io.holdfast.replay.service;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.holdfast.replay.input.Attempt;
import io.holdfast.replay.input.Ids;
import io.holdfast.replay.input.ResourceRow;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Calls the HTTP API of the service. Each call sends one request. */
public final class Api implements AutoCloseable {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration REPLY_TIMEOUT = Duration.ofSeconds(35);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Address service;
    private final Authorization authorization;
    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_TIMEOUT).build();

    public Api(Address service, Authorization authorization) {
        this.service = service;
        this.authorization = authorization;
    }

    @Override
    public void close() {
        client.close();
    }

    /**
     * Defines a resource.
     *
     * @param key names the command
     * @param allowDrain whether the capacity may be cut below the units taken
     */
    public Reply define(ResourceRow row, String key, boolean allowDrain) {
        ObjectNode body = JSON.createObjectNode().put("capacity", row.capacity());
        row.status().ifPresent(status -> body.put("status", status));
        if (allowDrain) {
            body.put("allowDrain", true);
        }
        return send("PUT", service.of("resources", row.resource()), body.toString(),
                Map.of("idempotency-key", key));
    }

    public Reply book(Attempt attempt) {
        ObjectNode body = lines(attempt);
        attempt.reference().ifPresent(reference -> body.put("reference", reference));
        return send("PUT", service.of("bookings", attempt.bookingId()), body.toString(),
                Map.of());
    }

    /** Amends a booking, always under the same key: it is amended once. */
    public Reply amend(Attempt amendment) {
        return send("POST", service.of("bookings", amendment.bookingId(), "amend"),
                lines(amendment).toString(),
                Map.of("idempotency-key", key("amend:", amendment.bookingId())));
    }

    private static ObjectNode lines(Attempt attempt) {
        ObjectNode body = JSON.createObjectNode();
        ArrayNode lines = body.putArray("lines");
        attempt.lines().forEach(line -> lines.addObject().put("resourceId", line.resource())
                .put("units", line.units()));
        return body;
    }

    public Reply resource(String resource) {
        return send("GET", service.of("resources", resource), "", Map.of());
    }

    /** Reads up to 100 resources at once. */
    public Reply resources(List<String> resources) {
        return send("GET", service.with("ids", String.join(",", resources), "resources"), "",
                Map.of());
    }

    /**
     * The key under which each replay defines a resource, so that a second one changes nothing. A
     * key has the limit of an id; if the prefix exceeds it, a digest replaces the resource.
     */
    public static String definitionKey(String resource) {
        return key("define:", resource);
    }

    private static String key(String prefix, String id) {
        String key = prefix + id;
        return key.length() <= Ids.LENGTH ? key : prefix + Ids.part(id);
    }

    private Reply send(String method, URI address, String body, Map<String, String> more) {
        Map<String, String> headers = new TreeMap<>(more);
        headers.put("content-type", "application/json");
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        HttpRequest.Builder request = HttpRequest.newBuilder(address).timeout(REPLY_TIMEOUT)
                .method(method, bytes.length == 0
                        ? BodyPublishers.noBody()
                        : BodyPublishers.ofByteArray(bytes));
        headers.forEach(request::header);
        authorization.headers(method, address, headers, bytes).forEach(request::header);
        try {
            return answer(client.send(request.build(), BodyHandlers.ofString()));
        } catch (IOException e) {
            return Reply.Missing.NO_REPLY;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Reply.Missing.NO_REPLY;
        }
    }

    private static Reply answer(HttpResponse<String> response) {
        Optional<Duration> retryAfter = response.headers().firstValue("retry-after")
                .filter(value -> value.matches("[0-9]{1,6}"))
                .map(seconds -> Duration.ofSeconds(Long.parseLong(seconds)));
        return new Reply.Answer(response.statusCode(), object(response.body()), retryAfter);
    }

    /** A proxy may answer in HTML: such a reply has a status and no verdict. */
    private static JsonNode object(String body) {
        try {
            JsonNode node = JSON.readTree(body);
            return node.isObject() ? node : JSON.createObjectNode();
        } catch (JsonProcessingException e) {
            return JSON.createObjectNode();
        }
    }
}
