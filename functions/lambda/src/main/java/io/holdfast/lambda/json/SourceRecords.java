package io.holdfast.lambda.json;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/** The records of an event source mapping's event, whatever the source. */
public final class SourceRecords {
    /** Reads one record; the parser is at its start. */
    @FunctionalInterface
    public interface Reader<T> {
        T read(JsonParser parser) throws IOException;
    }

    private SourceRecords() {}

    /**
     * Reads the records of an event.
     *
     * @throws IOException if it is no such event; no record of it has been processed then
     */
    public static <T> List<T> read(InputStream input, Reader<T> reader) throws IOException {
        List<T> records = new ArrayList<>();
        JsonEvents.read(input, (name, parser) -> {
            if (name.equals("Records")) {
                JsonEvents.elements(parser, element -> records.add(reader.read(element)));
            } else {
                parser.skipChildren();
            }
        });
        JsonEvents.require(!records.isEmpty());
        return records;
    }
}
