package io.holdfast.domain.event;

import io.holdfast.domain.CommandId;
import io.holdfast.domain.Evidence;
import io.holdfast.domain.Reason;
import io.holdfast.domain.Verb;
import io.holdfast.domain.Verdict;
import io.holdfast.domain.booking.Admission;
import io.holdfast.domain.booking.Booking;
import io.holdfast.domain.booking.BookingState;
import io.holdfast.domain.booking.Transition;
import io.holdfast.domain.resource.ExpiryWheel;
import io.holdfast.domain.resource.Resource;
import io.holdfast.domain.resource.ResourceStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

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
     * @param type {@code held}, {@code failed}, or the participle of a verb
     * @param booking as the write left it
     * @param command on the booking; empty for the booking's own verdict
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
            return subject(booking);
        }

        private static String subject(Booking booking) {
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

    /**
     * A hold has expired, and somebody noticed: a command found it so, or a write collected its
     * slot. Each of them publishes it, under the same id. A slower clock may still confirm the hold
     * after that, and then the verdict is what counts.
     *
     * @param booking a hold, as it was when that was noticed
     */
    record OfExpiry(Booking booking) implements Event {
        /** An extended hold may expire again, so the slot is part of the id; ids hold no slash. */
        @Override
        public String id() {
            return subject() + "/expired/" + slot();
        }

        @Override
        public String subject() {
            return OfBooking.subject(booking);
        }

        /** When it expired, and not when that was noticed: the same whoever publishes it. */
        @Override
        public Instant at() {
            return ExpiryWheel.expiresAt(slot());
        }

        private long slot() {
            return booking.admission().orElseThrow().slot().orElseThrow();
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
                if (isOverFor(transition, after)) {
                    events.add(new OfExpiry(after));
                }
            }
        });
        return events;
    }

    // The booking may have been changed since the command read it: only a hold that still ends at
    // the slot that the command found past has expired.
    private static boolean isOverFor(Transition transition, Booking after) {
        return transition.verdict() instanceof Verdict.Failed failed
                && failed.reason() == Reason.HOLD_EXPIRED
                && after.admission().filter(each -> each.state() == BookingState.HELD)
                        .map(Admission::slot).map(OptionalLong::orElseThrow)
                        .equals(Optional.ofNullable(
                                failed.evidence().figures().get(Evidence.Figure.SLOT)));
    }

    private static String type(Transition transition) {
        return switch (transition.verdict()) {
            case Verdict.Failed failed -> FAILED;
            case Verdict.Committed committed -> transition.verb().participle();
        };
    }

    // A new resource has no earlier state to differ from, and is new until its first definition is
    // settled. Time alone, which returns expired units, writes nothing and so publishes no event.
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
