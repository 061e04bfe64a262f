package io.holdfast.lambda.invocation;

import com.fasterxml.jackson.core.JsonGenerator;
import io.holdfast.domain.protocol.Answer;
import java.io.IOException;

/**
 * The metric that counts a command, by its answer. Each line of a command, or of a read that
 * failed, counts in one of them.
 *
 * @see <a href=
 *      "https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html">
 *      Embedded metric format</a>
 */
enum Metric {
    /** First verdicts. */
    VERDICTS("Verdicts"),
    /** Verdicts that were recorded before. */
    REPLAYS("Replays"),
    /** Commands that got no verdict and, asked again, get none either. */
    REJECTED("Rejected"),
    /** Commands without a verdict that are decided by asking again, and reads that failed. */
    UNDECIDED("Undecided");

    private final String key;

    Metric(String key) {
        this.key = key;
    }

    static Metric of(Answer answer) {
        return switch (answer) {
            case Answer.Decided decided -> decided.replayed() ? REPLAYS : VERDICTS;
            case Answer.Rejected rejected -> rejected.isTransient() ? UNDECIDED : REJECTED;
            case Answer.Undecided() -> UNDECIDED;
        };
    }

    /** Writes its value; the member has its name. */
    void writeValue(JsonGenerator json) throws IOException {
        json.writeNumberField(key, 1);
    }

    /** Writes which members of the line are metrics, and by which dimensions. */
    void writeDirective(JsonGenerator json, String namespace) throws IOException {
        json.writeObjectFieldStart("_aws");
        json.writeNumberField("Timestamp", System.currentTimeMillis());
        json.writeArrayFieldStart("CloudWatchMetrics");
        json.writeRawValue("""
                {"Namespace":"%s","Dimensions":[["outcome"],%s["command","outcome"]],\
                "Metrics":[{"Name":"%s","Unit":"Count"}]}""".formatted(namespace,
                this == VERDICTS ? "[\"outcome\",\"reason\"]," : "", key));
        json.writeRawValue("""
                {"Namespace":"%s","Dimensions":[["command"]],"Metrics":[{"Name":"milliseconds",\
                "Unit":"Milliseconds"},{"Name":"requests","Unit":"Count"}]}"""
                .formatted(namespace));
        json.writeEndArray();
        json.writeEndObject();
    }
}
