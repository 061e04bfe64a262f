package io.holdfast.domain.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.domain.BookingId;
import io.holdfast.domain.CommandId;
import io.holdfast.domain.InvalidInput;
import io.holdfast.domain.ResourceId;
import io.holdfast.domain.command.Command.Book;
import io.holdfast.domain.command.Command.Define;
import io.holdfast.domain.command.Command.Resolve;
import io.holdfast.domain.command.FollowUp.Amend;
import io.holdfast.domain.command.FollowUp.Confirm;
import io.holdfast.domain.command.FollowUp.Extend;
import io.holdfast.domain.command.FollowUp.Release;
import io.holdfast.domain.command.Part;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The limits of each verb: a command that exists is valid. */
class CommandTest {
    private static final String EMOJI = "\uD83C\uDFAB";
    private static final BookingId BOOKING = new BookingId("b");
    private static final CommandId ID = new CommandId("c");

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 129, 256})
    void aReferenceIsCountedInCodePoints(int count) {
        assertThat(book(EMOJI.repeat(count)).reference()).contains(EMOJI.repeat(count));
        assertThat(book("x".repeat(count)).reference()).contains("x".repeat(count));
    }

    @Test
    void beyondTwoHundredAndFiftySixCodePointsAReferenceIsRefused() {
        for (String one : List.of("x", EMOJI)) {
            assertThatThrownBy(() -> book(one.repeat(257)))
                    .hasMessage("reference: must be at most 256 characters");
        }
    }

    @Test
    void halfACharacterIsRefused() {
        assertThatThrownBy(() -> book("\uD83C")).isInstanceOf(InvalidInput.class);
    }

    @Test
    void aControlCharacterIsRefused() {
        assertThatThrownBy(() -> book("a\nb")).isInstanceOf(InvalidInput.class);
    }

    @Test
    void aBookingHasFromOneToThirtyOneLines() {
        assertThat(book(lines(31), Duration.ofSeconds(1)).lines()).hasSize(31);

        refused("lines: must have from 1 to 31 entries",
                () -> book(List.of(), Duration.ofSeconds(1)));
        refused("lines: must have from 1 to 31 entries",
                () -> book(lines(32), Duration.ofSeconds(1)));
    }

    @Test
    void anAmendmentHasUnitsOrLinesAndNotBoth() {
        assertThat(amend(OptionalLong.of(1), List.of()).units()).hasValue(1);
        assertThat(amend(OptionalLong.empty(), List.of(part(1))).parts()).hasSize(1);

        refused("lines: must have from 1 to 31 entries",
                () -> amend(OptionalLong.empty(), List.of()));
        refused("lines: must have from 1 to 31 entries",
                () -> amend(OptionalLong.of(1), List.of(part(1))));
        refused("units: must be from 1 to 1000000", () -> amend(OptionalLong.of(0), List.of()));
        refused("lines[1].resourceId: appears twice; give each resource one line",
                () -> amend(OptionalLong.empty(), List.of(part(1), part(2))));
    }

    @Test
    void anExtensionLastsAsLongAsAHoldMay() {
        assertThat(extend(Duration.ofDays(7)).holdFor()).isEqualTo(Duration.ofDays(7));

        refused("holdFor: must be whole seconds from PT1S to P7D", () -> extend(Duration.ZERO));
        refused("holdFor: must be whole seconds from PT1S to P7D",
                () -> extend(Duration.ofDays(7).plusSeconds(1)));
    }

    @Test
    void everyLineIsOfAnotherResource() {
        refused("lines[1].resourceId: appears twice; give each resource one line",
                () -> book(List.of(line(1), line(2)), Duration.ofSeconds(1)));
        refused("lines[1].resourceId: appears twice; give each resource one line",
                () -> release(OptionalLong.empty(), List.of(part(1), part(2))));
    }

    @Test
    void aLineHasFromOneToAMillionUnits() {
        assertThat(List.of(line(1).units(), line(1_000_000).units(), part(1_000_000).units()))
                .containsExactly(1L, 1_000_000L, 1_000_000L);

        for (long units : new long[]{0, 1_000_001}) {
            refused("units: must be from 1 to 1000000", () -> line(units));
            refused("units: must be from 1 to 1000000", () -> part(units));
            refused("units: must be from 1 to 1000000",
                    () -> release(OptionalLong.of(units), List.of()));
        }
    }

    @Test
    void aCallerInsistsOnAVersionThatATableCanReach() {
        refused("expectedVersion: must be from 1 to 1000000000000000",
                () -> new LineRequest(new ResourceId("r"), 1, OptionalLong.of(0)));
        refused("expectedDefinitionVersion: must be from 0 to 1000000000000000",
                () -> define(OptionalLong.of(1), OptionalLong.of(-1)));
    }

    @Test
    void aHoldLastsWholeSecondsUpToAWeek() {
        assertThat(book(lines(1), Duration.ofDays(7)).holdFor()).contains(Duration.ofDays(7));

        for (Duration wrong : List.of(Duration.ZERO, Duration.ofMillis(1_500),
                Duration.ofDays(7).plusSeconds(1))) {
            refused("holdFor: must be whole seconds from PT1S to P7D",
                    () -> book(lines(1), wrong));
        }
    }

    @Test
    void aCapacityIsFromZeroToATrillionUnits() {
        assertThat(define(OptionalLong.of(1_000_000_000_000L), OptionalLong.of(0)).capacity())
                .hasValue(1_000_000_000_000L);

        for (long capacity : new long[]{-1, 1_000_000_000_001L}) {
            refused("capacity: must be from 0 to 1000000000000",
                    () -> define(OptionalLong.of(capacity), OptionalLong.empty()));
        }
    }

    @Test
    void aReleaseThatNamesNoUnitsIsFull() {
        assertThat(release(OptionalLong.empty(), List.of()).isFull()).isTrue();
        assertThat(release(OptionalLong.of(1), List.of()).isFull()).isFalse();
        assertThat(release(OptionalLong.empty(), List.of(part(1))).isFull()).isFalse();
    }

    @Test
    void everyVerbHasItsNameAndTheIdOfItsVerdict() {
        assertThat(List.<Command>of(define(OptionalLong.of(1), OptionalLong.empty()), book("x"),
                new Confirm(BOOKING, ID), release(OptionalLong.empty(), List.of()),
                new Resolve(BOOKING)))
                .extracting(command -> command.name() + " " + command.idOfVerdict())
                .containsExactly("define c", "book b", "confirm c", "release c", "resolve b");
    }

    private static void refused(String message, ThrowingCallable command) {
        assertThatThrownBy(command).isInstanceOf(InvalidInput.class).hasMessage(message);
    }

    private static Book book(String reference) {
        return new Book(BOOKING, lines(1), Optional.empty(), Optional.of(reference));
    }

    private static Book book(List<LineRequest> lines, Duration holdFor) {
        return new Book(BOOKING, lines, Optional.of(holdFor), Optional.empty());
    }

    private static List<LineRequest> lines(int count) {
        return IntStream.range(0, count).mapToObj(i -> new LineRequest(new ResourceId("r" + i), 1,
                OptionalLong.empty())).toList();
    }

    private static LineRequest line(long units) {
        return new LineRequest(new ResourceId("r"), units, OptionalLong.empty());
    }

    private static Part part(long units) {
        return new Part(new ResourceId("r"), units);
    }

    private static Amend amend(OptionalLong units, List<Part> parts) {
        return new Amend(BOOKING, ID, units, parts);
    }

    private static Extend extend(Duration holdFor) {
        return new Extend(BOOKING, ID, holdFor);
    }

    private static Release release(OptionalLong units, List<Part> parts) {
        return new Release(BOOKING, ID, units, parts);
    }

    private static Define define(OptionalLong capacity, OptionalLong expectedVersion) {
        return new Define(new ResourceId("r"), ID, capacity, Optional.empty(), false,
                expectedVersion, Precondition.NONE);
    }
}
