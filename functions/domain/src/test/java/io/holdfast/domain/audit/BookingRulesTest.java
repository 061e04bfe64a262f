package io.holdfast.domain.audit;

import static io.holdfast.domain.audit.Ledgers.COMMITTED;
import static io.holdfast.domain.audit.Ledgers.NOON;
import static io.holdfast.domain.audit.Ledgers.ROOM;
import static io.holdfast.domain.audit.Ledgers.SLOT;
import static io.holdfast.domain.audit.Ledgers.admission;
import static io.holdfast.domain.audit.Ledgers.broken;
import static io.holdfast.domain.audit.Ledgers.confirm;
import static io.holdfast.domain.audit.Ledgers.confirmed;
import static io.holdfast.domain.audit.Ledgers.direct;
import static io.holdfast.domain.audit.Ledgers.hold;
import static io.holdfast.domain.audit.Ledgers.lines;
import static io.holdfast.domain.audit.Ledgers.nonce;
import static io.holdfast.domain.audit.Ledgers.release;
import static io.holdfast.domain.audit.Ledgers.released;
import static io.holdfast.domain.audit.Ledgers.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.domain.BookingId;
import io.holdfast.domain.CommandId;
import io.holdfast.domain.Evidence;
import io.holdfast.domain.Fingerprint;
import io.holdfast.domain.Reason;
import io.holdfast.domain.ResourceId;
import io.holdfast.domain.Verb;
import io.holdfast.domain.Verdict;
import io.holdfast.domain.booking.Admission;
import io.holdfast.domain.booking.Booking;
import io.holdfast.domain.booking.BookingState;
import io.holdfast.domain.booking.Line;
import io.holdfast.domain.booking.Transition;
import io.holdfast.domain.command.FollowUp;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class BookingRulesTest {
    private static final Instant LATER = NOON.plusSeconds(1);
    private static final Fingerprint OTHER = new Fingerprint("1".repeat(64));
    private static final Verdict.Failed ABANDONED = new Verdict.Failed(Reason.ABANDONED,
            Evidence.NONE, NOON);
    private static final Verdict.Failed THROTTLED = new Verdict.Failed(Reason.THROTTLED,
            Evidence.NONE, NOON);

    @Test
    void whatCommandsWriteBreaksNothing() {
        assertThat(List.of(direct("a", 2), hold("b", 2), confirmed("c", 2), released("d", 2, 1),
                released("e", 2, 2), Booking.abandoned(new BookingId("f"), ABANDONED),
                extended(Duration.ofMinutes(20), SLOT + 12)))
                .allSatisfy(booking -> assertThat(broken(booking)).isEmpty());
    }

    @Test
    void aVersionCountsEveryCommand() {
        Booking booking = confirmed("c", 2);

        assertThat(broken(new Booking(booking.id(), 1, booking.fingerprint(), COMMITTED,
                booking.admission(), booking.transitions(), booking.reference())))
                .containsExactly(Promise.LEGAL_VERSION);
    }

    @Test
    void aFailureIsWrittenOnce() {
        assertThat(broken(Booking.abandoned(new BookingId("f"), ABANDONED).raised()))
                .containsExactly(Promise.LEGAL_VERSION);
    }

    @Test
    void onlyAnAbandonedIdHasNoFingerprint() {
        assertThat(broken(Booking.abandoned(new BookingId("f"), THROTTLED)))
                .containsExactly(Promise.ONE_VERDICT);
        assertThat(broken(Booking.failed(Ledgers.command("f", 1, Optional.empty()), ABANDONED)))
                .containsExactly(Promise.ONE_VERDICT);
        Booking hold = hold("h", 1);
        assertThat(broken(new Booking(hold.id(), 1, null, COMMITTED, hold.admission(), Map.of(),
                Optional.empty()))).containsExactly(Promise.ONE_VERDICT);
    }

    @Test
    void anAbandonedIdHasNoReference() {
        assertThat(broken(new Booking(new BookingId("f"), 1, null, ABANDONED, Optional.empty(),
                Map.of(), Optional.of("order")))).containsExactly(Promise.ONE_VERDICT);
    }

    @Test
    void aReferenceIsOneThatACallerCanSend() {
        Booking hold = hold("h", 1);

        assertThat(broken(new Booking(hold.id(), 1, hold.fingerprint(), COMMITTED,
                hold.admission(), Map.of(), Optional.of("x".repeat(257)))))
                .containsExactly(Promise.LEGAL_STATE);
    }

    @Test
    void nothingIsDecidedInTheFuture() {
        Verdict.Failed far = new Verdict.Failed(Reason.THROTTLED, Evidence.NONE,
                NOON.plus(Duration.ofHours(1)));

        assertThat(broken(Booking.failed(Ledgers.command("f", 1, Optional.empty()), far)))
                .containsExactly(Promise.LEGAL_TIME);
    }

    @Test
    void aStateFollowsFromTimesAndLines() {
        Admission held = admission(hold("h", 2));

        assertThat(broken(with(hold("h", 2), new Admission(BookingState.CONFIRMED, held.lines(),
                held.slot(), Optional.empty(), Optional.empty()))))
                .contains(Promise.LEGAL_STATE);
        assertThat(broken(with(hold("h", 2), new Admission(BookingState.UNKNOWN, held.lines(),
                held.slot(), Optional.empty(), Optional.empty())))).containsExactly(Promise.OURS);
    }

    @Test
    void aTimeOfReleaseBelongsToABookingWithoutUnits() {
        Admission released = admission(released("e", 2, 2));

        assertThat(broken(with(released("e", 2, 2), new Admission(BookingState.RELEASED,
                released.lines(), released.slot(), released.confirmedAt(), Optional.empty()))))
                .containsExactly(Promise.LEGAL_STATE);
        assertThat(broken(with(released("d", 2, 1), new Admission(BookingState.CONFIRMED,
                admission(released("d", 2, 1)).lines(), OptionalLong.empty(), Optional.of(NOON),
                Optional.of(LATER))))).contains(Promise.LEGAL_STATE);
    }

    @Test
    void whatWasNeverHeldWasConfirmedWhenItWasMade() {
        assertThat(broken(with(direct("a", 2), Admission.confirmed(lines("a", 2), LATER))))
                .containsExactly(Promise.LEGAL_STATE);
    }

    @Test
    void aHoldEndsAfterItIsMadeAtASlotOfTheWheel() {
        assertThat(broken(with(hold("h", 2), Admission.held(lines("h", 2), SLOT - 10))))
                .containsExactly(Promise.LEGAL_TIME);
        assertThat(broken(with(hold("h", 2), Admission.held(lines("h", 2), SLOT + 4_001))))
                .containsExactly(Promise.LEGAL_SLOT);
        assertThat(broken(with(hold("h", 2), Admission.held(lines("h", 2), SLOT + 50_000))))
                .containsExactly(Promise.LEGAL_SLOT);
    }

    @Test
    void aConfirmedHoldHasOneConfirmOfThatTime() {
        Booking paid = confirmed("c", 2);

        assertThat(broken(new Booking(paid.id(), 2, paid.fingerprint(), COMMITTED,
                paid.admission(), Map.of(), Optional.empty())))
                .containsExactly(Promise.LEGAL_STATE);
        assertThat(broken(with(paid, admission(paid).confirm(LATER))))
                .containsExactly(Promise.LEGAL_STATE);
        assertThat(broken(with(paid, "pay2", confirm(paid.id(), "pay2"))))
                .containsExactly(Promise.LEGAL_STATE);
        assertThat(broken(with(direct("a", 2), "pay", confirm(new BookingId("a"), "pay"))))
                .containsExactly(Promise.LEGAL_STATE);
    }

    @Test
    void aConfirmNamesEachLineThatHasUnits() {
        Booking paid = confirmed("c", 2);
        Transition entry = confirm(paid.id(), "pay");
        Map<CommandId, Transition> other = Map.of(new CommandId("pay"), new Transition(
                Verb.CONFIRM, entry.fingerprint(), COMMITTED,
                Map.of(new ResourceId("other"), nonce("pay"))));

        assertThat(broken(new Booking(paid.id(), 2, paid.fingerprint(), COMMITTED,
                paid.admission(), other, Optional.empty())))
                .containsExactly(Promise.LEGAL_STATE);
    }

    @Test
    void aReleasedBookingHasTheReleaseThatEndedIt() {
        Booking released = released("e", 2, 2);
        Transition entry = new Transition(Verb.RELEASE,
                release(released.id(), "back", OptionalLong.empty()).fingerprint(),
                new Verdict.Committed(LATER), Map.of(ROOM, nonce("back")));

        assertThat(broken(new Booking(released.id(), 2, released.fingerprint(), COMMITTED,
                released.admission(), Map.of(new CommandId("back"), entry), Optional.empty())))
                .containsExactly(Promise.LEGAL_STATE);
    }

    @Test
    void whatALineHasLostAReleaseHasNamed() {
        Booking direct = direct("a", 2);
        Admission less = admission(direct).amend(List.of(new Line(ROOM, 2, 1, nonce("a"))));

        assertThat(broken(with(direct, less))).containsExactly(Promise.LEGAL_STATE);
        assertThat(broken(with(with(direct, less), "x", failed(Verb.RELEASE, THROTTLED))))
                .containsExactly(Promise.LEGAL_STATE);
        assertThat(broken(with(direct, "back", release(direct.id(), "back",
                OptionalLong.of(1))))).contains(Promise.LEGAL_STATE);
    }

    @Test
    void aReleaseMovesUnits() {
        Booking released = released("d", 2, 1);
        Transition entry = release(released.id(), "back", OptionalLong.of(1));

        assertThat(broken(new Booking(released.id(), 2, released.fingerprint(), COMMITTED,
                released.admission(), Map.of(new CommandId("back"), new Transition(Verb.RELEASE,
                        entry.fingerprint(), COMMITTED, Map.of())),
                Optional.empty()))).contains(Promise.LEGAL_STATE);
    }

    @Test
    void onlyAHoldIsExtendedAndOnlyWhileItLasts() {
        assertThat(broken(with(direct("a", 2), "more", extend("a", Duration.ofMinutes(20)))))
                .containsExactly(Promise.LEGAL_STATE);
        Transition late = new Transition(Verb.EXTEND,
                extend("x", Duration.ofMinutes(20)).fingerprint(),
                new Verdict.Committed(NOON.plus(Duration.ofMinutes(11))),
                Map.of(ROOM, nonce("more")));
        assertThat(broken(with(hold("x", 2), "more", late)))
                .containsExactly(Promise.LEGAL_TIME);
    }

    @Test
    void aFailedCommandKeepsNoIntentAndShowsItsReason() {
        assertThat(broken(with(hold("h", 2), "x", new Transition(Verb.RELEASE,
                release(new BookingId("h"), "x", OptionalLong.empty()).fingerprint(), THROTTLED,
                Map.of(ROOM, nonce("x")))))).containsExactly(Promise.ONE_VERDICT);
        assertThat(broken(with(hold("h", 2), "x", failed(Verb.RELEASE, ABANDONED))))
                .containsExactly(Promise.TRUE_REASON);
        assertThat(broken(with(hold("h", 2), "x", failed(Verb.RELEASE, new Verdict.Failed(
                Reason.CONTENTION, Evidence.of(new ResourceId("other")), NOON)))))
                .containsExactly(Promise.TRUE_REASON);
    }

    @Test
    void aBookingKeepsABoundedNumberOfCommands() {
        Booking booking = hold("h", 2);
        Map<CommandId, Transition> many = new HashMap<>();
        for (int i = 0; i <= 100; i++) {
            many.put(new CommandId("x" + i), failed(Verb.RELEASE, THROTTLED));
        }

        assertThat(broken(new Booking(booking.id(), 102, booking.fingerprint(), COMMITTED,
                booking.admission(), many, Optional.empty())))
                .containsExactly(Promise.LEGAL_STATE);
    }

    @Test
    void aVerbOfALaterReleaseIsNotOurs() {
        assertThat(broken(with(hold("h", 2), "x", failed(Verb.UNKNOWN, THROTTLED))))
                .containsExactly(Promise.OURS);
    }

    @Test
    void aNonceBelongsToOneCommand() {
        Booking booking = released("e", 2, 2);
        Transition entry = release(booking.id(), "back", OptionalLong.empty());
        Admission one = admission(booking).amend(List.of(new Line(ROOM, 2, 0, nonce("back"))));

        assertThat(broken(with(booking, "again", entry))).containsExactly(Promise.ONE_NONCE);
        assertThat(broken(with(booking, one))).containsExactly(Promise.ONE_NONCE);
    }

    @Test
    void aBookingHasALineForEachResourceAndNotTooMany() {
        Booking booking = hold("h", 2);
        Line line = admission(booking).lines().getFirst();

        assertThat(broken(with(booking, admission(booking).amend(List.of(line, line)))))
                .containsExactly(Promise.LEGAL_STATE);
        List<Line> many = java.util.stream.IntStream.range(0, 32).mapToObj(i -> new Line(
                new ResourceId("r" + i), 1, 1, nonce("h"))).toList();
        assertThat(broken(with(booking, admission(booking).amend(many))))
                .containsExactly(Promise.LEGAL_STATE);
    }

    @Test
    void aFingerprintIsThatOfItsCommand() {
        assertThat(broken(with(hold("h", 2), "x", new Transition(Verb.CONFIRM, OTHER, THROTTLED,
                Map.of())))).containsExactly(Promise.SAME_COMMAND);
        Booking released = released("d", 2, 1);
        assertThat(broken(new Booking(released.id(), 2, released.fingerprint(), COMMITTED,
                released.admission(), Map.of(new CommandId("back"), new Transition(Verb.RELEASE,
                        OTHER, COMMITTED, Map.of(ROOM, nonce("back")))),
                Optional.empty()))).containsExactly(Promise.SAME_COMMAND);
    }

    @Test
    void anExtensionIsDigestedWithEveryDurationThatThereIs() {
        assertThat(broken(extended(Duration.ofSeconds(61), SLOT))).isEmpty();
        assertThat(broken(with(hold("h", 2), "more", new Transition(Verb.EXTEND, OTHER,
                COMMITTED, Map.of())))).containsExactly(Promise.SAME_COMMAND);
    }

    @Test
    void anAmendmentIsDigestedWithTheLinesThatItLeft() {
        Booking booking = direct("a", 2);
        Booking amended = booking.after(new CommandId("x"), new Transition(Verb.AMEND,
                new FollowUp.Amend(booking.id(), new CommandId("x"), OptionalLong.of(5),
                        List.of()).fingerprint(),
                COMMITTED, Map.of(ROOM, nonce("x"))),
                admission(booking).amend(List.of(new Line(ROOM, 5, 5, nonce("a")))));

        assertThat(broken(amended)).isEmpty();
        assertThat(broken(with(amended, admission(booking)
                .amend(List.of(new Line(ROOM, 6, 6, nonce("a")))))))
                .containsExactly(Promise.SAME_COMMAND);
    }

    private static Transition extend(String booking, Duration holdFor) {
        return new Transition(Verb.EXTEND, new FollowUp.Extend(new BookingId(booking),
                new CommandId("more"), holdFor).fingerprint(), COMMITTED,
                Map.of(ROOM, nonce("more")));
    }

    private static Booking extended(Duration holdFor, long slot) {
        Booking held = hold("x", 2);
        return held.after(new CommandId("more"), extend("x", holdFor),
                admission(held).extend(slot));
    }

    private static Transition failed(Verb verb, Verdict.Failed verdict) {
        return Transition.failed(verb, OTHER, verdict);
    }
}
