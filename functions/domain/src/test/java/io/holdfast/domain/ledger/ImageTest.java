package io.holdfast.domain.ledger;

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
import io.holdfast.domain.booking.Line;
import io.holdfast.domain.booking.Transition;
import io.holdfast.domain.command.Command;
import io.holdfast.domain.ledger.RecordWrite.AddFailure;
import io.holdfast.domain.ledger.RecordWrite.AddTransition;
import io.holdfast.domain.ledger.RecordWrite.PutBooking;
import io.holdfast.domain.ledger.RecordWrite.PutDefinition;
import io.holdfast.domain.ledger.RecordWrite.RaiseVersion;
import io.holdfast.domain.resource.Definition;
import io.holdfast.domain.resource.DefinitionRecord;
import io.holdfast.domain.resource.Resource;
import io.holdfast.domain.resource.ResourceStatus;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What a read showed, and what a commit leaves behind. */
class ImageTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final ResourceId ROOM = new ResourceId("room");
    private static final BookingId ID = new BookingId("b");
    private static final Fingerprint PRINT = new Fingerprint("0".repeat(64));
    private static final Verdict.Failed FAILED = new Verdict.Failed(Reason.CONTENTION,
            Evidence.NONE, NOON);

    private final Booking booking = new Booking(ID, 1, PRINT, new Verdict.Committed(NOON),
            Optional.of(Admission.confirmed(List.of(new Line(ROOM, 2, 2)), NOON)), Map.of(),
            Optional.empty());
    private final Booking next = booking.after(new CommandId("r"),
            new Transition(Verb.RELEASE, PRINT, new Verdict.Committed(NOON)),
            booking.admission().orElseThrow());

    @Test
    void whatALaterRequestShowsReplacesWhatAnEarlierOneDid() {
        Image seen = Image.of(booking).updatedBy(resource(Optional.of(room(1))));

        Image known = seen.updatedBy(resource(Optional.of(room(2)))).updatedBy(Image.of(next));

        assertThat(known.booking(ID)).contains(next);
        assertThat(known.resource(ROOM)).contains(room(2));
    }

    @Test
    void whatALaterRequestDoesNotShowIsKept() {
        Image seen = Image.of(booking).updatedBy(resource(Optional.of(room(1))));

        assertThat(seen.updatedBy(Image.NONE)).isEqualTo(seen);
        assertThat(Image.of(booking).updatedBy(resource(Optional.empty())).booking(ID))
                .contains(booking);
    }

    @Test
    void anItemThatDoesNotExistIsShownAndAMissingOneIsNot() {
        assertThat(resource(Optional.empty()).shows(ROOM)).isTrue();
        assertThat(resource(Optional.empty()).resource(ROOM)).isEmpty();
        assertThat(Image.NONE.shows(ROOM)).isFalse();
        assertThat(resource(Optional.of(room(1))).updatedBy(resource(Optional.empty()))
                .resource(ROOM)).isEmpty();
    }

    @Test
    void aCommitLeavesTheRecordsThatItWrites() {
        DefinitionRecord definition = new DefinitionRecord(new CommandId("d"), PRINT, FAILED, ROOM,
                Optional.empty());
        Booking other = Booking.abandoned(new BookingId("other"), FAILED);

        Image result = new Commit(List.of(new PutBooking(other), new PutDefinition(definition),
                new AddTransition(next, new CommandId("r"))), List.of()).result();

        assertThat(result).isEqualTo(Image.of(other).updatedBy(Image.of(definition))
                .updatedBy(Image.of(next)));
    }

    /** A refused record shows what it met; the write itself says nothing of the rest of the booking. */
    @Test
    void aFailureAndARaisedVersionLeaveNoRecordThatIsKnown() {
        Command.Confirm confirm = new Command.Confirm(ID, new CommandId("c"));

        assertThat(new Commit(List.of(new RaiseVersion(booking), new AddFailure(confirm,
                new Transition(Verb.CONFIRM, PRINT, FAILED), 100)), List.of()).result())
                .isEqualTo(Image.NONE);
    }

    private static Image resource(Optional<Resource> resource) {
        return new Image(Map.of(), Map.of(), Map.of(ROOM, resource));
    }

    private static Resource room(long version) {
        return new Resource(ROOM, version, 1, new Definition(5, ResourceStatus.OPEN), 5, 0,
                new TreeMap<>(), 0);
    }
}
