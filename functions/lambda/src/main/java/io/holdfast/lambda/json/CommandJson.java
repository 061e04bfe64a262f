package io.holdfast.lambda.json;

import io.holdfast.domain.BookingId;
import io.holdfast.domain.CommandId;
import io.holdfast.domain.InvalidInput;
import io.holdfast.domain.Limits;
import io.holdfast.domain.ResourceId;
import io.holdfast.domain.command.BookCommand;
import io.holdfast.domain.command.ChangeCommand.Confirm;
import io.holdfast.domain.command.ChangeCommand.Release;
import io.holdfast.domain.command.ChangeCommand.Release.ReleaseLine;
import io.holdfast.domain.command.DefineCommand;
import io.holdfast.domain.command.HoldDuration;
import io.holdfast.domain.command.LineRequest;
import io.holdfast.domain.resource.ResourceStatus;
import io.holdfast.lambda.invocation.Command;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Function;

/** Bodies of requests as commands. Whatever is not exactly a command is an {@link InvalidInput}. */
public final class CommandJson {
    private CommandJson() {}

    /**
     * A command that names itself, its booking and, if it likes, its own id; the rest is what the body
     * of the route would be.
     *
     * @param delivery names a confirm or a full release that brings no id
     */
    public static Command.OfBooking command(JsonFields body, CommandId delivery) {
        BookingId booking = new BookingId(body.text("bookingId"));
        JsonFields rest = body.without("command", "bookingId");
        return switch (body.text("command")) {
            case "book" -> new Command.Book(book(booking, rest));
            case "confirm" -> {
                rest.without("commandId").allowOnly();
                yield new Command.Change(
                        new Confirm(booking, commandId(rest).orElse(delivery)));
            }
            case "release" -> new Command.Change(release(booking,
                    new Naming(commandId(rest), delivery, "commandId"),
                    rest.without("commandId")));
            case "resolve" -> {
                rest.allowOnly();
                yield new Command.Resolve(booking);
            }
            default -> throw new InvalidInput("command",
                    "must be one of book, confirm, release, resolve");
        };
    }

    private static Optional<CommandId> commandId(JsonFields body) {
        return body.optionalText("commandId").map(CommandId::new);
    }

    public static BookCommand book(BookingId id, JsonFields given) {
        if (!given.has("lines")) {
            JsonFields body = given.withoutNull("lines");
            body.allowOnly("resourceId", "units", "expectedVersion", "holdFor", "reference");
            return new BookCommand(id, List.of(line(body)), holdFor(body),
                    body.optionalText("reference"));
        }
        // A client that writes every member of its type writes null for those of the other form.
        JsonFields body = given.withoutNull("resourceId").withoutNull("units")
                .withoutNull("expectedVersion");
        body.allowOnly("lines", "holdFor", "reference");
        return new BookCommand(id, lines(body, line -> {
            line.allowOnly("resourceId", "units", "expectedVersion");
            return line(line);
        }), holdFor(body), body.optionalText("reference"));
    }

    /**
     * How a release is named.
     *
     * @param named by the caller
     * @param delivery the id of this delivery, which a repetition of the request does not share
     * @param field where the caller names it
     */
    public record Naming(Optional<CommandId> named, CommandId delivery, String field) {
        // A repetition under another delivery's id would be another command, and give units back again.
        CommandId ofPart() {
            return named.orElseThrow(() -> new InvalidInput(field,
                    "is required with units or lines: a partial release that names no command"
                            + " would be carried out again whenever it is repeated"));
        }

        // All units come back once, whoever asks and however often.
        CommandId ofAll() {
            return named.orElse(delivery);
        }
    }

    public static Release release(BookingId booking, Naming naming, JsonFields body) {
        body.allowOnly("units", "lines");
        if (body.has("units") && body.has("lines")) {
            throw new InvalidInput("lines", "cannot be given together with units");
        }
        List<ReleaseLine> lines = !body.has("lines") ? List.of() : lines(body, line -> {
            line.allowOnly("resourceId", "units");
            return new ReleaseLine(new ResourceId(line.text("resourceId")), line.number("units"));
        });
        if (body.has("lines") && lines.isEmpty()) {
            throw new InvalidInput("lines", "must have from 1 to " + Limits.LINES + " entries");
        }
        OptionalLong units = body.optionalNumber("units");
        boolean all = units.isEmpty() && lines.isEmpty();
        return new Release(booking, all ? naming.ofAll() : naming.ofPart(), units, lines);
    }

    public static DefineCommand define(ResourceId resource, CommandId id, JsonFields body) {
        body.allowOnly("capacity", "status", "stripes", "allowDrain",
                "expectedDefinitionVersion");
        OptionalLong stripes = body.optionalNumber("stripes");
        return new DefineCommand(resource, id, body.optionalNumber("capacity"),
                body.constant("status", EnumSet.of(ResourceStatus.OPEN, ResourceStatus.CLOSED)),
                // Narrowed by saturation, so that the limit's own message answers a huge number.
                stripes.isPresent()
                        ? OptionalInt.of(Math.clamp(stripes.getAsLong(), 0, Integer.MAX_VALUE))
                        : OptionalInt.empty(),
                body.flag("allowDrain"), body.optionalNumber("expectedDefinitionVersion"));
    }

    private static LineRequest line(JsonFields line) {
        return new LineRequest(new ResourceId(line.text("resourceId")), line.number("units"),
                line.optionalNumber("expectedVersion"));
    }

    private static <T> List<T> lines(JsonFields body, Function<JsonFields, T> reader) {
        List<T> lines = new ArrayList<>();
        for (JsonFields line : body.objects("lines")) {
            try {
                lines.add(reader.apply(line));
            } catch (InvalidInput e) {
                throw e.within("lines[" + lines.size() + "]");
            }
        }
        return lines;
    }

    private static Optional<Duration> holdFor(JsonFields body) {
        return body.optionalText("holdFor").map(HoldDuration::parse);
    }
}
