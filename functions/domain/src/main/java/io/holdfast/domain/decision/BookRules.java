package io.holdfast.domain.decision;

import io.holdfast.domain.Evidence;
import io.holdfast.domain.Evidence.Figure;
import io.holdfast.domain.Nonce;
import io.holdfast.domain.Reason;
import io.holdfast.domain.ResourceId;
import io.holdfast.domain.Verdict;
import io.holdfast.domain.booking.Admission;
import io.holdfast.domain.booking.Booking;
import io.holdfast.domain.booking.Line;
import io.holdfast.domain.command.Command.Book;
import io.holdfast.domain.command.LineRequest;
import io.holdfast.domain.decision.Rules.Rule;
import io.holdfast.domain.ledger.Image;
import io.holdfast.domain.ledger.RecordWrite.PutBooking;
import io.holdfast.domain.resource.Bucket;
import io.holdfast.domain.resource.ExpiryWheel;
import io.holdfast.domain.resource.Intent;
import io.holdfast.domain.resource.Movement;
import io.holdfast.domain.resource.Resource;
import io.holdfast.domain.resource.ResourceStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SequencedMap;

/** Whether to admit a booking: pure functions of images, fates and {@code now}. */
public final class BookRules {
    private static final Rules<Asked> RULES = new Rules<>(List.of(
            new Rule<>(Reason.RESOURCE_NOT_FOUND, Asked::resourceIsAbsent, Asked::named),
            new Rule<>(Reason.RESOURCE_CLOSED, Asked::resourceIsClosed, Asked::seen),
            new Rule<>(Reason.VERSION_MISMATCH, Asked::versionDiffers, Asked::versions),
            new Rule<>(Reason.INSUFFICIENT_CAPACITY, Asked::unitsAreShort, Asked::units),
            // A faster clock has collected this slot, so nothing may be put there any more. No hold
            // has expired: the next attempt, by a later clock, gets a later slot.
            new Rule<>(Reason.CONTENTION, Asked::slotIsCollected, Asked::slots)));

    private BookRules() {}

    /** A line of a command, and the outlook on the resource that it names. */
    private record Asked(LineRequest line, OptionalLong slot, Optional<Outlook> outlook) {
        Resource resource() {
            return outlook.orElseThrow().image();
        }

        boolean resourceIsAbsent() {
            return outlook.filter(each -> !each.isAbsent()).isEmpty();
        }

        boolean resourceIsClosed() {
            Outlook known = outlook.orElseThrow();
            return known.settled().status() != ResourceStatus.OPEN && !known.isClosedInDoubt()
                    && !known.mayOpen();
        }

        boolean versionDiffers() {
            return line.expectedVersion().isPresent()
                    && line.expectedVersion().getAsLong() != resource().version();
        }

        boolean unitsAreShort() {
            // Taking intents off only ever frees units.
            return resource().availableAt(outlook.orElseThrow().now()) < line.units()
                    && mostAvailable() < line.units();
        }

        boolean slotIsCollected() {
            return slot.isPresent() && resource().hasCollected(slot.getAsLong());
        }

        Evidence named() {
            return Evidence.of(line.resource());
        }

        Evidence seen() {
            return named().with(Figure.VERSION, resource().version());
        }

        Evidence versions() {
            return seen().with(Figure.EXPECTED_VERSION, line.expectedVersion().orElseThrow());
        }

        Evidence units() {
            return seen().with(Figure.REQUESTED, line.units())
                    .with(Figure.AVAILABLE,
                            resource().availableAt(outlook.orElseThrow().now()));
        }

        Evidence slots() {
            return seen().with(Figure.SLOT, slot.orElseThrow())
                    .with(Figure.EXPIRED_THROUGH, resource().expiredThrough());
        }

        // Whatever becomes of the intents in doubt.
        private long mostAvailable() {
            Outlook known = outlook.orElseThrow();
            return known.bestCase().availableAt(known.now());
        }
    }

    /**
     * Admits the booking, or refuses it for the first reason by precedence.
     *
     * @param nonce of this attempt
     */
    public static Decision decide(Book command, Image image, Instant now, Nonce nonce) {
        Intents intents = new Intents(command, command.fingerprint().bits(), nonce, now);
        if (command.lines().stream().map(line -> image.resource(line.resource()))
                .flatMap(Optional::stream).anyMatch(Resource::isOfLaterRelease)) {
            return new Decision.Unjudgeable();
        }
        SequencedMap<LineRequest, Optional<Outlook>> lines = outlooks(command, image, now);
        OptionalLong slot = slotOfAdopted(intents, lines).orElseGet(() -> slot(command, now));
        List<Refusal> refusals = new ArrayList<>();
        List<LinePlan> plans = new ArrayList<>();
        lines.forEach((line, outlook) -> {
            Intent.OfBooking wanted = intents.of(line, slot);
            if (outlook.flatMap(each -> LinePlan.adoptable(each, wanted)).isEmpty()) {
                refusal(line, slot, outlook).ifPresent(refusals::add);
            }
            // One refusal is that of the booking: its lines need no plans.
            outlook.filter(each -> refusals.isEmpty()).ifPresent(
                    each -> plans.add(LinePlan.of(each, wanted, line.expectedVersion())));
        });
        return LinePlans.decide(refusals, plans,
                () -> new Decision.Admit(LinePlans.notes(plans), LinePlans.adopted(plans),
                        put(command, slot, LinePlans.nonces(plans), now), List.of()));
    }

