package io.holdfast.local.invocation;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.Set;

/** The event that an event source mapping of Lambda sends for a batch, and the function's reply. */
public final class BatchEvent {
    private static final JsonFactory FACTORY = new JsonFactory();

    private BatchEvent() {}

    /** Writes the records of a batch, one object each. */
    @FunctionalInterface
    public interface Records {
        void write(JsonGenerator json) throws IOException;
    }

    public static byte[] write(Records records) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = FACTORY.createGenerator(bytes)) {
            json.writeStartObject();
            json.writeArrayFieldStart("Records");
            records.write(json);
            json.writeEndArray();
            json.writeEndObject();
        }
        return bytes.toByteArray();
    }

    /** The identifiers of the records that a partial batch response reports as failed. */
    public static Set<String> failures(byte[] reply) throws IOException {
        Set<String> failures = new LinkedHashSet<>();
        try (JsonParser parser = FACTORY.createParser(reply)) {
            while (parser.nextToken() != null) {
                if (parser.currentToken() == JsonToken.FIELD_NAME
                        && parser.currentName().equals("itemIdentifier")) {
                    failures.add(parser.nextTextValue());
                }
            }
        }
        return failures;
    }
}
