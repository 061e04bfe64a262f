package io.holdfast.lambda.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads an event that AWS sends, member by member. {@code null} means absent, and a member that the
 * reader does not use is skipped. An event that ends early, goes on after its end, or has a wrong
 * type in a member that is used is rejected as a whole: half an event would be another event.
 */
public final class JsonEvents {
    /** Reads the value of one member: all of it, or the event is rejected. */
    @FunctionalInterface
    public interface Member {
        void read(String name, JsonParser parser) throws IOException;
    }

    /** Reads one element of an array. */
    @FunctionalInterface
    public interface Element {
        void read(JsonParser parser) throws IOException;
    }

    private JsonEvents() {}

    /** Reads an event that is one JSON object. */
    public static void read(InputStream input, Member member) throws IOException {
        try (JsonParser parser = Json.FACTORY.createParser(input)) {
            parser.nextToken();
            members(parser, member);
            require(parser.nextToken() == null);
        }
    }

    /** Reads the object at whose start the parser is, up to its end. */
    public static void members(JsonParser parser, Member member) throws IOException {
        require(parser.currentToken() == JsonToken.START_OBJECT);
        int depth = depth(parser);
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            require(parser.currentToken() == JsonToken.FIELD_NAME);
            String name = parser.currentName();
            if (parser.nextToken() != JsonToken.VALUE_NULL) {
                member.read(name, parser);
                // A reader that stopped inside a value would read the rest of it as further
                // members.
                require(depth(parser) == depth);
            }
        }
    }

    /** Reads the array at whose start the parser is, up to its end. */
    public static void elements(JsonParser parser, Element element) throws IOException {
        require(parser.currentToken() == JsonToken.START_ARRAY);
        int depth = depth(parser);
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            element.read(parser);
            require(depth(parser) == depth);
        }
    }

    /** The text that the parser is at. */
    public static String text(JsonParser parser) throws IOException {
        require(parser.currentToken() == JsonToken.VALUE_STRING);
        return parser.getText();
    }

    private static int depth(JsonParser parser) {
        return parser.getParsingContext().getNestingDepth();
    }

    /** A member that every such event has. */
    public static <T> T required(@Nullable T member) throws IOException {
        require(member != null);
        return Objects.requireNonNull(member);
    }

    public static void require(boolean met) throws IOException {
        if (!met) {
            throw new IOException("not the event that this function is invoked with");
        }
    }
}