    /**
     * The refusal of a note that found this image: true of it whatever becomes of its intents, or a
     * lost race.
     */
    public static Refusal judge(Book command, ResourceId resource, Optional<Resource> image,
            Instant now) {
        // The resource was OPEN when it was read; a status that a later release has given it since
        // is unknown here.
        if (image.filter(Resource::isOfLaterRelease).isPresent()) {
            return Refusal.lostRace(resource);
        }
        LineRequest line = command.lines().stream()
                .filter(each -> each.resource().equals(resource)).findFirst().orElseThrow();
        return refusal(line, slot(command, now),
                image.map(each -> new Outlook(each, Image.NONE, now)))
                .orElseGet(() -> Refusal.lostRace(resource));
    }

    static Optional<Refusal> refusal(LineRequest line, OptionalLong slot,
            Optional<Outlook> outlook) {
        // Until its first definition's record is read, nothing can be said of it.
        return outlook.filter(Outlook::mayExist).isPresent()
                ? Optional.empty()
                : RULES.refusal(new Asked(line, slot, outlook));
    }

    static PutBooking put(Book command, OptionalLong slot, Map<ResourceId, Nonce> nonces,
            Instant now) {
        List<Line> lines = command.lines().stream().map(line -> new Line(line.resource(),
                line.units(), line.units(), Objects.requireNonNull(nonces.get(line.resource()))))
                .toList();
        Verdict.Committed verdict = new Verdict.Committed(now);
        return new PutBooking(Booking.committed(command, slot.isPresent()
                ? Admission.held(lines, slot.getAsLong())
                : Admission.confirmed(lines, verdict.decidedAt()), verdict));
    }

    /** The intents of one attempt. */
    record Intents(Book command, long fingerprint, Nonce nonce, Instant now) {
        /** Units go from available to confirmed, or to the slot of a hold. */
        Intent.OfBooking of(LineRequest line, OptionalLong slot) {
            Movement movement = new Movement(Bucket.Counter.AVAILABLE, slot.isPresent()
                    ? new Bucket.Slot(slot.getAsLong())
                    : Bucket.Counter.CONFIRMED, line.units());
            return new Intent.OfBooking(command.booking(), nonce, movement, Optional.empty(),
                    fingerprint, 0, now);
        }
    }

    static OptionalLong slot(Book command, Instant now) {
        return command.holdFor().isPresent()
                ? OptionalLong.of(ExpiryWheel.slot(now, command.holdFor().get()))
                : OptionalLong.empty();
    }

    static Optional<Outlook> outlook(ResourceId resource, Image image, Instant now) {
        return image.resource(resource).map(each -> new Outlook(each, image, now));
    }

    /** The lines in the order of their notes, each with the outlook on its resource. */
    private static SequencedMap<LineRequest, Optional<Outlook>> outlooks(Book command, Image image,
            Instant now) {
        SequencedMap<LineRequest, Optional<Outlook>> lines = new LinkedHashMap<>();
        command.lines().stream().sorted(Comparator.comparing(LineRequest::resource))
                .forEach(line -> lines.put(line, outlook(line.resource(), image, now)));
        return lines;
    }

    /**
     * The slot in which another delivery has noted a line of this hold, if it can still be used:
     * this delivery takes it over for all lines, whatever its clock says (N9).
     */
    private static Optional<OptionalLong> slotOfAdopted(Intents intents,
            Map<LineRequest, Optional<Outlook>> lines) {
        if (intents.command().holdFor().isEmpty()) {
            return Optional.empty();
        }
        for (Map.Entry<LineRequest, Optional<Outlook>> line : lines.entrySet()) {
            Optional<Long> slot = line.getValue()
                    .flatMap(outlook -> slotOf(intents, line.getKey(), outlook));
            if (slot.isPresent()) {
                return Optional.of(OptionalLong.of(slot.get()));
            }
        }
        return Optional.empty();
    }

    private static Optional<Long> slotOf(Intents intents, LineRequest line, Outlook outlook) {
        return Optional
                .ofNullable(outlook.image().intents().get(intents.command().booking()))
                .map(Intent.OfBooking::moves)
                .map(Movement::to)
                .filter(Bucket.Slot.class::isInstance).map(Bucket.Slot.class::cast)
                .map(Bucket.Slot::minute)
                .filter(slot -> LinePlan
                        .adoptable(outlook, intents.of(line, OptionalLong.of(slot)))
                        .isPresent());
    }
}
