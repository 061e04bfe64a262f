package io.holdfast.domain.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.domain.BookingId;
import io.holdfast.domain.CommandId;
import io.holdfast.domain.Fingerprint;
import io.holdfast.domain.ResourceId;
import io.holdfast.domain.Verb;
import io.holdfast.domain.Verdict;
import io.holdfast.domain.booking.Admission;
import io.holdfast.domain.booking.Booking;
import io.holdfast.domain.booking.Line;
import io.holdfast.domain.booking.Transition;
import io.holdfast.domain.resource.Definition;
import io.holdfast.domain.resource.Noted;
import io.holdfast.domain.resource.Resource;
import io.holdfast.domain.resource.ResourceStatus;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What a request showed. */
class ImageTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final ResourceId ROOM = new ResourceId("room");
    private static final BookingId ID = new BookingId("b");
    private static final Fingerprint PRINT = new Fingerprint("0".repeat(64));

    private final Booking booking = new Booking(ID, 1, PRINT, new Verdict.Committed(NOON),
            Optional.of(Admission.confirmed(List.of(new Line(ROOM, 2, 2, Noted.nonce("b"))), NOON)),
            Map.of(),
            Optional.empty());
    private final Booking next = booking.after(new CommandId("r"),
            new Transition(Verb.RELEASE, PRINT, new Verdict.Committed(NOON), Map.of()),
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
    void anItemIsShownOrNotWhateverItsKind() {
        CommandId define = new CommandId("d");
        Image image = new Image(Map.of(ID, Optional.empty()), Map.of(define, Optional.empty()),
                Map.of(ROOM, Optional.empty()));

        assertThat(image.showsAll(Set.of(ID, define, ROOM))).isTrue();
        assertThat(image.showsAll(Set.of(ID, new BookingId("other")))).isFalse();
        assertThat(image.showsAll(Set.of(new CommandId("other")))).isFalse();
        assertThat(image.showsAll(Set.of(new ResourceId("other")))).isFalse();
    }

    private static Image resource(Optional<Resource> resource) {
        return new Image(Map.of(), Map.of(), Map.of(ROOM, resource));
    }

    private static Resource room(long version) {
        return new Resource(ROOM, version, 1, new Definition(5, ResourceStatus.OPEN), 5, 0,
                new TreeMap<>(), 0);
    }
}
