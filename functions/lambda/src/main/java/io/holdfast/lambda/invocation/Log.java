package io.holdfast.lambda.invocation;

import com.amazonaws.services.lambda.runtime.Context;
import com.fasterxml.jackson.core.JsonGenerator;
import io.holdfast.domain.BookingId;
import io.holdfast.domain.CommandId;
import io.holdfast.domain.Id;
import io.holdfast.domain.Reason;
import io.holdfast.domain.ResourceId;
import io.holdfast.domain.Verdict;
import io.holdfast.domain.listing.ListKey;
import io.holdfast.domain.protocol.Answer;
import io.holdfast.lambda.json.Json;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Optional;
import java.util.Set;

/** Lines of the log, each one JSON object. No line holds a payload. */
public final class Log {
    /** The message about a move to a queue that failed; an alarm matches it. */
    public static final String NOT_MOVED = "not moved";

    private Log() {}

    /** An unexpected error with its cause; the caller receives only the request id. */
    public static void error(Context context, Exception cause) {
        error(context, Delivery.DIRECT, cause);
    }

    /** An unexpected error while one delivery was handled. */
    public static void error(Context context, Delivery delivery, Exception cause) {
        StringWriter stackTrace = new StringWriter();
        cause.printStackTrace(new PrintWriter(stackTrace));
        line(context, "ERROR", json -> {
            delivery.write(json);
            json.writeStringField("message", String.valueOf(cause));
            json.writeStringField("stackTrace", stackTrace.toString());
        });
    }

    /** A failure that only delays something. */
    public static void warning(Context context, String message, RuntimeException cause) {
        warning(context, message,
                json -> json.writeStringField("cause", String.valueOf(cause)));
    }

    /** A message or a record that could not be handled. */
    public static void warning(Context context, String message, Json.Writing members) {
        line(context, "WARN", json -> {
            json.writeStringField("message", message);
            members.to(json);
        });
    }

    /** A command with its answer: one line, which is counted where there are metrics. */
    static void executed(Context context, Wiring wiring, Execution execution,
            MeteredLedger meter, int together, Delivery delivery) {
        Metric metric = Metric.of(execution.answer());
        Optional<Verdict.Failed> failed = failed(execution.answer());
        Optional<ResourceId> resource = failed
                .flatMap(verdict -> Optional.ofNullable(verdict.evidence().resource()))
                .or(execution::resource).or(meter::resource);
        counted(context, "INFO", wiring, metric, json -> {
            delivery.write(json);
            json.writeStringField("command", execution.command().name());
            json.writeStringField("commandId", execution.command().idOfVerdict());
            if (resource.isPresent()) {
                json.writeStringField("resourceId", resource.get().value());
            }
            json.writeStringField("outcome", outcome(execution.answer(), metric));
            // A dimension has to be present on every line.
            json.writeStringField("reason", failed.map(Verdict.Failed::text).orElse("NONE"));
            json.writeBooleanField("replayed", metric == Metric.REPLAYS);
            json.writeNumberField("together", together);
            meter.write(json);
        });
    }

    /** A read that the store did not answer; the caller has to repeat it. */
    static void unread(Context context, Wiring wiring, Set<? extends Id> ids, Reason reason,
            MeteredLedger meter, Delivery delivery) {
        counted(context, "WARN", wiring, Metric.UNDECIDED, json -> {
            delivery.write(json);
            if (ids.size() == 1) {
                writeRead(json, ids.iterator().next());
            } else {
                json.writeStringField("command", "readResources");
                json.writeNumberField("resources", ids.size());
            }
            json.writeStringField("outcome", Metric.UNDECIDED.name());
            json.writeStringField("reason", reason.name());
            meter.write(json);
        });
    }

    /** A page that the listing did not answer; the caller has to ask again. */
    static void unlisted(Context context, Wiring wiring, ListKey key, Reason reason,
            MeteredLedger meter, Delivery delivery) {
        counted(context, "WARN", wiring, Metric.UNDECIDED, json -> {
            delivery.write(json);
            json.writeStringField("command", "listBookings");
            // A reference is the caller's own data, which no line holds.
            if (key instanceof ListKey.OfResource(ResourceId resource)) {
                json.writeStringField("resourceId", resource.value());
            }
            json.writeStringField("outcome", Metric.UNDECIDED.name());
            json.writeStringField("reason", reason.name());
            meter.write(json);
        });
    }

    private static void writeRead(JsonGenerator json, Id id) throws IOException {
        switch (id) {
            case BookingId booking -> {
                json.writeStringField("command", "readBooking");
                json.writeStringField("bookingId", booking.value());
            }
            case ResourceId resource -> {
                json.writeStringField("command", "readResource");
                json.writeStringField("resourceId", resource.value());
            }
            case CommandId command -> {
                json.writeStringField("command", "readDefinition");
                json.writeStringField("commandId", command.value());
            }
        }
    }

    private static Optional<Verdict.Failed> failed(Answer answer) {
        return answer instanceof Answer.Decided decided
                && decided.verdict() instanceof Verdict.Failed failed
                        ? Optional.of(failed)
                        : Optional.empty();
    }

    // Without a verdict the outcome is REJECTED or UNDECIDED, the metric's own name.
    private static String outcome(Answer answer, Metric metric) {
        return answer instanceof Answer.Decided decided
                ? switch (decided.verdict()) {
                    case Verdict.Committed committed -> "COMMITTED";
                    case Verdict.Failed failed -> "FAILED";
                }
                : metric.name();
    }

    private static void counted(Context context, String level, Wiring wiring, Metric metric,
            Json.Writing rest) {
        line(context, level, json -> {
            if (wiring.metrics().isPresent()) {
                metric.writeDirective(json, wiring.metrics().get());
            }
            rest.to(json);
            metric.writeValue(json);
        });
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
