package io.holdfast.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.domain.command.Command.Book;
import io.holdfast.domain.command.Command.Define;
import io.holdfast.domain.command.FollowUp.Confirm;
import io.holdfast.domain.command.FollowUp.Release;
import io.holdfast.domain.command.LineRequest;
import io.holdfast.domain.command.Part;
import io.holdfast.domain.command.Precondition;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Nothing new gets an id that a URL takes for a step; what was stored under one can be read, and a
 * booking can be given back.
 */
class AddressableTest {
    @ParameterizedTest
    @ValueSource(strings = {".", ".."})
    void nothingNewGetsAnIdOfOneOrTwoDots(String dots) {
        refused("bookingId", () -> book(dots, "r"));
        refused("resourceId", () -> book("b", dots));
        refused("resourceId", () -> define(dots, "c"));
        refused("commandId", () -> define("r", dots));
        refused("commandId", () -> new Confirm(new BookingId("b"), new CommandId(dots)));
        refused("commandId", () -> release("b", dots));
        refused("resourceId", () -> new Part(new ResourceId(dots), 1));
        refused("bookingId", () -> BookingId.addressed(dots));
        refused("resourceId", () -> ResourceId.addressed(dots));
    }

    @ParameterizedTest
    @ValueSource(strings = {".", ".."})
    void anIdThatWasStoredBeforeIsStillAnId(String dots) {
        assertThat(List.of(new BookingId(dots).value(), new ResourceId(dots).value(),
                new CommandId(dots).value())).containsOnly(dots);
    }

    @ParameterizedTest
    @ValueSource(strings = {"...", ".a", "a.", "..a", ".-", "a..b"})
    void dotsBesideOthersAreFine(String id) {
        assertThat(book(id, id).booking().value()).isEqualTo(id);
    }

    @ParameterizedTest
    @ValueSource(strings = {".", ".."})
    void aBookingThatWasStoredBeforeCanBeConfirmedAndReleased(String dots) {
        assertThat(new Confirm(new BookingId(dots), new CommandId("c")).booking().value())
                .isEqualTo(dots);
        assertThat(release(dots, "c").booking().value()).isEqualTo(dots);
    }

    private static void refused(String field, ThrowingCallable command) {
        assertThatThrownBy(command).isInstanceOf(InvalidInput.class).hasMessage(field
                + ": must be 1 to 128 characters of A-Z a-z 0-9 . _ : ~ -, and neither . nor ..");
    }

    private static Book book(String booking, String resource) {
        return new Book(new BookingId(booking),
                List.of(new LineRequest(new ResourceId(resource), 1, OptionalLong.empty())),
                Optional.empty(), Optional.empty());
    }

    private static Define define(String resource, String command) {
        return new Define(new ResourceId(resource), new CommandId(command),
                OptionalLong.of(1), Optional.empty(), false, OptionalLong.empty(),
                Precondition.NONE);
    }

    private static Release release(String booking, String command) {
        return new Release(new BookingId(booking), new CommandId(command), OptionalLong.empty(),
                List.of());
    }
}
