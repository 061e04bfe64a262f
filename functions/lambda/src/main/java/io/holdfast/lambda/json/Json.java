package io.holdfast.lambda.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import io.holdfast.domain.InvalidInput;
import io.holdfast.domain.Limits;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Strict JSON on jackson-core's streaming parser. A value is a {@code Map}, a {@code List}, a
 * {@code String}, a {@code Boolean}, a {@code Long}, or one of the two markers below. {@code null}
 * is {@link #NULL}: it means absent where a member may be absent, but an unknown member stays
 * unknown.
 */
public final class Json {
    /** The marker of a literal {@code null}. */
    static final Object NULL = new Object();
    /** The marker of a number that is not whole. */
    static final Object FRACTION = new Object();
    /** Levels of nesting in a body; the deepest valid one has three. */
    static final int DEPTH = 8;

    // The size of the body is the limit; Jackson's own limits would give a worse message.
    public static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNumberLength(Limits.BODY_BYTES).maxNameLength(2 * Limits.BODY_BYTES)
                    .build())
            .build();

    /** Writes one JSON document. */
    @FunctionalInterface
    public interface Writing {
        void to(JsonGenerator json) throws IOException;
    }

    private Json() {}

    /**
     * Reads a body that is one JSON object, {@code null} or empty.
     *
     * @return empty if the body is {@code null} or empty
     * @throws InvalidInput if it is anything else; the message names the place
     */
    static Optional<Map<String, Object>> object(ByteBuffer body) {
        try (JsonParser parser = FACTORY.createParser(utf8(body))) {
            JsonToken first = parser.nextToken();
            if (first == null) {
                return Optional.empty();
            }
            if (first != JsonToken.START_OBJECT && first != JsonToken.VALUE_NULL) {
                throw new InvalidInput("body", "must be a JSON object");
            }
            Optional<Map<String, Object>> object = first == JsonToken.START_OBJECT
                    ? Optional.of(object(parser, "", 1))
                    : Optional.empty();
            if (parser.nextToken() != null) {
                throw new InvalidInput("body", "must be one JSON object and nothing after it");
            }
            return object;
        } catch (JsonProcessingException e) {
            throw new InvalidInput("body", "is not valid JSON at line "
                    + e.getLocation().getLineNr() + ", column " + e.getLocation().getColumnNr());
        } catch (IOException e) {
            throw new UncheckedIOException("reading from memory", e);
        }
    }

    public static String write(Writing writing) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = FACTORY.createGenerator(text)) {
            writing.to(json);
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory", e);
        }
        return text.toString();
    }

    private static String utf8(ByteBuffer body) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(body).toString();
        } catch (CharacterCodingException e) {
            throw new InvalidInput("body", "must be UTF-8");
        }
    }

    private static Map<String, Object> object(JsonParser parser, String path, int depth)
            throws IOException {
        Map<String, Object> object = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            String place = path.isEmpty() ? name : path + "." + name;
            parser.nextToken();
            if (object.putIfAbsent(name, value(parser, place, depth)) != null) {
                throw new InvalidInput(place, "appears twice");
            }
        }
        return object;
    }

    private static List<Object> array(JsonParser parser, String path, int depth)
            throws IOException {
        List<Object> array = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            array.add(value(parser, path + "[" + array.size() + "]", depth));
        }
        return array;
    }

    private static Object value(JsonParser parser, String path, int depth) throws IOException {
        if (depth >= DEPTH) {
            throw new InvalidInput("body", "is nested deeper than " + DEPTH + " levels");
        }
        return switch (parser.currentToken()) {
            case START_OBJECT -> object(parser, path, depth + 1);
            case START_ARRAY -> array(parser, path, depth + 1);
            case VALUE_STRING -> parser.getText();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number(parser.getText());
            default -> NULL;
        };
    }

    private static Object number(String text) {
        OptionalLong whole = WholeNumber.parse(text);
        return whole.isPresent() ? whole.getAsLong() : FRACTION;
    }
}
