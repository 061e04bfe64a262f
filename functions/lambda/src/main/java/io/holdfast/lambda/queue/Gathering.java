package io.holdfast.lambda.queue;

import io.holdfast.domain.BookingId;
import io.holdfast.domain.Limits;
import io.holdfast.domain.ResourceId;
import io.holdfast.domain.command.Command;
import io.holdfast.domain.command.Command.Book;
import io.holdfast.lambda.queue.QueueEvent.Message;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * The bookings of a batch that wait for others of their resource, to share one write. A command
 * that must not overtake some of them takes those out first.
 */
final class Gathering {
    /** A booking that waits. */
    record Waiting(Message message, Book command) {
        private BookingId id() {
            return command.booking();
        }
    }

    private final Map<ResourceId, List<Waiting>> groups = new LinkedHashMap<>();

    /**
     * Removes the groups to book before this booking may wait: a group with a command of the same
     * booking id, since the first one decides and a note has one intent of each booking; and the
     * resource's own group, if it is full.
     */
    List<List<Waiting>> takeBefore(Waiting booking) {
        List<List<Waiting>> before = take(waiting -> waiting.id().equals(booking.id()));
        List<Waiting> own = groups.getOrDefault(resource(booking), List.of());
        if (own.size() == Limits.GROUP) {
            before.add(groups.remove(resource(booking)));
        }
        return before;
    }

    /**
     * Removes the groups to book before a command that does not wait: those with a booking of the
     * same message group, or with the booking that the command names. A definition names none: it
     * keeps its place in its message group, and has none among the bookings of another.
     */
    List<List<Waiting>> takeBefore(Message message, Command command) {
        return take(waiting -> waiting.message().group().equals(message.group())
                || (command instanceof Command.ForBooking on
                        && waiting.id().equals(on.booking())));
    }

    /** Removes all groups, at the end of the batch. */
    List<List<Waiting>> takeAll() {
        return take(waiting -> true);
    }

    void add(Waiting booking) {
        groups.computeIfAbsent(resource(booking), resource -> new ArrayList<>()).add(booking);
    }

    private List<List<Waiting>> take(Predicate<Waiting> any) {
        List<List<Waiting>> taken = new ArrayList<>();
        groups.values().removeIf(group -> group.stream().anyMatch(any) && taken.add(group));
        return taken;
    }

    private static ResourceId resource(Waiting booking) {
        return booking.command().lines().getFirst().resource();
    }
}
