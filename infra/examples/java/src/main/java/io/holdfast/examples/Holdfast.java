package io.holdfast.examples;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;

/**
 * The HTTP API. The caller chooses the ids, and to send the same id again is always safe: that
 * request returns the verdict whose answer was lost.
 *
 * @param headers that the deployed API requires, such as an Authorization
 */
public record Holdfast(HttpClient client, String url, Map<String, String> headers,
        Pauses pauses) {
    /** Requests for one command, after which its caller gives up waiting for a verdict. */
    public static final int ASKS = 6;
    /** Longer than the service takes at most. */
    private static final Duration TIMEOUT = Duration.ofSeconds(35);
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int SERVER_ERROR = 500;
    private static final ObjectMapper JSON = new ObjectMapper();

    public Verdict hold(String bookingId, String resourceId, long units, Duration holdFor)
            throws InterruptedException {
        ObjectNode body = JSON.createObjectNode().put("resourceId", resourceId)
                .put("units", units).put("holdFor", holdFor.toString());
        return decide(request("/bookings/" + bookingId)
                .PUT(BodyPublishers.ofString(body.toString())));
    }

    /**
     * Confirms a hold.
     *
     * @param key the id of the confirm; a new one for each new attempt
     */
    public Verdict confirm(String bookingId, String key) throws InterruptedException {
        return decide(request("/bookings/" + bookingId + "/confirm")
                .header("idempotency-key", key).POST(BodyPublishers.noBody()));
    }

    public Verdict release(String bookingId) throws InterruptedException {
        return decide(request("/bookings/" + bookingId + "/release")
                .header("idempotency-key", bookingId + ":release").POST(BodyPublishers.noBody()));
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url + path))
                .timeout(TIMEOUT).header("content-type", "application/json");
        headers.forEach(request::header);
        return request;
    }

    /** Asks for the verdict on one command: the same request, a bounded number of times. */
    private Verdict decide(HttpRequest.Builder command) throws InterruptedException {
        HttpRequest request = command.build();
        for (int ask = 1; ask <= ASKS; ask++) {
            try {
                HttpResponse<String> reply = client.send(request, BodyHandlers.ofString());
                JsonNode answer = object(reply.body());
                switch (answer.path("outcome").asText()) {
                    case "COMMITTED" -> {
                        return new Verdict.Committed(answer.path("bookingId").asText());
                    }
                    case "FAILED" -> {
                        return new Verdict.Failed(answer.path("reason").asText(),
                                answer.path("transient").asBoolean());
                    }
                    default -> requireOpen(reply);
                }
            } catch (IOException e) {
                // Without an answer the command may be decided or not: the next request finds out.
            }
            if (ask < ASKS) {
                pauses.after(ask);
            }
        }
        throw new Undecided(request.method() + " " + request.uri());
    }

    private static void requireOpen(HttpResponse<String> reply) {
        if (reply.statusCode() != TOO_MANY_REQUESTS && reply.statusCode() < SERVER_ERROR) {
            throw new Rejected(reply.statusCode() + " " + reply.body());
        }
    }

    /** The answer's JSON object; an empty one if a proxy answered with another format. */
    private static JsonNode object(String text) {
        try {
            JsonNode answer = JSON.readTree(text);
            return answer.isObject() ? answer : JSON.createObjectNode();
        } catch (JsonProcessingException e) {
            return JSON.createObjectNode();
        }
    }
}
