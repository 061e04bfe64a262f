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
 * The HTTP API. The caller chooses the ids, and the same id again is always safe: it is how a lost
 * answer is found out.
 *
 * @param headers what the deployed API asks for, such as an Authorization
 */
public record Holdfast(HttpClient client, String url, Map<String, String> headers,
        Pauses pauses) {
    /** Times that one command is asked until it has a verdict. */
    public static final int ASKS = 6;
    /** Longer than the service may take. */
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
     * @param key names the confirm; a new one for each new try
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
                // No answer says nothing: the command may have been decided. Asking tells.
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

    /** The answer's JSON object; an empty one where a proxy answered in something else. */
    private static JsonNode object(String text) {
        try {
            JsonNode answer = JSON.readTree(text);
            return answer.isObject() ? answer : JSON.createObjectNode();
        } catch (JsonProcessingException e) {
            return JSON.createObjectNode();
        }
    }
}
