package io.holdfast.domain.booking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.domain.BookingId;
import io.holdfast.domain.CommandId;
import io.holdfast.domain.Evidence;
import io.holdfast.domain.Fingerprint;
import io.holdfast.domain.InvalidInput;
import io.holdfast.domain.Limits;
import io.holdfast.domain.Reason;
import io.holdfast.domain.ResourceId;
import io.holdfast.domain.Verb;
import io.holdfast.domain.Verdict;
import io.holdfast.domain.resource.ExpiryWheel;
import io.holdfast.domain.resource.Noted;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class BookingTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final long SLOT = 29_540_000;
    private static final Verdict COMMITTED = new Verdict.Committed(NOON);
    private static final Verdict FAILED = new Verdict.Failed(Reason.CONTENTION, Evidence.NONE,
            NOON);
    private static final Admission HOLD = Admission.held(
            List.of(line("a", 3, 3), line("b", 2, 2)),
            SLOT);

    @Test
    void aBookingKeepsAHundredFailures() {
        assertThat(booking(entries(Verb.CONFIRM, FAILED, Limits.COMMANDS - 1)).hasRoomForFailure())
                .isTrue();
        assertThat(booking(entries(Verb.CONFIRM, FAILED, Limits.COMMANDS)).hasRoomForFailure())
                .isFalse();
    }

    @Test
    void aBookingKeepsAHundredPartialReleases() {
        assertThat(booking(entries(Verb.RELEASE, COMMITTED, Limits.COMMANDS - 1))
                .hasRoomForSuccess()).isTrue();
        assertThat(booking(entries(Verb.RELEASE, COMMITTED, Limits.COMMANDS))
                .hasRoomForSuccess()).isFalse();
    }

    @Test
    void failuresAndSuccessesDoNotUseUpTheRoomOfOneAnother() {
        assertThat(booking(entries(Verb.RELEASE, FAILED, Limits.COMMANDS))
                .hasRoomForSuccess()).isTrue();
        assertThat(booking(entries(Verb.RELEASE, COMMITTED, Limits.COMMANDS)).hasRoomForFailure())
                .isTrue();
        assertThat(booking(entries(Verb.CONFIRM, COMMITTED, Limits.COMMANDS))
                .hasRoomForSuccess()).as("a confirm needs no room of a release").isTrue();
    }

    @Test
    void thereIsRoomForAFailureBelowTheSuccessesAndAHundred() {
        assertThat(booking(entries(Verb.RELEASE, COMMITTED, 7)).mostWithFailure()).isEqualTo(107);
        assertThat(booking(entries(Verb.RELEASE, FAILED, 7)).mostWithFailure()).isEqualTo(100);
    }

    @Test
    void aHoldIsExpiredFromItsSlotOnAndNothingIsWrittenForIt() {
        Booking held = booking(Map.of());
        Instant slot = ExpiryWheel.expiresAt(SLOT);

        assertThat(held.stateAt(slot.minusMillis(1))).contains(VisibleState.HELD);
        assertThat(held.stateAt(slot)).contains(VisibleState.EXPIRED);
        assertThat(held.admission()).map(Admission::state).contains(BookingState.HELD);
    }

    @Test
    void aConfirmedHoldDoesNotExpire() {
        Booking confirmed = booking(Map.of()).after(new CommandId("pay"),
                entry(Verb.CONFIRM, COMMITTED), HOLD.confirm(NOON));

        assertThat(confirmed.stateAt(ExpiryWheel.expiresAt(SLOT + 1)))
                .contains(VisibleState.CONFIRMED);
        assertThat(confirmed.version()).isEqualTo(2);
        assertThat(confirmed.transition(new CommandId("pay"))).isPresent();
    }

    @Test
    void everyStoredStateIsVisible() {
        for (BookingState state : BookingState.values()) {
            Admission admission = new Admission(state, HOLD.lines(), HOLD.slot(), Optional.empty(),
                    Optional.empty());

            assertThat(booking(admission, Map.of()).stateAt(NOON)).map(VisibleState::name)
                    .contains(state.name());
        }
    }

    @Test
    void linesBelongToACommittedBookingOnly() {
        assertThatThrownBy(() -> new Booking(new BookingId("b"), 1, null, FAILED,
                Optional.of(HOLD), Map.of(), Optional.empty())).isInstanceOf(InvalidInput.class);
        assertThatThrownBy(() -> new Booking(new BookingId("b"), 1, null, COMMITTED,
                Optional.empty(), Map.of(), Optional.empty())).isInstanceOf(InvalidInput.class);
    }

    @Test
    void aPartialReleaseKeepsTheStateAndTheLastOneEndsTheBooking() {
        Admission some = HOLD.release(List.of(HOLD.lines().getFirst().release(3),
                HOLD.lines().getLast()), NOON);
        Admission all = some.release(List.of(some.lines().getFirst(),
                some.lines().getLast().release(2)), NOON);

        assertThat(some.state()).isEqualTo(BookingState.HELD);
        assertThat(some.releasedAt()).isEmpty();
        assertThat(all.state()).isEqualTo(BookingState.RELEASED);
        assertThat(all.releasedAt()).contains(NOON);
        assertThat(all.slot()).isEqualTo(OptionalLong.of(SLOT));
        assertThat(all.isExpiredAt(ExpiryWheel.expiresAt(SLOT))).isFalse();
    }

    @Test
    void aConfirmOutlivesTheRelease() {
        Admission confirmed = HOLD.confirm(NOON);
        Admission released = confirmed.release(confirmed.lines().stream()
                .map(line -> line.release(line.remaining())).toList(), NOON.plusSeconds(1));

        assertThat(released.confirmedAt()).contains(NOON);
        assertThat(released.releasedAt()).contains(NOON.plusSeconds(1));
    }

    @Test
    void noMoreThanRemainsLeavesALine() {
        Line line = line("a", 3, 1);

        assertThat(line.release(1).remaining()).isZero();
        assertThatThrownBy(() -> line.release(2)).isInstanceOf(InvalidInput.class);
        assertThatThrownBy(() -> line("a", 3, 4))
                .isInstanceOf(InvalidInput.class);
    }

    private static Booking booking(Map<CommandId, Transition> transitions) {
        return booking(HOLD, transitions);
    }

    private static Booking booking(Admission admission, Map<CommandId, Transition> transitions) {
        return new Booking(new BookingId("b"), 1, new Fingerprint("0".repeat(64)), COMMITTED,
                Optional.of(admission), transitions, Optional.empty());
    }

    private static Map<CommandId, Transition> entries(Verb verb, Verdict verdict, int count) {
        Map<CommandId, Transition> entries = new HashMap<>();
        for (int i = 0; i < count; i++) {
            entries.put(new CommandId("c" + i), entry(verb, verdict));
        }
        return entries;
    }

    private static Transition entry(Verb verb, Verdict verdict) {
        return new Transition(verb, new Fingerprint("0".repeat(64)), verdict, Map.of());
    }

    private static Line line(String resource, long units, long remaining) {
        return new Line(new ResourceId(resource), units, remaining, Noted.nonce(resource));
    }
}
