package io.holdfast.replay;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** The service's HTTP API, each call sent once. */
final class Api {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration REPLY_TIMEOUT = Duration.ofSeconds(35);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final URI url;
    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_TIMEOUT).build();

    Api(URI url) {
        this.url = url;
    }

    /** A reply; a status of 0 means that none came. */
    record Reply(int status, JsonNode body) {
        static final Reply NONE = new Reply(0, JSON.createObjectNode());

        String text(String field) {
            return body.path(field).asText("");
        }

        long number(String field) {
            return body.path(field).asLong();
        }
    }

    /** Under the same key every time, so that a second run changes nothing. */
    Reply define(String resource, long capacity) {
        ObjectNode body = JSON.createObjectNode().put("capacity", capacity);
        return send(request("/resources/" + resource)
                .header("Idempotency-Key", "define:" + resource)
                .PUT(BodyPublishers.ofString(body.toString())).build());
    }

    Reply book(Attempt attempt) {
        ObjectNode body = JSON.createObjectNode();
        ArrayNode lines = body.putArray("lines");
        attempt.lines().forEach(line -> lines.addObject().put("resourceId", line.resource())
                .put("units", line.units()));
        attempt.reference().ifPresent(reference -> body.put("reference", reference));
        return send(request("/bookings/" + attempt.bookingId())
                .PUT(BodyPublishers.ofString(body.toString())).build());
    }

    Reply resource(String resource) {
        return send(request("/resources/" + resource).GET().build());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(url.resolve(path)).timeout(REPLY_TIMEOUT)
                .header("content-type", "application/json");
    }

    private Reply send(HttpRequest request) {
        try {
            HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
            return new Reply(response.statusCode(), JSON.readTree(response.body()));
        } catch (IOException e) {
            return Reply.NONE;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Reply.NONE;
        }
    }
}
