package io.holdfast.operate.source;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A JSON object of a manifest. Members that are neither a text nor a number are left out.
 *
 * @param where the file, and the line if it has several, for messages
 */
record FlatObject(String where, Map<String, String> members) {
    static FlatObject read(String where, String json) {
        Map<String, String> members = new HashMap<>();
        try (JsonParser parser = ItemReader.JSON.createParser(json)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new UnreadableSource(where + ": is not a JSON object");
            }
            for (String name = parser.nextFieldName(); name != null; name = parser
                    .nextFieldName()) {
                JsonToken value = parser.nextToken();
                if (value == JsonToken.VALUE_STRING || value == JsonToken.VALUE_NUMBER_INT) {
                    members.put(name, parser.getText());
                }
                parser.skipChildren();
            }
            if (parser.nextToken() != null) {
                throw new UnreadableSource(where + ": has more than one JSON object");
            }
            return new FlatObject(where, members);
        } catch (IOException e) {
            throw new UnreadableSource(where + ": is not JSON", e);
        }
    }

    String text(String name) {
        return optional(name)
                .orElseThrow(() -> new UnreadableSource(where + ": has no " + name));
    }

    Optional<String> optional(String name) {
        return Optional.ofNullable(members.get(name));
    }

    long number(String name) {
        try {
            long number = Long.parseLong(text(name));
            if (number >= 0) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw new UnreadableSource(where + ": " + name + " is not a whole number", e);
        }
        throw new UnreadableSource(where + ": " + name + " is negative");
    }

    Instant time(String name) {
        try {
            return Instant.parse(text(name));
        } catch (DateTimeException e) {
            throw new UnreadableSource(where + ": " + name + " is not a time", e);
        }
    }
}
