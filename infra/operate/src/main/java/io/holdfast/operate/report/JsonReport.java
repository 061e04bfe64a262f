package io.holdfast.operate.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.holdfast.operate.audit.AuditResult.Counts;
import io.holdfast.operate.audit.Finding;
import io.holdfast.operate.run.Audited;
import io.holdfast.operate.run.Audited.Read;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;

/** Writes the result of an audit as one JSON object. */
public final class JsonReport {
    private static final JsonFactory JSON = new JsonFactory();

    private JsonReport() {}

    public static String of(Audited audited) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text).useDefaultPrettyPrinter()) {
            json.writeStartObject();
            json.writeBooleanField("passed", audited.passed());
            json.writeStringField("verdict", audited.verdict());
            json.writeStringField("at", audited.at().toString());
            json.writeNumberField("rounds", audited.rounds());
            json.writeArrayFieldStart("sources");
            for (Read each : audited.sources()) {
                write(each, json);
            }
            json.writeEndArray();
            write(audited.counts(), json);
            json.writeNumberField("found", audited.found());
            json.writeArrayFieldStart("findings");
            for (Finding each : audited.findings()) {
                write(each, json);
            }
            json.writeEndArray();
            write("resourcesInMotion", audited.resourcesInMotion(), json);
            write("bookingsInMotion", audited.bookingsInMotion(), json);
            json.writeNumberField("bookingsNotNamed", audited.bookingsNotNamed());
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text + "\n";
    }

    private static void write(Read source, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", source.name());
        json.writeNumberField("items", source.items());
        if (source.moment().isPresent()) {
            json.writeStringField("moment", source.moment().get().toString());
        }
        json.writeEndObject();
    }

    private static void write(Counts counts, JsonGenerator json) throws IOException {
        json.writeObjectFieldStart("counts");
        json.writeNumberField("resources", counts.resources());
        json.writeNumberField("bookings", counts.bookings());
        json.writeNumberField("failedBookings", counts.failedBookings());
        json.writeNumberField("definitions", counts.definitions());
        json.writeNumberField("entries", counts.entries());
        json.writeNumberField("intents", counts.intents());
        json.writeNumberField("unproven", counts.unproven());
        json.writeEndObject();
    }

    private static void write(Finding finding, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("item", finding.item());
        json.writeStringField("rule", finding.rule().name());
        json.writeStringField("sentence", finding.rule().sentence());
        json.writeStringField("figures", finding.figures());
        json.writeEndObject();
    }

    private static void write(String name, List<String> ids, JsonGenerator json)
            throws IOException {
        json.writeArrayFieldStart(name);
        for (String id : ids) {
            json.writeString(id);
        }
        json.writeEndArray();
    }
}
