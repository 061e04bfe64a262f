package io.holdfast.domain.decision;

import static io.holdfast.domain.decision.Rooms.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.domain.BookingId;
import io.holdfast.domain.ResourceId;
import io.holdfast.domain.booking.Booking;
import io.holdfast.domain.ledger.Image;
import io.holdfast.domain.resource.DefinitionRecord;
import io.holdfast.domain.resource.Fate;
import io.holdfast.domain.resource.Intent;
import io.holdfast.domain.resource.Noted;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a record proves of an intent. */
class FatesTest {
    private static final ResourceId ROOM = new ResourceId("room");
    private static final ResourceId HALL = new ResourceId("hall");
    private final Intent.OfBooking book = Noted.book("b", 2, NOON);
    private final Intent.OfBooking confirm = Noted.confirm("b", 10, 2, NOON);
    private final Intent.OfDefinition growth = Noted.growth(2, NOON);

    @Test
    void anIntentIsKeptIfItsRecordNamesItsNonce() {
        assertThat(fate(book, Image.of(Recorded.kept(book, ROOM)))).isEqualTo(Fate.KEPT);
        assertThat(fate(confirm, Image.of(Recorded.kept(confirm, ROOM)))).isEqualTo(Fate.KEPT);
        assertThat(fate(growth, Image.of(Recorded.kept(growth, ROOM)))).isEqualTo(Fate.KEPT);
    }

    @Test
    void theNonceCountsForItsOwnResourceOnly() {
        assertThat(fate(book, Image.of(Recorded.kept(book, HALL)))).isEqualTo(Fate.VOID);
        assertThat(fate(confirm, Image.of(Recorded.kept(confirm, HALL)))).isEqualTo(Fate.VOID);
    }

    /** The line of a booking is not that of a command on it: each has its own nonce. */
    @Test
    void aCommandsIntentIsKeptByTheCommandsEntryOnly() {
        Booking line = Recorded.booking(confirm.booking(), 2, ROOM, confirm.nonce(), Map.of());

        assertThat(fate(confirm, Image.of(line))).isEqualTo(Fate.VOID);
    }

    @Test
    void n3AnIntentIsVoidOnceItsRecordHasPassedTheVersionSeen() {
        assertThat(fate(book, Image.of(Recorded.voided(book, ROOM)))).isEqualTo(Fate.VOID);
        assertThat(fate(confirm, Image.of(Recorded.voided(confirm, ROOM)))).isEqualTo(Fate.VOID);
        assertThat(fate(growth, Image.of(Recorded.voided(growth, ROOM)))).isEqualTo(Fate.VOID);
    }

    /** The decision needs that version, so it may still come. */
    @Test
    void n3AnIntentIsInDoubtWhileItsRecordHasTheVersionSeen() {
        assertThat(fate(confirm, Image.of(Recorded.undecided(confirm, ROOM))))
                .isEqualTo(Fate.IN_DOUBT);
    }

    @Test
    void anIntentWhoseRecordWasNotShownOrDoesNotExistIsInDoubt() {
        Image none = new Image(Map.of(new BookingId("b"), Optional.empty()),
                Map.of(growth.command(), Optional.<DefinitionRecord>empty()), Map.of());

        for (Image records : new Image[]{Image.NONE, none}) {
            assertThat(fate(book, records)).isEqualTo(Fate.IN_DOUBT);
            assertThat(fate(growth, records)).isEqualTo(Fate.IN_DOUBT);
        }
    }

    @Test
    void onlyKeptAndVoidAreFinal() {
        assertThat(Fate.KEPT.isFinal()).isTrue();
        assertThat(Fate.VOID.isFinal()).isTrue();
        assertThat(Fate.IN_DOUBT.isFinal()).isFalse();
    }

    private static Fate fate(Intent intent, Image records) {
        return Fates.of(intent, ROOM, records);
    }
}
