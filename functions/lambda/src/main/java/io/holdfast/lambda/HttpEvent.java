package io.holdfast.lambda;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.holdfast.domain.InvalidInput;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * Reads the event of an HTTP API in payload format 2.0, and of it only what the handlers use; the
 * rest is skipped unread.
 *
 * @see <a href="https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html">
 *      AWS Lambda integrations for HTTP APIs</a>
 */
final class HttpEvent {
    private String requestId = "";
    private String text = "";
    private boolean base64;
    private boolean authorized;
    private final Map<String, String> pathParameters = new HashMap<>();
    private final Map<String, String> headers = new HashMap<>();

    private HttpEvent() {}

    static HttpRequest read(InputStream input) throws IOException {
        HttpEvent event = new HttpEvent();
        try (JsonParser parser = Json.FACTORY.createParser(input)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new InvalidInput("event", "must be an HTTP API event");
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                event.readField(parser);
            }
        }
        return new HttpRequest(event.requestId, event.authorized, event.pathParameters,
                event.headers,
                event.body());
    }

    private void readField(JsonParser parser) throws IOException {
        String name = parser.currentName();
        JsonToken value = parser.nextToken();
        switch (name) {
            // The API folds names to lower case already; a hand-made event may not.
            case "headers" -> readTexts(parser,
                    (key, text) -> headers.put(key.toLowerCase(Locale.ROOT), text));
            case "pathParameters" -> readTexts(parser, pathParameters::put);
            case "requestContext" -> readContext(parser);
            case "body" -> text = value == JsonToken.VALUE_STRING ? parser.getText() : "";
            case "isBase64Encoded" -> base64 = value == JsonToken.VALUE_TRUE;
            default -> parser.skipChildren();
        }
    }

    private void readContext(JsonParser parser) throws IOException {
        while (parser.currentToken() != JsonToken.VALUE_NULL
                && parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            JsonToken value = parser.nextToken();
            switch (name) {
                case "requestId" -> requestId = parser.getText();
                // What IAM or a token's issuer says of the caller; a route without either has none.
                case "authorizer" -> authorized = value == JsonToken.START_OBJECT
                        && hasFields(parser);
                default -> parser.skipChildren();
            }
        }
    }

    private static boolean hasFields(JsonParser parser) throws IOException {
        boolean any = false;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            JsonToken value = parser.nextToken();
            any |= value == JsonToken.START_OBJECT;
            parser.skipChildren();
        }
        return any;
    }

    private static void readTexts(JsonParser parser, BiConsumer<String, String> into)
            throws IOException {
        while (parser.currentToken() != JsonToken.VALUE_NULL
                && parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            into.accept(name, parser.getText());
            parser.skipChildren();
        }
    }

    private ByteBuffer body() {
        try {
            return base64
                    ? ByteBuffer.wrap(Base64.getDecoder().decode(text))
                    : StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
        } catch (IllegalArgumentException e) {
            throw new InvalidInput("body", "has a broken base64 encoding");
        } catch (CharacterCodingException e) {
            throw new InvalidInput("body", "must be UTF-8");
        }
    }
}
