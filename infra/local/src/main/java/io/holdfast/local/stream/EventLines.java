package io.holdfast.local.stream;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.holdfast.lambda.stream.Publisher;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Writes events as lines of JSON, each one as a rule of EventBridge receives it. */
public final class EventLines implements Publisher {
    private static final JsonFactory FACTORY = new JsonFactory();

    private final PrintStream out;

    public EventLines(PrintStream out) {
        this.out = out;
    }

    @Override
    public Set<Refusal> publish(List<Entry> entries) {
        entries.forEach(entry -> out.println(line(entry)));
        out.flush();
        return Set.of();
    }

    private static String line(Entry entry) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = FACTORY.createGenerator(text)) {
            json.writeStartObject();
            json.writeStringField("version", "0");
            json.writeStringField("id", UUID.randomUUID().toString());
            json.writeStringField("detail-type", entry.type());
            json.writeStringField("source", Publisher.SOURCE);
            json.writeStringField("account", "000000000000");
            json.writeStringField("time", entry.at().truncatedTo(ChronoUnit.SECONDS).toString());
            json.writeStringField("region", "us-east-1");
            json.writeArrayFieldStart("resources");
            json.writeEndArray();
            json.writeFieldName("detail");
            json.writeRawValue(entry.detail());
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory", e);
        }
        return text.toString();
    }
}
