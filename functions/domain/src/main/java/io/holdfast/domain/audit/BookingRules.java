package io.holdfast.domain.audit;

import io.holdfast.domain.InvalidInput;
import io.holdfast.domain.Limits;
import io.holdfast.domain.Reason;
import io.holdfast.domain.Verb;
import io.holdfast.domain.Verdict;
import io.holdfast.domain.booking.Admission;
import io.holdfast.domain.booking.Booking;
import io.holdfast.domain.booking.BookingState;
import io.holdfast.domain.booking.Line;
import io.holdfast.domain.command.References;
import io.holdfast.domain.resource.ExpiryWheel;
import java.time.Instant;

/**
 * What the record of a booking must say if it is the work of the commands that it records: nothing
 * else is needed to judge it, so it holds at every instant. A record is redundant on purpose. Its
 * state follows from its times and its lines, and these from its commands.
 */
final class BookingRules {
    private final Booking booking;
    private final Instant now;
    private final Findings findings;

    private BookingRules(Booking booking, Instant now, Findings findings) {
        this.booking = booking;
        this.now = now;
        this.findings = findings;
    }

    static void check(Booking booking, Instant now, Findings findings) {
        BookingRules rules = new BookingRules(booking, now, findings);
        rules.checkRecord();
        switch (booking.verdict()) {
            case Verdict.Committed committed ->
                rules.checkCommitted(booking.admission().orElseThrow());
            case Verdict.Failed failed -> rules.checkFailed(failed);
        }
    }

    private void checkRecord() {
        long entries = booking.transitions().size();
        findings.unless(booking.version() > entries, Promise.LEGAL_VERSION, booking.id(),
                "version %d, and %d commands", booking.version(), entries);
        findings.unless(Clocks.isPast(booking.verdict().decidedAt(), now), Promise.LEGAL_TIME,
                booking.id(), "a verdict of %s", booking.verdict().decidedAt());
        booking.reference().ifPresent(this::checkReference);
    }

    private void checkReference(String reference) {
        try {
            References.require(reference);
        } catch (InvalidInput e) {
            findings.add(Promise.LEGAL_STATE, booking.id(), "a reference that " + e.problem());
        }
    }

    /** A failure is written once, and nothing can be done with it afterwards. */
    private void checkFailed(Verdict.Failed failed) {
        findings.unless(booking.version() == 1 && booking.transitions().isEmpty(),
                Promise.LEGAL_VERSION, booking.id(), "version %d, although it is FAILED",
                booking.version());
        boolean abandoned = failed.reason() == Reason.ABANDONED;
        findings.unless(abandoned == (booking.fingerprint() == null), Promise.ONE_VERDICT,
                booking.id(), "reason %s %s a fingerprint", failed.text(),
                abandoned ? "with" : "without");
        findings.unless(!abandoned || booking.reference().isEmpty(), Promise.ONE_VERDICT,
                booking.id(), "a reference, although nobody knows its command");
        findings.unless(Reasons.isPossible(Reasons.Of.BOOK, failed), Promise.TRUE_REASON,
                booking.id(), "reason %s with evidence %s", failed.text(), failed.evidence());
    }

    private void checkCommitted(Admission admission) {
        findings.unless(booking.fingerprint() != null, Promise.ONE_VERDICT, booking.id(),
                "no fingerprint, although it is COMMITTED");
        if (admission.state() == BookingState.UNKNOWN) {
            findings.add(Promise.OURS, booking.id(), "a state that this release does not know");
            return;
        }
        checkState(admission);
        checkLines(admission);
        admission.slot().ifPresentOrElse(slot -> checkHold(admission, slot),
                () -> checkDirect(admission));
        if (booking.transitions().isEmpty()) {
            checkUntouched(admission);
        } else {
            new EntryRules(booking, admission, now, findings).check();
        }
    }

    // An amendment leaves one unit at least, so only a release ends a booking.
    private void checkState(Admission admission) {
        boolean ended = hasNoUnits(admission);
        BookingState expected = ended
                ? BookingState.RELEASED
                : admission.confirmedAt().isPresent() ? BookingState.CONFIRMED : BookingState.HELD;
        findings.unless(admission.state() == expected, Promise.LEGAL_STATE, booking.id(),
                "state %s, and its times and lines say %s", admission.state(), expected);
        findings.unless(admission.releasedAt().isPresent() == ended, Promise.LEGAL_STATE,
                booking.id(), "time of release %s, and %s", admission.releasedAt(),
                ended ? "no units" : "units");
    }

    // A loop: it runs for every booking of a table.
    private static boolean hasNoUnits(Admission admission) {
        for (Line line : admission.lines()) {
            if (line.remaining() > 0) {
                return false;
            }
        }
        return true;
    }

    private void checkLines(Admission admission) {
        int lines = admission.lines().size();
        if (lines == 1) {
            return;
        }
        long distinct = admission.lines().stream().map(Line::resource).distinct().count();
        findings.unless(distinct == lines, Promise.LEGAL_STATE, booking.id(),
                "%d lines of %d resources", lines, distinct);
        boolean amended = booking.transitions().values().stream()
                .anyMatch(entry -> entry.verb() == Verb.AMEND);
        int most = amended ? Limits.RECORDED_LINES : Limits.LINES;
        findings.unless(lines <= most, Promise.LEGAL_STATE, booking.id(), "%d lines", lines);
    }

    /** Without a command it is as it was made. */
    private void checkUntouched(Admission admission) {
        boolean untouched = admission.releasedAt().isEmpty()
                && admission.slot().isPresent() != admission.confirmedAt().isPresent();
        for (Line line : admission.lines()) {
            untouched &= line.remaining() == line.units();
        }
        findings.unless(untouched, Promise.LEGAL_STATE, booking.id(),
                "no commands, and state %s, lines %s", admission.state(), admission.lines());
    }

    private void checkDirect(Admission admission) {
        findings.unless(
                admission.confirmedAt().filter(booking.verdict().decidedAt()::equals).isPresent(),
                Promise.LEGAL_STATE, booking.id(),
                "no slot, and was confirmed at %s, not when it was made (%s)",
                admission.confirmedAt(), booking.verdict().decidedAt());
    }

    private void checkHold(Admission admission, long slot) {
        Instant end = ExpiryWheel.expiresAt(slot);
        Instant latest = booking.verdict().decidedAt();
        findings.unless(latest.isBefore(end), Promise.LEGAL_TIME, booking.id(),
                "slot %d, which was over when it was made (%s)", slot, latest);
        admission.confirmedAt().ifPresent(at -> findings.unless(at.isBefore(end),
                Promise.LEGAL_TIME, booking.id(), "slot %d, and was confirmed at %s", slot, at));
        for (var entry : booking.transitions().values()) {
            if (entry.verb() == Verb.EXTEND && entry.verdict() instanceof Verdict.Committed extend
                    && extend.decidedAt().isAfter(latest)) {
                latest = extend.decidedAt();
            }
        }
        findings.unless(Clocks.canEndAt(slot, latest), Promise.LEGAL_SLOT, booking.id(),
                "slot %d, and was made or extended at %s", slot, latest);
    }
}
