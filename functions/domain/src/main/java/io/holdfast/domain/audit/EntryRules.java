package io.holdfast.domain.audit;

import io.holdfast.domain.CommandId;
import io.holdfast.domain.Evidence;
import io.holdfast.domain.Evidence.Figure;
import io.holdfast.domain.Limits;
import io.holdfast.domain.Nonce;
import io.holdfast.domain.ResourceId;
import io.holdfast.domain.Verb;
import io.holdfast.domain.Verdict;
import io.holdfast.domain.booking.Admission;
import io.holdfast.domain.booking.Booking;
import io.holdfast.domain.booking.BookingState;
import io.holdfast.domain.booking.Line;
import io.holdfast.domain.booking.Transition;
import io.holdfast.domain.resource.ExpiryWheel;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The same of the commands in a committed booking: what they did is what its lines show. */
final class EntryRules {
    private final Booking booking;
    private final Admission admission;
    private final Instant now;
    private final Findings findings;
    private final Map<Verb, Integer> committed = new EnumMap<>(Verb.class);
    private final Set<ResourceId> released = new HashSet<>();
    private final Set<ResourceId> amended = new HashSet<>();
    private int failed;
    private boolean endsWithRelease;

    EntryRules(Booking booking, Admission admission, Instant now, Findings findings) {
        this.booking = booking;
        this.admission = admission;
        this.now = now;
        this.findings = findings;
    }

    void check() {
        booking.transitions().forEach(this::check);
        checkNumbers();
        findings.unless(admission.releasedAt().isEmpty() || endsWithRelease, Promise.LEGAL_STATE,
                booking.id(), "released at %s, and no command that released it",
                admission.releasedAt());
        boolean confirmed = admission.slot().isPresent() && admission.confirmedAt().isPresent();
        findings.unless(number(Verb.CONFIRM) == (confirmed ? 1 : 0), Promise.LEGAL_STATE,
                booking.id(), "%d confirms, and was %s", number(Verb.CONFIRM),
                confirmed ? "confirmed" : "never held and confirmed");
        admission.lines().forEach(this::check);
        checkNonces();
    }

    private void check(CommandId id, Transition entry) {
        findings.unless(Clocks.isPast(entry.verdict().decidedAt(), now)
                && Clocks.mayFollow(booking.verdict().decidedAt(), entry.verdict().decidedAt()),
                Promise.LEGAL_TIME, booking.id(), "command %s of %s", id.value(),
                entry.verdict().decidedAt());
        if (entry.verb() == Verb.UNKNOWN) {
            findings.add(Promise.OURS, booking.id(), "a verb that this release does not know");
            return;
        }
        switch (entry.verdict()) {
            case Verdict.Committed verdict -> checkCommitted(id, entry, verdict.decidedAt());
            case Verdict.Failed verdict -> checkFailed(id, entry, verdict);
        }
    }

    private void checkCommitted(CommandId id, Transition entry, Instant at) {
        committed.merge(entry.verb(), 1, Integer::sum);
        boolean moves = !entry.nonces().isEmpty();
        switch (entry.verb()) {
            case CONFIRM -> findings.unless(
                    moves && admission.confirmedAt().equals(Optional.of(at)), Promise.LEGAL_STATE,
                    booking.id(), "confirm %s of %s, and was confirmed at %s", id.value(), at,
                    admission.confirmedAt());
            case RELEASE -> {
                findings.unless(moves, Promise.LEGAL_STATE, booking.id(),
                        "release %s of no units", id.value());
                released.addAll(entry.nonces().keySet());
                endsWithRelease |= admission.releasedAt().equals(Optional.of(at));
            }
            case EXTEND -> findings.unless(admission.slot().isPresent(), Promise.LEGAL_STATE,
                    booking.id(), "extension %s of no hold", id.value());
            case AMEND -> amended.addAll(entry.nonces().keySet());
            case UNKNOWN -> {
            }
        }
        checkWhileHeld(id, entry, at);
    }

    /** A hold that has expired by the clock of a command takes no command. */
    private void checkWhileHeld(CommandId id, Transition entry, Instant at) {
        boolean wasHeld = admission.slot().isPresent() && (entry.verb() == Verb.EXTEND
                || entry.verb() == Verb.CONFIRM || admission.confirmedAt().isEmpty());
        findings.unless(!wasHeld
                || at.isBefore(ExpiryWheel.expiresAt(admission.slot().orElseThrow())),
                Promise.LEGAL_TIME, booking.id(), "command %s of %s, when the hold was over",
                id.value(), at);
    }

