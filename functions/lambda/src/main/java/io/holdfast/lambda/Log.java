package io.holdfast.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.fasterxml.jackson.core.JsonGenerator;
import io.holdfast.domain.InvalidInput;
import io.holdfast.domain.ResourceId;
import io.holdfast.domain.Verdict;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Optional;

/** Lines of the log, each one JSON object. None holds a payload. */
final class Log {
    private static final int MOST_CHARACTERS = 128;

    private Log() {}

    /** What nobody expected, with its cause; the caller is told only the request id. */
    static void error(Context context, Exception cause) {
        StringWriter stackTrace = new StringWriter();
        cause.printStackTrace(new PrintWriter(stackTrace));
        line(context, "ERROR", json -> {
            json.writeStringField("message", String.valueOf(cause));
            json.writeStringField("stackTrace", stackTrace.toString());
        });
    }

    /** A message that is no command, and goes back to its queue. */
    static void unreadable(Context context, String messageId, InvalidInput why) {
        line(context, "WARN", json -> {
            json.writeStringField("message", "unreadable");
            json.writeStringField("messageId", messageId);
            json.writeStringField("field", shortened(why.field()));
            json.writeStringField("problem", why.problem());
        });
    }

    // The name of an unknown field is the sender's: it may be as long as the message.
    private static String shortened(String field) {
        return field.length() <= MOST_CHARACTERS ? field : field.substring(0, MOST_CHARACTERS);
    }

    /**
     * What came of a command: one line, in the embedded metric format where there are metrics.
     *
     * @param together how many commands shared the requests
     * @see <a href=
     *      "https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html">
     *      Embedded metric format</a>
     */
    static void executed(Context context, Wiring wiring, Executed executed, Meter meter,
            int together) {
        line(context, "INFO", json -> {
            if (wiring.metrics().isPresent()) {
                writeMetrics(json, wiring.metrics().get());
            }
            json.writeStringField("command", executed.name());
            json.writeStringField("commandId", executed.id());
            Optional<ResourceId> resource = deciding(executed).or(executed::resource);
            if (resource.isPresent()) {
                json.writeStringField("resourceId", resource.get().value());
            }
            json.writeStringField("outcome", outcome(executed));
            json.writeStringField("reason", reason(executed));
            json.writeBooleanField("replayed", executed.replayed());
            json.writeNumberField("together", together);
            json.writeNumberField("requests", meter.requests());
            json.writeNumberField("milliseconds", meter.milliseconds());
            json.writeNumberField("Verdicts", 1);
        });
    }

    private static void writeMetrics(JsonGenerator json, String namespace) throws IOException {
        json.writeObjectFieldStart("_aws");
        json.writeNumberField("Timestamp", System.currentTimeMillis());
        json.writeArrayFieldStart("CloudWatchMetrics");
        json.writeRawValue("""
                {"Namespace":"%s","Dimensions":[["outcome"],["outcome","reason"],["command","outcome"]],\
                "Metrics":[{"Name":"Verdicts","Unit":"Count"}]}""".formatted(namespace));
        json.writeRawValue("""
                {"Namespace":"%s","Dimensions":[["command"]],"Metrics":[{"Name":"milliseconds",\
                "Unit":"Milliseconds"},{"Name":"requests","Unit":"Count"}]}"""
                .formatted(namespace));
        json.writeEndArray();
        json.writeEndObject();
    }

    private static Optional<ResourceId> deciding(Executed executed) {
        return executed.verdict().flatMap(verdict -> verdict instanceof Verdict.Failed failed
                ? Optional.ofNullable(failed.evidence().resource())
                : Optional.empty());
    }

    private static String outcome(Executed executed) {
        if (executed.verdict().isEmpty()) {
            return executed.undecided() ? "UNDECIDED" : "REJECTED";
        }
        return executed.verdict().get() instanceof Verdict.Failed ? "FAILED" : "COMMITTED";
    }

    // A dimension has to be there on every line.
    private static String reason(Executed executed) {
        return executed.verdict().isPresent()
                && executed.verdict().get() instanceof Verdict.Failed failed
                        ? failed.text()
                        : "NONE";
    }

    private static void line(Context context, String level, Json.Writing rest) {
        context.getLogger().log(Json.write(json -> {
            json.writeStartObject();
            json.writeStringField("level", level);
            json.writeStringField("requestId", context.getAwsRequestId());
            rest.to(json);
            json.writeEndObject();
        }) + "\n");
    }
}
