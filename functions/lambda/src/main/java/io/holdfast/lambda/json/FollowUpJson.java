package io.holdfast.lambda.json;

import io.holdfast.domain.BookingId;
import io.holdfast.domain.CommandId;
import io.holdfast.domain.InvalidInput;
import io.holdfast.domain.Limits;
import io.holdfast.domain.ResourceId;
import io.holdfast.domain.command.FollowUp.Amend;
import io.holdfast.domain.command.FollowUp.Extend;
import io.holdfast.domain.command.FollowUp.Release;
import io.holdfast.domain.command.HoldDuration;
import io.holdfast.domain.command.Part;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Commands on a booking that have a body: what to release, how long to extend, or the lines of an
 * amendment. A body that is not exactly such a command is an {@link InvalidInput}.
 */
public final class FollowUpJson {
    private FollowUpJson() {}

    /**
     * Where the id of a release comes from.
     *
     * @param named the id that the caller gave
     * @param delivery the id of this delivery; a repetition of the request has another one
     * @param field where the caller names it
     */
    public record Naming(Optional<CommandId> named, CommandId delivery, String field) {
        // Under the id of the delivery a repetition would be another command, and release units
        // again.
        CommandId ofPart() {
            return named.orElseThrow(() -> new InvalidInput(field,
                    "is required with units or lines: a partial release that names no command"
                            + " would be carried out again whenever it is repeated"));
        }

        // A booking releases all its units only once, however many commands ask for it.
        CommandId ofAll() {
            return named.orElse(delivery);
        }
    }

    /** Reads a release: of everything, unless the body has {@code units} or {@code lines}. */
    public static Release release(BookingId booking, Naming naming, JsonFields body) {
        List<Part> lines = parts(body);
        OptionalLong units = body.optionalNumber("units");
        boolean all = units.isEmpty() && lines.isEmpty();
        return new Release(booking, all ? naming.ofAll() : naming.ofPart(), units, lines);
    }

    /**
     * Reads an extension.
     *
     * @param id the caller's, or that of the delivery: repeated under another id, it extends again
     *        from then on, and never shortens
     */
    public static Extend extend(BookingId booking, CommandId id, JsonFields body) {
        body.allowOnly("holdFor");
        return new Extend(booking, id, HoldDuration.parse(body.text("holdFor")));
    }

    /**
     * Reads an amendment.
     *
     * @param id the caller's, or that of the delivery: to set the same lines twice makes the same
     *        booking
     */
    public static Amend amend(BookingId booking, CommandId id, JsonFields body) {
        List<Part> lines = parts(body);
        OptionalLong units = body.optionalNumber("units");
        if (units.isEmpty() && lines.isEmpty()) {
            throw new InvalidInput("lines", "is required, or units for a booking of one line");
        }
        return new Amend(booking, id, units, lines);
    }

    /** Units of several resources; none if the body has no {@code lines}. */
    private static List<Part> parts(JsonFields body) {
        body.allowOnly("units", "lines");
        if (!body.has("lines")) {
            return List.of();
        }
        if (body.has("units")) {
            throw new InvalidInput("lines", "cannot be given together with units");
        }
        List<Part> lines = CommandJson.lines(body, line -> {
            line.allowOnly("resourceId", "units");
            return new Part(new ResourceId(line.text("resourceId")), line.number("units"));
        });
        if (lines.isEmpty()) {
            throw new InvalidInput("lines", "must have from 1 to " + Limits.LINES + " entries");
        }
        return lines;
    }
}
