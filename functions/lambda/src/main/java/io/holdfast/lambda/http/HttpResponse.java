package io.holdfast.lambda.http;

import com.fasterxml.jackson.core.JsonGenerator;
import io.holdfast.lambda.json.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import java.util.TreeMap;

/**
 * A reply, and its form for the HTTP API (payload format 2.0).
 *
 * @param body JSON text, except for the page of the catalog of problems
 * @param help the section of the catalog of problems that explains the reply, or empty
 */
public record HttpResponse(int status, Map<String, String> headers, String body, String help) {
    private static final int UNAVAILABLE = 503;
    /** Seconds until a caller may ask again: a short failure of the store is over by then. */
    private static final String RETRY_AFTER_SECONDS = "1";

    static HttpResponse of(int status, String contentType, String body) {
        return new HttpResponse(status, Map.of("content-type", contentType), body, "");
    }

    static HttpResponse json(int status, String body) {
        return of(status, "application/json", body);
    }

    static HttpResponse problem(int status, String body, String help) {
        HttpResponse problem = new HttpResponse(status,
                Map.of("content-type", "application/problem+json"), body, help);
        return status == UNAVAILABLE ? problem.with("retry-after", RETRY_AFTER_SECONDS) : problem;
    }

    HttpResponse with(String header, String value) {
        Map<String, String> more = new TreeMap<>(headers);
        more.put(header, value);
        return new HttpResponse(status, more, body, help);
    }

    /** The reply to this request, with its id and the link to the catalog. */
    HttpResponse to(HttpRequest request) {
        HttpResponse reply = with("x-request-id", request.requestId());
        HttpResponse helpful = help.isEmpty()
                ? reply
                : reply.with("link", "<" + ProblemCatalog.relativeTo(request.routeKey()) + "#"
                        + help + ">; rel=\"help\"");
        return request.isHead()
                ? new HttpResponse(status, helpful.headers, "", help)
                : helpful;
    }

    public void write(OutputStream output) throws IOException {
        try (JsonGenerator json = Json.FACTORY.createGenerator(output)) {
            json.writeStartObject();
            json.writeNumberField("statusCode", status);
            json.writeObjectFieldStart("headers");
            // Counts change with every booking, so no cache on the way may reply instead of the
            // table.
            json.writeStringField("cache-control", "no-store");
            for (Map.Entry<String, String> header : headers.entrySet()) {
                json.writeStringField(header.getKey(), header.getValue());
            }
            json.writeEndObject();
            json.writeStringField("body", body);
            json.writeBooleanField("isBase64Encoded", false);
            json.writeEndObject();
        }
    }
}
