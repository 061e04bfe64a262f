package io.holdfast.lambda;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import java.util.TreeMap;

/**
 * A reply, and how the HTTP API wants it (payload format 2.0).
 *
 * @param body JSON text
 */
record HttpResponse(int status, Map<String, String> headers, String body) {
    static HttpResponse json(int status, String body) {
        return new HttpResponse(status, Map.of("content-type", "application/json"), body);
    }

    static HttpResponse problem(int status, String body) {
        return new HttpResponse(status, Map.of("content-type", "application/problem+json"), body);
    }

    HttpResponse with(String header, String value) {
        Map<String, String> more = new TreeMap<>(headers);
        more.put(header, value);
        return new HttpResponse(status, more, body);
    }

    void write(OutputStream output) throws IOException {
        try (JsonGenerator json = Json.FACTORY.createGenerator(output)) {
            json.writeStartObject();
            json.writeNumberField("statusCode", status);
            json.writeObjectFieldStart("headers");
            // Counts change with every booking: no cache on the way may answer for the table.
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