    private void checkFailed(CommandId id, Transition entry, Verdict.Failed verdict) {
        failed++;
        Reasons.Of command = switch (entry.verb()) {
            case CONFIRM -> Reasons.Of.CONFIRM;
            case RELEASE -> Reasons.Of.RELEASE;
            case EXTEND -> Reasons.Of.EXTEND;
            case AMEND -> Reasons.Of.AMEND;
            case UNKNOWN -> throw new IllegalArgumentException("a verb of a later release");
        };
        findings.unless(Reasons.isPossible(command, verdict), Promise.TRUE_REASON, booking.id(),
                "command %s failed for %s with evidence %s", id.value(), verdict.text(),
                verdict.evidence());
        findings.unless(entry.nonces().isEmpty(), Promise.ONE_VERDICT, booking.id(),
                "command %s failed, and keeps an intent", id.value());
        findings.unless(entry.verb() == Verb.AMEND || isAboutALine(verdict.evidence()),
                Promise.TRUE_REASON, booking.id(),
                "command %s failed for a resource that is not in its lines", id.value());
    }

    /** Who releases units of a resource that the booking does not have is told that none remain. */
    private boolean isAboutALine(Evidence evidence) {
        ResourceId resource = evidence.resource();
        return resource == null || hasLine(resource)
                || evidence.figures().getOrDefault(Figure.REMAINING, 1L) == 0;
    }

    private boolean hasLine(ResourceId resource) {
        return admission.lines().stream().anyMatch(line -> line.resource().equals(resource));
    }

    private int number(Verb verb) {
        return committed.getOrDefault(verb, 0);
    }

    private void checkNumbers() {
        // A release of everything needs no room.
        int others = number(Verb.RELEASE) + number(Verb.EXTEND) + number(Verb.AMEND);
        findings.unless(failed <= Limits.COMMANDS && others <= Limits.COMMANDS + 1
                && number(Verb.EXTEND) <= Limits.EXTENSIONS, Promise.LEGAL_STATE, booking.id(),
                "%d failures, %d successes and %d extensions", failed, others,
                number(Verb.EXTEND));
    }

    /** What a line has lost, a release has named; what a release has named, the line has lost. */
    private void check(Line line) {
        boolean less = line.remaining() < line.units();
        boolean kept = amended.contains(line.resource())
                ? !less || line.remaining() == 0 || released.contains(line.resource())
                : less == released.contains(line.resource());
        findings.unless(kept, Promise.LEGAL_STATE, booking.id(),
                "%d of %d units of %s left, and its releases do not say so", line.remaining(),
                line.units(), line.resource().value());
        boolean confirmed = amended.contains(line.resource()) || line.remaining() == 0
                || admission.state() != BookingState.CONFIRMED || admission.slot().isEmpty()
                || booking.transitions().values().stream()
                        .anyMatch(entry -> entry.verb() == Verb.CONFIRM
                                && entry.nonces().containsKey(line.resource()));
        findings.unless(confirmed, Promise.LEGAL_STATE, booking.id(),
                "units of %s that no confirm has named", line.resource().value());
    }

    /** Each attempt draws its own, and only an amendment gives a line one. */
    private void checkNonces() {
        Map<Nonce, CommandId> owners = new HashMap<>();
        booking.transitions().forEach((id, entry) -> entry.nonces().forEach((resource, nonce) -> {
            CommandId owner = owners.putIfAbsent(nonce, id);
            findings.unless(owner == null || owner.equals(id), Promise.ONE_NONCE, booking.id(),
                    "commands %s and %s with one nonce", owner, id.value());
        }));
        boolean appended = false;
        for (Line line : admission.lines()) {
            CommandId owner = owners.get(line.nonce());
            findings.unless(owner == null ? !appended : adds(owner, line), Promise.ONE_NONCE,
                    booking.id(), "line %s with a nonce that is not its own",
                    line.resource().value());
            appended |= owner != null;
        }
    }

    private boolean adds(CommandId command, Line line) {
        Transition entry = booking.transition(command).orElseThrow();
        return entry.verb() == Verb.AMEND
                && line.nonce().equals(entry.nonces().get(line.resource()));
    }
}
