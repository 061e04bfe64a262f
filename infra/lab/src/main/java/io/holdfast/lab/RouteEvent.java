package io.holdfast.lab;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.holdfast.lambda.Route;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;

/** Events of the HTTP API in payload format 2.0, with the body in base64. */
public final class RouteEvent {
    private RouteEvent() {}

    public static byte[] of(Route route, String id, Map<String, String> headers, byte[] body) {
        return of(route, id, headers, Map.of(), body);
    }

    /** A request with a query, and without a body. */
    public static byte[] of(Route route, String id, Map<String, String> query) {
        return of(route, id, Map.of(), query, new byte[0]);
    }

    private static byte[] of(Route route, String id, Map<String, String> headers,
            Map<String, String> query, byte[] body) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = new JsonFactory().createGenerator(bytes)) {
            json.writeStartObject();
            json.writeStringField("version", "2.0");
            json.writeStringField("routeKey", route.method() + " " + route.path());
            writeTexts(json, "headers", headers);
            if (!query.isEmpty()) {
                writeTexts(json, "queryStringParameters", query);
            }
            json.writeObjectFieldStart("requestContext");
            json.writeStringField("requestId", Engine.fresh("delivery") + "=");
            json.writeEndObject();
            json.writeObjectFieldStart("pathParameters");
            json.writeStringField(route.path().contains("{bookingId}")
                    ? "bookingId"
                    : "resourceId", id);
            json.writeEndObject();
            json.writeStringField("body", Base64.getEncoder().encodeToString(body));
            json.writeBooleanField("isBase64Encoded", true);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static void writeTexts(JsonGenerator json, String name, Map<String, String> texts)
            throws IOException {
        json.writeObjectFieldStart(name);
        for (Map.Entry<String, String> each : new TreeMap<>(texts).entrySet()) {
            json.writeStringField(each.getKey(), each.getValue());
        }
        json.writeEndObject();
    }
}
