package io.holdfast.domain.decision;

import io.holdfast.domain.BookingId;
import io.holdfast.domain.CommandId;
import io.holdfast.domain.Evidence;
import io.holdfast.domain.Fingerprint;
import io.holdfast.domain.Nonce;
import io.holdfast.domain.Reason;
import io.holdfast.domain.ResourceId;
import io.holdfast.domain.Verb;
import io.holdfast.domain.Verdict;
import io.holdfast.domain.booking.Admission;
import io.holdfast.domain.booking.Booking;
import io.holdfast.domain.booking.Line;
import io.holdfast.domain.booking.Transition;
import io.holdfast.domain.resource.Definition;
import io.holdfast.domain.resource.DefinitionRecord;
import io.holdfast.domain.resource.DefinitionRecord.Defined;
import io.holdfast.domain.resource.Intent.OfBooking;
import io.holdfast.domain.resource.Intent.OfDefinition;
import io.holdfast.domain.resource.Noted;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Records that decide the fates of intents on one resource. */
public final class Recorded {
    private static final Instant AT = Instant.parse("2026-03-01T11:00:00Z");
    private static final Verdict.Committed COMMITTED = new Verdict.Committed(AT);
    private static final Verdict.Failed FAILED = new Verdict.Failed(Reason.ABANDONED,
            Evidence.NONE, AT);

    private Recorded() {}

    /** The record that names the intent's nonce. */
    public static Booking kept(OfBooking intent, ResourceId resource) {
        if (intent.command().isEmpty()) {
            return booking(intent.booking(), 1, resource, intent.nonce(), Map.of());
        }
        return booking(intent.booking(), intent.seen() + 1, resource, Noted.nonce("line"),
                Map.of(intent.command().get(), entry(Map.of(resource, intent.nonce()))));
    }

    /** The record that has passed the version seen, and does not name the nonce. */
    public static Booking voided(OfBooking intent, ResourceId resource) {
        return intent.command().isEmpty()
                ? Booking.abandoned(intent.booking(), FAILED)
                : booking(intent.booking(), intent.seen() + 1, resource, Noted.nonce("line"),
                        Map.of());
    }

    /** The booking as the intent's command has seen it: the command may still be decided. */
    public static Booking undecided(OfBooking intent, ResourceId resource) {
        return booking(intent.booking(), intent.seen(), resource, Noted.nonce("line"), Map.of());
    }

    public static DefinitionRecord kept(OfDefinition intent, ResourceId resource) {
        return new DefinitionRecord(intent.command(), print(), COMMITTED, resource, Optional.of(
                new Defined(Definition.open(5), 1, true, Optional.of(intent.nonce()))));
    }

    public static DefinitionRecord voided(OfDefinition intent, ResourceId resource) {
        return DefinitionRecord.abandoned(intent.command(), resource, FAILED);
    }

    /** A COMMITTED booking of nine units of one resource. */
    static Booking booking(BookingId id, long version, ResourceId resource, Nonce nonce,
            Map<CommandId, Transition> transitions) {
        return new Booking(id, version, print(), COMMITTED,
                Optional.of(Admission.confirmed(List.of(new Line(resource, 9, 9, nonce)), AT)),
                transitions, Optional.empty());
    }

    static Transition entry(Map<ResourceId, Nonce> nonces) {
        return new Transition(Verb.CONFIRM, print(), COMMITTED, nonces);
    }

    private static Fingerprint print() {
        return new Fingerprint("0".repeat(64));
    }
}
