package io.holdfast.local.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** A function's reply in payload format 2.0, and its HTTP response. */
record ApiReply(int status, Map<String, String> headers, String body) {
    private static final JsonFactory FACTORY = new JsonFactory();
    /** The length that the JDK's server takes for a reply without a body. */
    private static final int NO_BODY = -1;

    static ApiReply read(byte[] reply) throws IOException {
        int status = 0;
        String body = "";
        Map<String, String> headers = new LinkedHashMap<>();
        try (JsonParser parser = FACTORY.createParser(reply)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                parser.nextToken();
                switch (name) {
                    case "statusCode" -> status = parser.getIntValue();
                    case "body" -> body = parser.getText();
                    case "headers" -> readHeaders(parser, headers);
                    default -> parser.skipChildren();
                }
            }
        }
        return new ApiReply(status, headers, body);
    }

    /** A reply of the gateway itself, which invokes no function. */
    static ApiReply message(int status, String message) {
        return new ApiReply(status, Map.of("content-type", "application/json"),
                "{\"message\":\"" + message + "\"}");
    }

    void send(HttpExchange exchange) throws IOException {
        headers.forEach(exchange.getResponseHeaders()::set);
        if (body.isEmpty() || exchange.getRequestMethod().equals("HEAD")) {
            exchange.sendResponseHeaders(status, NO_BODY);
            return;
        }
        // In a terminal, the next prompt then begins on a line of its own.
        byte[] bytes = (body.endsWith("\n") ? body : body + "\n")
                .getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private static void readHeaders(JsonParser parser, Map<String, String> headers)
            throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            headers.put(name, parser.nextTextValue());
        }
    }
}
