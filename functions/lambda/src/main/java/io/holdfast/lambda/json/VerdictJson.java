package io.holdfast.lambda.json;

import com.fasterxml.jackson.core.JsonGenerator;
import io.holdfast.domain.Evidence;
import io.holdfast.domain.Reason;
import io.holdfast.domain.ResourceId;
import io.holdfast.domain.Verdict;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;

/** Verdicts as members of JSON objects: in replies and in events. */
public final class VerdictJson {
    private VerdictJson() {}

    public static void writeVerdict(JsonGenerator json, Verdict verdict) throws IOException {
        switch (verdict) {
            case Verdict.Committed committed -> json.writeStringField("outcome", "COMMITTED");
            case Verdict.Failed(Reason reason, String text, Evidence evidence, Instant at) -> {
                json.writeStringField("outcome", "FAILED");
                json.writeStringField("reason", text);
                json.writeBooleanField("transient", reason.isTransient());
                writeEvidence(json, evidence);
            }
        }
        json.writeStringField("decidedAt", Timestamp.text(verdict.decidedAt()));
    }

    private static void writeEvidence(JsonGenerator json, Evidence evidence) throws IOException {
        json.writeObjectFieldStart("evidence");
        ResourceId resource = evidence.resource();
        if (resource != null) {
            json.writeStringField("resourceId", resource.value());
        }
        for (Map.Entry<Evidence.Figure, Long> each : evidence.figures().entrySet()) {
            json.writeNumberField(each.getKey().key(), each.getValue());
        }
        json.writeEndObject();
    }
}
