package io.holdfast.lambda.http;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.holdfast.domain.InvalidInput;
import io.holdfast.lambda.json.JsonEvents;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Reads the event of an HTTP API in payload format 2.0. The event is read to its end: {@code null}
 * means absent everywhere, and an event that ends early, or that has a wrong type in a member used
 * here, is rejected.
 *
 * @see <a href="https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html">
 *      AWS Lambda integrations for HTTP APIs</a>
 */
final class HttpEvent {
    /** The query parameters that may be repeated: any other would be read as another value. */
    private static final Set<String> LISTS = Set.of("ids");
    private static final String VERSION = "2.0";
    /** The headers that a handler reads; any other header is skipped, whatever its value. */
    private static final Set<String> HEADERS = Set.of(HttpRequest.IDEMPOTENCY_KEY,
            HttpRequest.IF_MATCH, HttpRequest.IF_NONE_MATCH);

    private String version = VERSION;
    private String routeKey = "";
    private String method = "";
    private String requestId;
    private String text = "";
    private boolean base64;
    private boolean authorized;
    private final Map<String, String> pathParameters = new HashMap<>();
    private final Map<String, String> headers = new HashMap<>();
    private final Map<String, String> queryParameters = new HashMap<>();
    private final Map<String, String> rawQuery = new HashMap<>();

    private HttpEvent(String requestId) {
        this.requestId = requestId;
    }

    /**
     * Reads an event.
     *
     * @param invocationId used as the delivery's id if the event has none
     * @throws IOException if this is no such event
     */
    static HttpRequest read(InputStream input, String invocationId) throws IOException {
        HttpEvent event = new HttpEvent(invocationId);
        JsonEvents.read(input, event::readMember);
        if (!event.version.equals(VERSION)) {
            throw new InvalidInput("event", "must be in payload format " + VERSION);
        }
        return new HttpRequest(event.requestId, event.routeKey, event.method, event.authorized,
                event.pathParameters, event.headers, event.query(), event.body());
    }

    // The API sends both forms of the same query; a handwritten event may have either.
    private Map<String, String> query() {
        Map<String, String> query = new HashMap<>(queryParameters);
        query.putAll(rawQuery);
        return query;
    }

    private void readMember(String name, JsonParser value) throws IOException {
        switch (name) {
            case "version" -> version = JsonEvents.text(value);
            case "routeKey" -> routeKey = JsonEvents.text(value);
            case "headers" -> JsonEvents.members(value, this::readHeader);
            case "pathParameters" -> JsonEvents.members(value,
                    (key, each) -> pathParameters.put(key, JsonEvents.text(each)));
            case "queryStringParameters" -> JsonEvents.members(value,
                    (key, each) -> queryParameters.put(key, JsonEvents.text(each)));
            case "rawQueryString" -> readQuery(JsonEvents.text(value));
            case "requestContext" -> JsonEvents.members(value, this::readContext);
            case "body" -> text = JsonEvents.text(value);
            case "isBase64Encoded" -> base64 = flag(value);
            default -> value.skipChildren();
        }
    }

    // The API sends names in lower case; a handwritten event may not.
    private void readHeader(String name, JsonParser value) throws IOException {
        String folded = name.toLowerCase(Locale.ROOT);
        if (HEADERS.contains(folded)) {
            headers.put(folded, JsonEvents.text(value));
        } else {
            value.skipChildren();
        }
    }

    // A repeated list becomes one value, with commas, as in the other form.
    private void readQuery(String query) {
        for (String each : query.split("&", -1)) {
            if (!each.isEmpty()) {
                String[] pair = each.split("=", 2);
                String name = decoded(pair[0]);
                if (rawQuery.containsKey(name) && !LISTS.contains(name)) {
                    throw new InvalidInput(name, "is given twice; give it once");
                }
                rawQuery.merge(name, pair.length == 2 ? decoded(pair[1]) : "",
                        (one, other) -> one + "," + other);
            }
        }
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text;
        }
    }

    private void readContext(String name, JsonParser value) throws IOException {
        switch (name) {
            case "requestId" -> requestId = JsonEvents.text(value);
            case "http" -> JsonEvents.members(value, this::readHttp);
            // What IAM or a token's issuer states about the caller; an open route has no such
            // object.
            case "authorizer" -> JsonEvents.members(value, (key, each) -> {
                authorized |= each.hasToken(JsonToken.START_OBJECT);
                each.skipChildren();
            });
            default -> value.skipChildren();
        }
    }

    private void readHttp(String name, JsonParser value) throws IOException {
        if (name.equals("method")) {
            method = JsonEvents.text(value);
        } else {
            value.skipChildren();
        }
    }

    private static boolean flag(JsonParser value) throws IOException {
        JsonEvents.require(value.currentToken().isBoolean());
        return value.getBooleanValue();
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
