package io.holdfast.domain.event;

import io.holdfast.domain.CommandId;
import io.holdfast.domain.Verb;
import io.holdfast.domain.Verdict;
import io.holdfast.domain.booking.Booking;
import io.holdfast.domain.booking.Transition;
import io.holdfast.domain.resource.Resource;
import io.holdfast.domain.resource.ResourceStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * News of one change. Whatever is told twice, by a stream that repeats itself or a publisher that
 * tries again, is told under the same id (design section 6).
 */
public sealed interface Event {
    /** By which a consumer knows an event again; the same for the same change, for ever. */
    String id();

    /** What the event is about: a booking or a resource. Those of one subject are told in order. */
    String subject();

    Instant at();

    /** What a verdict is called as an event. */
    enum BookingEvent {
        HELD,
        CONFIRMED,
        RELEASED,
        FAILED
    }

    /**
     * A verdict.
     *
     * @param booking as the write left it
     * @param command of a confirm or a release; empty for the booking's own verdict
     */
    record OfBooking(BookingEvent type, Booking booking, Optional<CommandId> command,
            Optional<Verb> verb, Verdict verdict) implements Event {
        @Override
        public String id() {
            // Ids hold no slash.
            return subject() + command.map(id -> "/" + id.value()).orElse("");
        }

        @Override
        public String subject() {
            return "booking/" + booking.id().value();
        }

        @Override
        public Instant at() {
            return verdict.decidedAt();
        }
    }

    /**
     * A write has made a resource bookable, or no longer so. It is bookable while it is OPEN and at
     * least one unit is available, expired holds counted.
     *
     * @param exhausted whether nobody can book any more
     */
    record OfResource(boolean exhausted, Resource resource, Instant at) implements Event {
        @Override
        public String id() {
            return subject() + "/" + resource.version();
        }

        @Override
        public String subject() {
            return "resource/" + resource.id().value();
        }
    }

    /** The news in a change, if there is any. */
    static List<Event> of(ItemChange change) {
        return switch (change) {
            case ItemChange.OfBooking(Optional<Booking> before, Booking after) ->
                verdicts(before, after);
            case ItemChange.OfResource(Optional<Resource> before, Resource after, Instant at) ->
                availability(before, after, at).stream().toList();
            case ItemChange.OfOther() -> List.of();
        };
    }

    private static List<Event> verdicts(Optional<Booking> before, Booking after) {
        List<Event> events = new ArrayList<>();
        if (before.isEmpty()) {
            BookingEvent type = switch (after.verdict()) {
                case Verdict.Failed failed -> BookingEvent.FAILED;
                case Verdict.Committed committed ->
                    after.life().orElseThrow().slot().isPresent()
                            ? BookingEvent.HELD
                            : BookingEvent.CONFIRMED;
            };
            events.add(new OfBooking(type, after, Optional.empty(), Optional.empty(),
                    after.verdict()));
        }
        Map<CommandId, Transition> known = before.map(Booking::commands).orElse(Map.of());
        after.commands().forEach((id, change) -> {
            // What a command of a later release did, that release publishes.
            if (!known.containsKey(id) && change.verb() != Verb.UNKNOWN) {
                events.add(new OfBooking(type(change), after, Optional.of(id),
                        Optional.of(change.verb()), change.verdict()));
            }
        });
        return events;
    }

    private static BookingEvent type(Transition change) {
        return switch (change.verdict()) {
            case Verdict.Failed failed -> BookingEvent.FAILED;
            case Verdict.Committed committed -> switch (change.verb()) {
                case CONFIRM -> BookingEvent.CONFIRMED;
                case RELEASE -> BookingEvent.RELEASED;
                case UNKNOWN -> throw new IllegalStateException("an entry of a later release");
            };
        };
    }

    // A resource that is new has left nothing; and time alone, which gives expired units back, writes
    // nothing and is no news.
    private static Optional<Event> availability(Optional<Resource> before, Resource after,
            Instant at) {
        // Nor is there news where a later release gave it a status that this one cannot judge.
        if (before.isEmpty() || before.get().isOfLaterRelease() || after.isOfLaterRelease()) {
            return Optional.empty();
        }
        boolean was = isBookable(before.get(), at);
        boolean is = isBookable(after, at);
        return was == is ? Optional.empty() : Optional.of(new OfResource(!is, after, at));
    }

    // A closed resource refuses every booking, however many units it has.
    private static boolean isBookable(Resource resource, Instant at) {
        return resource.status() == ResourceStatus.OPEN && resource.availableAt(at) > 0;
    }
}
