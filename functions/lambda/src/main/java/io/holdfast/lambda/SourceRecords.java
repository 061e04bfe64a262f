package io.holdfast.lambda;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/** The records of an event source mapping's event, whatever the source. */
final class SourceRecords {
    /** Reads one record; the parser stands at its start. */
    @FunctionalInterface
    interface Reader<T> {
        T read(JsonParser parser) throws IOException;
    }

    private SourceRecords() {}

    /** @throws IOException if it is no such event; nothing of it has been carried out then */
    static <T> List<T> read(InputStream input, Reader<T> reader) throws IOException {
        List<T> records = new ArrayList<>();
        try (JsonParser parser = Json.FACTORY.createParser(input)) {
            require(parser.nextToken() == JsonToken.START_OBJECT);
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                boolean found = parser.currentName().equals("Records");
                parser.nextToken();
                if (found) {
                    require(parser.currentToken() == JsonToken.START_ARRAY);
                    while (parser.nextToken() != JsonToken.END_ARRAY) {
                        require(parser.currentToken() == JsonToken.START_OBJECT);
                        records.add(reader.read(parser));
                    }
                } else {
                    parser.skipChildren();
                }
            }
        }
        require(!records.isEmpty());
        return records;
    }

    static void require(boolean met) throws IOException {
        if (!met) {
            throw new IOException("not the event of an event source mapping");
        }
    }
}
