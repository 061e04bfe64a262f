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
 * An event about one change. Its id is derived from the change, so consumers can drop a redelivery
 * (design section 6).
 */
public sealed interface Event {
    /** By this id a consumer recognizes a redelivery: it is always the same for the same change. */
    String id();

    /**
     * The booking or the resource that the event is about. Events of one subject are published in
     * order.
     */
    String subject();

    Instant at();

    /** The type of every FAILED verdict. */
    String FAILED = "failed";

    /**
     * A verdict.
     *
     * @param type {@code held}, {@code confirmed}, {@code released} or {@code failed}
     * @param booking as the write left it
     * @param command of a confirm or a release; empty for the booking's own verdict
     */
    record OfBooking(String type, Booking booking, Optional<CommandId> command,
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
     * A write has made a resource bookable, or has ended that. It is bookable while it is OPEN and
     * at least one unit is available, expired holds counted.
     *
     * @param exhausted whether it is not bookable any more
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

    /** The events that a change publishes, if there are any. */
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
            String type = switch (after.verdict()) {
                case Verdict.Failed failed -> FAILED;
                case Verdict.Committed committed ->
                    after.admission().orElseThrow().slot().isPresent()
                            ? "held"
                            : Verb.CONFIRM.participle();
            };
            events.add(new OfBooking(type, after, Optional.empty(), Optional.empty(),
                    after.verdict()));
        }
        Map<CommandId, Transition> known = before.map(Booking::transitions).orElse(Map.of());
        after.transitions().forEach((id, transition) -> {
            // That release publishes the events of its own verbs.
            if (!known.containsKey(id) && transition.verb() != Verb.UNKNOWN) {
                events.add(new OfBooking(type(transition), after, Optional.of(id),
                        Optional.of(transition.verb()), transition.verdict()));
            }
        });
        return events;
    }

    private static String type(Transition transition) {
        return switch (transition.verdict()) {
            case Verdict.Failed failed -> FAILED;
            case Verdict.Committed committed -> transition.verb().participle();
        };
    }

    // A new resource has no earlier state to differ from, and is new until its first definition is
    // settled. Time alone, which returns expired units,
    // writes nothing and so publishes no event.
    private static Optional<Event> availability(Optional<Resource> before, Resource after,
            Instant at) {
        // Nor is there an event if a later release gave it a status that this one does not know.
        if (before.isEmpty() || before.get().isStub() || before.get().isOfLaterRelease()
                || after.isOfLaterRelease()) {
            return Optional.empty();
        }
        boolean was = isBookable(before.get(), at);
        boolean is = isBookable(after, at);
        return was == is ? Optional.empty() : Optional.of(new OfResource(!is, after, at));
    }

    // A closed resource admits no booking, however many units it has.
    private static boolean isBookable(Resource resource, Instant at) {
        return resource.status() == ResourceStatus.OPEN && resource.availableAt(at) > 0;
    }
}
