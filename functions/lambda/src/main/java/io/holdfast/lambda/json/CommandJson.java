package io.holdfast.lambda.json;

import com.fasterxml.jackson.core.JsonGenerator;
import io.holdfast.domain.BookingId;
import io.holdfast.domain.CommandId;
import io.holdfast.domain.InvalidInput;
import io.holdfast.domain.ResourceId;
import io.holdfast.domain.command.Command;
import io.holdfast.domain.command.Command.Book;
import io.holdfast.domain.command.Command.Define;
import io.holdfast.domain.command.Command.Resolve;
import io.holdfast.domain.command.FollowUp;
import io.holdfast.domain.command.FollowUp.Confirm;
import io.holdfast.domain.command.HoldDuration;
import io.holdfast.domain.command.LineRequest;
import io.holdfast.domain.command.Precondition;
import io.holdfast.domain.resource.ResourceStatus;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Commands as JSON. A body that is not exactly a command is an {@link InvalidInput}. */
public final class CommandJson {
    private CommandJson() {}

    /**
     * Reads a command that names itself, its booking or resource, and perhaps its own id; the other
     * fields are those of the route's body.
     *
     * @param delivery the id of a command that names none, and may: every one on a booking but a
     *        partial release, and a definition
     */
    public static Command command(JsonFields body, CommandId delivery) {
        return body.text("command").equals("define")
                ? define(new ResourceId(body.text("resourceId")),
                        commandId(body).orElse(delivery),
                        body.without("command", "resourceId", "commandId"))
                : forBooking(body, delivery);
    }

    private static Command.ForBooking forBooking(JsonFields body, CommandId delivery) {
        BookingId booking = new BookingId(body.text("bookingId"));
        JsonFields rest = body.without("command", "bookingId");
        return switch (body.text("command")) {
            case "book" -> book(booking, rest);
            case "confirm" -> {
                rest.without("commandId").allowOnly();
                yield new Confirm(booking, commandId(rest).orElse(delivery));
            }
            case "release" -> FollowUpJson.release(booking,
                    new FollowUpJson.Naming(commandId(rest), delivery, "commandId"),
                    rest.without("commandId"));
            case "extend" -> FollowUpJson.extend(booking, commandId(rest).orElse(delivery),
                    rest.without("commandId"));
            case "amend" -> FollowUpJson.amend(booking, commandId(rest).orElse(delivery),
                    rest.without("commandId"));
            case "resolve" -> {
                rest.allowOnly();
                yield new Resolve(booking);
            }
            default -> throw new InvalidInput("command",
                    "must be one of book, confirm, release, extend, amend, resolve, define");
        };
    }

    private static Optional<CommandId> commandId(JsonFields body) {
        return body.optionalText("commandId").map(CommandId::new);
    }

    public static Book book(BookingId id, JsonFields given) {
        if (!given.has("lines")) {
            JsonFields body = given.withoutNull("lines");
            body.allowOnly("resourceId", "units", "expectedVersion", "holdFor", "reference");
            return new Book(id, List.of(line(body)), holdFor(body),
                    body.optionalText("reference"));
        }
        // A client that writes every member of its type writes null for the members of the other
        // form.
        JsonFields body = given.withoutNull("resourceId").withoutNull("units")
                .withoutNull("expectedVersion");
        body.allowOnly("lines", "holdFor", "reference");
        return new Book(id, lines(body, line -> {
            line.allowOnly("resourceId", "units", "expectedVersion");
            return line(line);
        }), holdFor(body), body.optionalText("reference"));
    }

    /** Reads a definition, which has no precondition yet: that is not part of the body. */
    public static Define define(ResourceId resource, CommandId id, JsonFields body) {
        body.allowOnly("capacity", "status", "allowDrain", "expectedDefinitionVersion");
        return new Define(resource, id, body.optionalNumber("capacity"),
                body.constant("status", EnumSet.of(ResourceStatus.OPEN, ResourceStatus.CLOSED)),
                body.flag("allowDrain"), body.optionalNumber("expectedDefinitionVersion"),
                Precondition.NONE);
    }

    /** Writes the ids of a command, and for a follow-up what it is called. */
    public static void writeNames(JsonGenerator json, Command command) throws IOException {
        switch (command) {
            case Define define -> {
                json.writeStringField("resourceId", define.resource().value());
                json.writeStringField("commandId", define.id().value());
            }
            case Book book -> json.writeStringField("bookingId", book.booking().value());
            case Resolve resolve -> json.writeStringField("bookingId", resolve.booking().value());
            case FollowUp followUp -> {
                json.writeStringField("bookingId", followUp.booking().value());
                json.writeStringField("commandId", followUp.id().value());
                json.writeStringField("command", followUp.name());
            }
        }
    }

    private static LineRequest line(JsonFields line) {
        return new LineRequest(new ResourceId(line.text("resourceId")), line.number("units"),
                line.optionalNumber("expectedVersion"));
    }

    static <T> List<T> lines(JsonFields body, Function<JsonFields, T> reader) {
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
