package io.holdfast.domain.audit;

import io.holdfast.domain.BookingId;
import io.holdfast.domain.CommandId;
import io.holdfast.domain.Fingerprint;
import io.holdfast.domain.InvalidInput;
import io.holdfast.domain.Limits;
import io.holdfast.domain.ResourceId;
import io.holdfast.domain.Verb;
import io.holdfast.domain.Verdict;
import io.holdfast.domain.booking.Admission;
import io.holdfast.domain.booking.Booking;
import io.holdfast.domain.booking.Line;
import io.holdfast.domain.booking.Transition;
import io.holdfast.domain.command.Command;
import io.holdfast.domain.command.FollowUp.Amend;
import io.holdfast.domain.command.FollowUp.Confirm;
import io.holdfast.domain.command.FollowUp.Extend;
import io.holdfast.domain.command.FollowUp.Release;
import io.holdfast.domain.command.LineRequest;
import io.holdfast.domain.command.Part;
import io.holdfast.domain.resource.ExpiryWheel;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongFunction;

/**
 * Digests recorded commands again. A record that says everything of its command but one small
 * number can be checked by trying all values of it. What it says less of proves nothing.
 */
final class Recomputed {
    /** What the digests say. */
    enum Outcome {
        RIGHT,
        WRONG,
        UNPROVEN
    }

    /** Digests of one command; an extension has 604,800 durations. */
    private static final long MOST_TRIES = 1_000_000;
    /** Digests of one audit beyond the first of each command: some seconds. */
    private static final long MOST_IN_ALL = 5_000_000;
    /** Most commands need no more, so that a long search of others leaves these provable. */
    private static final long FREE = 2;
    private static final long MINUTES = ExpiryWheel.LONGEST.toMinutes();

    private final AtomicLong left = new AtomicLong(MOST_IN_ALL);

    /**
     * The command that made a booking. Only one line that was confirmed from the start and never
     * amended says everything but the version that its caller may have insisted on.
     *
     * @param version of the resource: no caller can have insisted on a greater one
     */
    Outcome book(Booking booking, long version) {
        Fingerprint fingerprint = booking.fingerprint();
        Admission admission = booking.admission().orElseThrow();
        if (fingerprint == null || admission.lines().size() > 1 || admission.slot().isPresent()
                || has(booking, Verb.AMEND)) {
            return Outcome.UNPROVEN;
        }
        Line line = admission.lines().getFirst();
        return search(fingerprint, version + 1, expected -> new Command.Book(booking.id(),
                List.of(new LineRequest(line.resource(), line.units(),
                        expected == 0 ? OptionalLong.empty() : OptionalLong.of(expected))),
                Optional.empty(), booking.reference()).fingerprint());
    }

    /** A command on a committed booking. */
    Outcome followUp(Booking booking, CommandId id, Transition entry) {
        BookingId of = booking.id();
        boolean committed = entry.verdict() instanceof Verdict.Committed;
        return switch (entry.verb()) {
            case CONFIRM -> search(entry.fingerprint(), 1,
                    one -> new Confirm(of, id).fingerprint());
            case EXTEND -> search(entry.fingerprint(),
                    MINUTES + ExpiryWheel.LONGEST.toSeconds(), i -> new Extend(of, id,
                            i < MINUTES
                                    ? Duration.ofMinutes(i + 1)
                                    : Duration.ofSeconds(i - MINUTES + 1))
                            .fingerprint());
            case RELEASE -> release(booking, id, entry, committed);
            case AMEND -> committed ? amend(booking, id, entry) : Outcome.UNPROVEN;
            case UNKNOWN -> Outcome.UNPROVEN;
        };
    }

    private Outcome release(Booking booking, CommandId id, Transition entry, boolean committed) {
        Fingerprint all = new Release(booking.id(), id, OptionalLong.empty(), List.of())
                .fingerprint();
        if (all.equals(entry.fingerprint())) {
            return Outcome.RIGHT;
        }
        List<Line> lines = booking.admission().orElseThrow().lines().stream()
                .filter(line -> entry.nonces().containsKey(line.resource())).toList();
        if (!committed || lines.isEmpty()) {
            return Outcome.UNPROVEN;
        }
        if (isOnly(booking, Verb.RELEASE) && !has(booking, Verb.AMEND)) {
            List<Part> parts = lines.stream().map(line -> new Part(line.resource(),
                    Math.max(1, line.units() - line.remaining()))).toList();
            return search(entry.fingerprint(), parts.size() == 1 ? 2 : 1,
                    form -> release(booking, id, parts, form).fingerprint());
        }
        if (lines.size() > 1) {
            return Outcome.UNPROVEN;
        }
        ResourceId resource = lines.getFirst().resource();
        long most = has(booking, Verb.AMEND) ? Limits.UNITS : lines.getFirst().units();
        return search(entry.fingerprint(), 2 * most, i -> release(booking, id,
                List.of(new Part(resource, i / 2 + 1)), i % 2).fingerprint());
    }

    /** The units of one line may be written without their resource. */
    private static Release release(Booking booking, CommandId id, List<Part> parts, long form) {
        return form == 0
                ? new Release(booking.id(), id, OptionalLong.empty(), parts)
                : new Release(booking.id(), id, OptionalLong.of(parts.getFirst().units()),
                        List.of());
    }

    /** If nothing has changed the lines since, they are those that the amendment named. */
    private Outcome amend(Booking booking, CommandId id, Transition entry) {
        List<Part> parts = booking.admission().orElseThrow().currentLines().stream()
                .map(line -> new Part(line.resource(), line.remaining())).toList();
        if (!isOnly(booking, Verb.AMEND) || has(booking, Verb.RELEASE) || parts.isEmpty()) {
            return Outcome.UNPROVEN;
        }
        return search(entry.fingerprint(), parts.size() == 1 ? 2 : 1, form -> (form == 0
                ? new Amend(booking.id(), id, OptionalLong.empty(), parts)
                : new Amend(booking.id(), id, OptionalLong.of(parts.getFirst().units()),
                        List.of()))
                .fingerprint());
    }

    private static boolean has(Booking booking, Verb verb) {
        return number(booking, verb) > 0;
    }

    private static boolean isOnly(Booking booking, Verb verb) {
        return number(booking, verb) == 1;
    }

    private static long number(Booking booking, Verb verb) {
        return booking.transitions().isEmpty()
                ? 0
                : booking.transitions().values().stream().filter(entry -> entry.verb() == verb
                        && entry.verdict() instanceof Verdict.Committed).count();
    }

    /** Tries the first {@code candidates}, which are all that there are. */
    private Outcome search(Fingerprint wanted, long candidates, LongFunction<Fingerprint> digest) {
        try {
            for (long i = 0; i < candidates; i++) {
                if (i >= MOST_TRIES || (i >= FREE && left.decrementAndGet() < 0)) {
                    return Outcome.UNPROVEN;
                }
                if (digest.apply(i).equals(wanted)) {
                    return Outcome.RIGHT;
                }
            }
        } catch (InvalidInput e) {
            // No caller can send such a command.
            return Outcome.WRONG;
        }
        return Outcome.WRONG;
    }
}
