package io.holdfast.local.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.sun.net.httpserver.HttpExchange;
import io.holdfast.lambda.Route;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Writes a request as the event that API Gateway's HTTP API would send (payload format 2.0).
 *
 * @see <a href="https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html">
 *      AWS Lambda integrations for HTTP APIs</a>
 */
final class ApiEvent {
    private static final JsonFactory FACTORY = new JsonFactory();

    private ApiEvent() {}

    static byte[] write(HttpExchange exchange, Route route, Map<String, String> parameters,
            byte[] body) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = FACTORY.createGenerator(bytes)) {
            String routeKey = exchange.getRequestMethod() + " " + route.path();
            Map<String, String> query = query(exchange.getRequestURI());
            json.writeStartObject();
            json.writeStringField("version", "2.0");
            json.writeStringField("routeKey", routeKey);
            json.writeStringField("rawPath", exchange.getRequestURI().getRawPath());
            json.writeStringField("rawQueryString",
                    Optional.ofNullable(exchange.getRequestURI().getRawQuery()).orElse(""));
            writeTexts(json, "headers", headers(exchange));
            if (!query.isEmpty()) {
                writeTexts(json, "queryStringParameters", query);
            }
            writeContext(json, exchange, routeKey);
            writeTexts(json, "pathParameters", parameters);
            writeBody(json, exchange, body);
            json.writeEndObject();
        }
        return bytes.toByteArray();
    }

    private static Map<String, String> headers(HttpExchange exchange) {
        Map<String, String> headers = new TreeMap<>();
        for (Map.Entry<String, List<String>> each : exchange.getRequestHeaders().entrySet()) {
            headers.put(each.getKey().toLowerCase(Locale.ROOT),
                    String.join(",", each.getValue()));
        }
        return headers;
    }

    // As in the HTTP API, a repeated parameter becomes one value, with commas.
    private static Map<String, String> query(URI address) {
        Map<String, String> query = new TreeMap<>();
        for (String each : Optional.ofNullable(address.getRawQuery()).orElse("").split("&", -1)) {
            String[] pair = each.split("=", 2);
            if (!each.isEmpty()) {
                query.merge(decoded(pair[0]), pair.length == 2 ? decoded(pair[1]) : "",
                        (one, other) -> one + "," + other);
            }
        }
        return query;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    private static void writeContext(JsonGenerator json, HttpExchange exchange, String routeKey)
            throws IOException {
        json.writeObjectFieldStart("requestContext");
        json.writeObjectFieldStart("http");
        json.writeStringField("method", exchange.getRequestMethod());
        json.writeStringField("path", exchange.getRequestURI().getRawPath());
        json.writeStringField("protocol", exchange.getProtocol());
        json.writeStringField("sourceIp",
                exchange.getRemoteAddress().getAddress().getHostAddress());
        json.writeEndObject();
        json.writeStringField("requestId", UUID.randomUUID().toString());
        json.writeStringField("routeKey", routeKey);
        json.writeStringField("stage", "$default");
        json.writeNumberField("timeEpoch", System.currentTimeMillis());
        json.writeEndObject();
    }

    // A body of text is passed as text, any other, and one that is not UTF-8, in base64.
    private static void writeBody(JsonGenerator json, HttpExchange exchange, byte[] body)
            throws IOException {
        String type = Optional.ofNullable(exchange.getRequestHeaders().getFirst("content-type"))
                .orElse("");
        Optional<String> text = type.startsWith("application/json") || type.startsWith("text/")
                ? utf8(body)
                : Optional.empty();
        if (body.length > 0) {
            json.writeStringField("body",
                    text.orElseGet(() -> Base64.getEncoder().encodeToString(body)));
        }
        json.writeBooleanField("isBase64Encoded", body.length > 0 && text.isEmpty());
    }

    private static Optional<String> utf8(byte[] body) {
        try {
            return Optional.of(StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body))
                    .toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    private static void writeTexts(JsonGenerator json, String name, Map<String, String> texts)
            throws IOException {
        json.writeObjectFieldStart(name);
        for (Map.Entry<String, String> each : texts.entrySet()) {
            json.writeStringField(each.getKey(), each.getValue());
        }
        json.writeEndObject();
    }
}
