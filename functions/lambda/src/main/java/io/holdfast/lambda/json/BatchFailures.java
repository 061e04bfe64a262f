package io.holdfast.lambda.json;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/** The partial batch response: the messages or records to redeliver. */
public final class BatchFailures {
    private BatchFailures() {}

    /**
     * Writes which messages or records are not acknowledged.
     *
     * @param identifiers message ids of a queue, sequence numbers of a stream
     */
    public static void write(List<String> identifiers, OutputStream output) throws IOException {
        try (JsonGenerator json = Json.FACTORY.createGenerator(output)) {
            json.writeStartObject();
            json.writeArrayFieldStart("batchItemFailures");
            for (String identifier : identifiers) {
                json.writeStartObject();
                json.writeStringField("itemIdentifier", identifier);
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        }
    }
}
