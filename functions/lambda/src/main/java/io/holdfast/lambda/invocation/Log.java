package io.holdfast.lambda.invocation;

import com.amazonaws.services.lambda.runtime.Context;
import com.fasterxml.jackson.core.JsonGenerator;
import io.holdfast.domain.Reason;
import io.holdfast.domain.ResourceId;
import io.holdfast.domain.Verdict;
import io.holdfast.domain.ledger.StoreFailure;
import io.holdfast.lambda.json.Json;
import io.holdfast.lambda.queue.Rejection;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Optional;

/** Lines of the log, each one JSON object. None holds a payload. */
public final class Log {
    /** The message of a move to a queue that failed; an alarm looks for it. */
    public static final String NOT_MOVED = "not moved";

    private static final String VERDICTS = "Verdicts";
    private static final String UNDECIDED = "Undecided";

    private Log() {}

    /** What nobody expected, with its cause; the caller is told only the request id. */
    public static void error(Context context, Exception cause) {
        error(context, Delivery.DIRECT, cause);
    }

    /** What nobody expected in answer to one delivery. */
    public static void error(Context context, Delivery delivery, Exception cause) {
        StringWriter stackTrace = new StringWriter();
        cause.printStackTrace(new PrintWriter(stackTrace));
        line(context, "ERROR", json -> {
            delivery.write(json);
            json.writeStringField("message", String.valueOf(cause));
            json.writeStringField("stackTrace", stackTrace.toString());
        });
    }

    /** A failure that only makes something later. */
    public static void warning(Context context, String message, RuntimeException cause) {
        line(context, "WARN", json -> {
            json.writeStringField("message", message);
            json.writeStringField("cause", String.valueOf(cause));
        });
    }

    /** A record of the stream that the bus did not take, or never can. */
    public static void unpublished(Context context, String sequenceNumber, String reason) {
        line(context, "WARN", json -> {
            json.writeStringField("message", "unpublished");
            json.writeStringField("sequenceNumber", sequenceNumber);
            json.writeStringField("reason", reason);
        });
    }

    /** A message of the queue that can never get a verdict; it is moved to the dead-letter queue. */
    public static void rejected(Context context, String messageId, Rejection why) {
        line(context, "WARN", json -> {
            json.writeStringField("message", "rejected");
            json.writeStringField("messageId", messageId);
            json.writeStringField("reason", why.reason());
            json.writeStringField("field", why.field());
            json.writeStringField("problem", why.problem());
        });
    }

    /**
     * What came of a command: one line, in the embedded metric format where there are metrics. A first
     * verdict, a replay, a command without a verdict and a rejected one are four different metrics.
     *
     * @param together how many commands shared the requests
     * @see <a href=
     *      "https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html">
     *      Embedded metric format</a>
     */
    public static void executed(Context context, Wiring wiring, Executed executed,
            MeteredLedger meter,
            int together, Delivery delivery) {
        String metric = metric(executed);
        line(context, "INFO", json -> {
            writeMetrics(json, wiring, metric);
            delivery.write(json);
            json.writeStringField("command", executed.name());
            json.writeStringField("commandId", executed.id());
            Optional<ResourceId> resource = deciding(executed).or(executed::resource)
                    .or(meter::resource);
            if (resource.isPresent()) {
                json.writeStringField("resourceId", resource.get().value());
            }
            json.writeStringField("outcome", outcome(executed));
            json.writeStringField("reason", reason(executed));
            json.writeBooleanField("replayed", executed.replayed());
            json.writeNumberField("together", together);
            writeMeter(json, meter);
            json.writeNumberField(metric, 1);
        });
    }

    /**
     * A read that the table did not answer, and that its caller was told to repeat.
     *
     * @param command {@code readBooking} or {@code readResource}
     * @param field what the id is of
     */
    public static void unread(Context context, Wiring wiring, String command, String field,
            String id,
            Reason reason, MeteredLedger meter, Delivery delivery) {
        line(context, "WARN", json -> {
            writeMetrics(json, wiring, UNDECIDED);
            delivery.write(json);
            json.writeStringField("command", command);
            json.writeStringField(field, id);
            json.writeStringField("outcome", "UNDECIDED");
            json.writeStringField("reason", reason.name());
            writeMeter(json, meter);
            json.writeNumberField(UNDECIDED, 1);
        });
    }

    private static String metric(Executed executed) {
        if (executed.verdict().isEmpty()) {
            return executed.undecided() ? UNDECIDED : "Rejected";
        }
        return executed.replayed() ? "Replays" : VERDICTS;
    }

    private static void writeMeter(JsonGenerator json, MeteredLedger meter) throws IOException {
        json.writeNumberField("requests", meter.requests());
        json.writeNumberField("milliseconds", meter.milliseconds());
        if (meter.failures().isEmpty()) {
            return;
        }
        json.writeArrayFieldStart("storeFailures");
        for (StoreFailure failure : meter.failures()) {
            json.writeStartObject();
            json.writeStringField("request", failure.request());
            json.writeStringField("exception", failure.exception());
            json.writeNumberField("status", failure.status());
            json.writeStringField("awsRequestId", failure.requestId());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void writeMetrics(JsonGenerator json, Wiring wiring, String metric)
            throws IOException {
        if (wiring.metrics().isEmpty()) {
            return;
        }
        String namespace = wiring.metrics().get();
        json.writeObjectFieldStart("_aws");
        json.writeNumberField("Timestamp", System.currentTimeMillis());
        json.writeArrayFieldStart("CloudWatchMetrics");
        json.writeRawValue("""
                {"Namespace":"%s","Dimensions":[["outcome"],%s["command","outcome"]],\
                "Metrics":[{"Name":"%s","Unit":"Count"}]}""".formatted(namespace,
                metric.equals(VERDICTS) ? "[\"outcome\",\"reason\"]," : "", metric));
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
