package io.holdfast.domain.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.domain.BookingId;
import io.holdfast.domain.CommandId;
import io.holdfast.domain.Fingerprint;
import io.holdfast.domain.ResourceId;
import io.holdfast.domain.command.Command.Book;
import io.holdfast.domain.command.Command.Define;
import io.holdfast.domain.command.FollowUp.Amend;
import io.holdfast.domain.command.FollowUp.Confirm;
import io.holdfast.domain.command.FollowUp.Extend;
import io.holdfast.domain.command.FollowUp.Release;
import io.holdfast.domain.resource.ResourceStatus;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/**
 * The digests are stored in tables forever: a release that computes another one for the same command
 * would answer every replay with key-reused. They were computed once by a program in another language.
 */
class FingerprintTest {
    private static final LineRequest ROOM = line("room-12", 2, OptionalLong.empty());
    private static final LineRequest PARKING = line("parking", 1, OptionalLong.of(7));

    @Test
    void digestsAreWhatTheyWere() {
        assertThat(book(List.of(ROOM), Optional.empty(), Optional.empty()).fingerprint().hex())
                .isEqualTo("bf73188a1d20a6dbdbb6f084174c1bd93e6951b9a6bee9625de7637f9ab8715a");
        assertThat(book(List.of(ROOM, PARKING), Optional.of(Duration.ofMinutes(10)),
                Optional.of("order 4711")).fingerprint().hex())
                .isEqualTo("b34cc0781bc89dd592f85a22be41a8550ecc9c5e49dbc8022a1494a6af46c201");
        assertThat(define(OptionalLong.of(50), ResourceStatus.OPEN, true, OptionalLong.of(3))
                .fingerprint().hex())
                .isEqualTo("18d269bcbab40067e237b592e0bb0cd046e7e4efef5771a4b98ea13b1167376d");
        assertThat(define(OptionalLong.empty(), ResourceStatus.CLOSED, false,
                OptionalLong.empty()).fingerprint().hex())
                .isEqualTo("72d790ac615281cebc6b57b2d899da3fbc319ff0ba6a5476feca52b112fd0311");
        assertThat(new Confirm(new BookingId("b"), new CommandId("c")).fingerprint().hex())
                .isEqualTo("889a398ae251f9a569eaf6efa81cabcb046d70eeada8f65351cba3928db15397");
        assertThat(release(OptionalLong.of(2), List.of()).fingerprint().hex())
                .isEqualTo("1204bb9a1f0b2421d5b711922dcd5f7395c9504f4a8b46a03337a1dbb5ead746");
        assertThat(new Extend(new BookingId("b"), new CommandId("c"), Duration.ofMinutes(10))
                .fingerprint().hex())
                .isEqualTo("f0411488b5ed58aa7669f8b9cb2a9503eb56d59b57e6f997e40040571ba18223");
        assertThat(amend(OptionalLong.of(2), List.of()).fingerprint().hex())
                .isEqualTo("118099c15aac74ffbe17f213c8ca7f151554332278968f388e7e4d810b03d766");
        assertThat(amend(OptionalLong.empty(), List.of(new Part(new ResourceId("room-12"), 2),
                new Part(new ResourceId("parking"), 1))).fingerprint().hex())
                .isEqualTo("a168ebd333766432230a6546ddd88b4fac6dd850af18490b9888053eba4a0164");
    }

    /** Of a definition that named a number of stripes, as earlier releases accepted it. */
    @Test
    void whereStripesWereIsAPartThatIsAbsent() {
        assertThat(Fingerprint.of("define", "room-12", 50, ResourceStatus.OPEN, 1, true, 3).hex())
                .isEqualTo("7b381e15be70335953154bf395446aa16a7ae9091e53227ef2e33e7460624133");
        assertThat(Fingerprint.of("define", "room-12", 50, ResourceStatus.OPEN, null, true, 3))
                .isEqualTo(define(OptionalLong.of(50), ResourceStatus.OPEN, true,
                        OptionalLong.of(3)).fingerprint());
    }

    @Test
    void theOrderOfLinesAndTheCommandIdMakeNoDifference() {
        assertThat(book(List.of(ROOM, PARKING), Optional.empty(), Optional.empty()).fingerprint())
                .isEqualTo(book(List.of(PARKING, ROOM), Optional.empty(), Optional.empty())
                        .fingerprint());
    }

    @Test
    void partsThatReadAlikeDiffer() {
        assertThat(Fingerprint.of("ab", "c")).isNotEqualTo(Fingerprint.of("a", "bc"));
        assertThat(Fingerprint.of("a", Optional.empty())).isNotEqualTo(Fingerprint.of("a", ""));
        assertThat(Fingerprint.of("a")).isNotEqualTo(Fingerprint.of("a", Optional.empty()));
        assertThat(Fingerprint.of(OptionalLong.of(1))).isEqualTo(Fingerprint.of(1));
    }

    private static Define define(OptionalLong capacity, ResourceStatus status,
            boolean allowDrain, OptionalLong expected) {
        return new Define(new ResourceId("room-12"), new CommandId("c"), capacity,
                Optional.of(status), allowDrain, expected, Precondition.NONE);
    }

    private static Book book(List<LineRequest> lines, Optional<Duration> holdFor,
            Optional<String> reference) {
        return new Book(new BookingId("b"), lines, holdFor, reference);
    }

    private static Amend amend(OptionalLong units, List<Part> lines) {
        return new Amend(new BookingId("b"), new CommandId("c"), units, lines);
    }

    private static Release release(OptionalLong units, List<Part> lines) {
        return new Release(new BookingId("b"), new CommandId("c"), units, lines);
    }

    private static LineRequest line(String resource, long units, OptionalLong expectedVersion) {
        return new LineRequest(new ResourceId(resource), units, expectedVersion);
    }
}
