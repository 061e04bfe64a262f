package io.holdfast.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.domain.BookingId;
import io.holdfast.domain.CommandId;
import io.holdfast.domain.Evidence;
import io.holdfast.domain.Evidence.Figure;
import io.holdfast.domain.Id;
import io.holdfast.domain.Reason;
import io.holdfast.domain.ResourceId;
import io.holdfast.domain.Verdict;
import io.holdfast.domain.booking.Admission;
import io.holdfast.domain.booking.Booking;
import io.holdfast.domain.booking.BookingState;
import io.holdfast.domain.booking.Line;
import io.holdfast.domain.booking.Transition;
import io.holdfast.domain.command.Command;
import io.holdfast.domain.command.Command.Book;
import io.holdfast.domain.command.Command.Confirm;
import io.holdfast.domain.command.Command.FollowUp;
import io.holdfast.domain.command.Command.Release;
import io.holdfast.domain.command.LineRequest;
import io.holdfast.domain.command.Precondition;
import io.holdfast.domain.ledger.Canceled;
import io.holdfast.domain.ledger.Commit;
import io.holdfast.domain.ledger.Image;
import io.holdfast.domain.ledger.Ledger;
import io.holdfast.domain.ledger.Ledger.Committing;
import io.holdfast.domain.ledger.Ledger.Reading;
import io.holdfast.domain.ledger.Ledger.Recording;
import io.holdfast.domain.ledger.RecordWrite;
import io.holdfast.domain.ledger.RecordWrite.AddFailure;
import io.holdfast.domain.ledger.RecordWrite.PutBooking;
import io.holdfast.domain.ledger.RecordWrite.RaiseVersion;
import io.holdfast.domain.ledger.ResourceWrite.Move;
import io.holdfast.domain.protocol.Answer;
import io.holdfast.domain.protocol.Answer.BookingDecided;
import io.holdfast.domain.protocol.Answer.Decided;
import io.holdfast.domain.protocol.Answer.DefinitionDecided;
import io.holdfast.domain.protocol.Invocation;
import io.holdfast.domain.protocol.Protocol;
import io.holdfast.domain.resource.Bucket.Counter;
import io.holdfast.domain.resource.Movement;
import io.holdfast.domain.resource.Resource;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * What the protocol asks of the store behind the ledger. Every store that anybody runs Holdfast on
 * passes it: a subclass gives the client of one with an empty table.
 */
public abstract class LedgerContract {
    /** The table's name. */
    protected static final String TABLE = "contract";
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private final ResourceId resource = new ResourceId("r-" + UUID.randomUUID());
    private final BookingId booking = new BookingId("b-" + UUID.randomUUID());
    private final BookingId other = new BookingId("o-" + UUID.randomUUID());

    protected abstract DynamoDbClient client();

    private Ledger ledger() {
        return new DynamoDbLedger(client(), TABLE);
    }

    private Protocol protocol() {
        return new Protocol(ledger());
    }

    @Test
    void whatIsNotThereReadsAsAbsent() {
        assertThat(ledger().read(Set.of(resource))).isEqualTo(new Reading.Read(nothing(resource)));
        assertThat(ledger().read(Set.of(booking))).isEqualTo(new Reading.Read(nothing(booking)));
        assertThat(ledger().read(Set.of(booking, resource))).isEqualTo(
                new Reading.Read(nothing(resource).updatedBy(nothing(booking))));
    }

    @Test
    void aBookingReadsBackAsItWasWritten() {
        define(5);
        Booking booked = decided(book(booking, 2, Optional.of(Duration.ofMinutes(10))));

        assertThat(ledger().read(Set.of(booking))).isEqualTo(new Reading.Read(Image.of(booked)));
        assertThat(booked.admission().orElseThrow().state()).isEqualTo(BookingState.HELD);
        assertThat(resource().expiring().values()).containsExactly(2L);
    }

    @Test
    void aFailureReadsBackWithItsEvidence() {
        define(1);
        Booking failed = decided(book(booking, 2, Optional.empty()));

        assertThat(ledger().read(Set.of(booking))).isEqualTo(new Reading.Read(Image.of(failed)));
        assertThat(failed.verdict()).isInstanceOfSatisfying(Verdict.Failed.class,
                verdict -> assertThat(verdict.evidence().figures())
                        .containsEntry(Figure.AVAILABLE, 1L).containsEntry(Figure.REQUESTED, 2L));
    }

    @Test
    void aGuardThatFailsShowsTheImageThatItFailedOnAndNothingIsWritten() {
        define(5);
        Committing answer = ledger().commit(commit(booking, 6));

        assertThat(canceled(answer).image()).isEqualTo(
                new Image(Map.of(), Map.of(), Map.of(resource, Optional.of(resource()))));
        assertThat(ledger().read(Set.of(booking))).isEqualTo(new Reading.Read(nothing(booking)));
    }

    @Test
    void aGuardOfAResourceThatDoesNotExistShowsThatItDoesNot() {
        assertThat(canceled(ledger().commit(commit(booking, 1))).image())
                .isEqualTo(nothing(resource));
    }

    @Test
    void whatIsRecordedUnderAnIdIsShownToTheSecondOfTwoWrites() {
        define(5);
        Booking recorded = decided(book(booking, 2, Optional.empty()));

        assertThat(canceled(ledger().commit(commit(booking, 1))).image())
                .isEqualTo(Image.of(recorded));
        assertThat(ledger().record(commit(booking, 1).records().getFirst()))
                .isEqualTo(new Recording.Refused(Image.of(recorded)));
        assertThat(resource().available()).as("nothing of the second").isEqualTo(3);
    }

    @Test
    void aGroupIsOneWriteOrNone() {
        define(5);
        Booking recorded = decided(book(other, 2, Optional.empty()));
        List<RecordWrite> puts = List.of(commit(booking, 1).records().getFirst(),
                commit(other, 1).records().getFirst());
        Commit group = new Commit(puts, List.of(take(2)));

        assertThat(canceled(ledger().commit(group)).image()).isEqualTo(Image.of(recorded));
        assertThat(ledger().read(Set.of(booking))).isEqualTo(new Reading.Read(nothing(booking)));
        assertThat(resource().available()).isEqualTo(3);
    }

    @Test
    void bookingsThatShareAWriteAreEachTheirOwn() {
        define(5);

        Map<BookingId, Answer> answers = protocol().executeTogether(
                List.of(command(booking, 2, Optional.of(Duration.ofMinutes(10))),
                        command(other, 3, Optional.empty())),
                now(NOON));

        assertThat(answers.values())
                .allMatch(answer -> decided(answer).verdict() instanceof Verdict.Committed);
        assertThat(resource().available()).isZero();
        assertThat(resource().held()).isEqualTo(2);
        assertThat(resource().confirmed()).isEqualTo(3);
    }

    @Test
    void collectedSlotsGoBackOnceAndRaiseTheWatermark() {
        define(5);
        decided(book(booking, 5, Optional.of(Duration.ofMinutes(10))));
        Instant later = NOON.plus(Duration.ofMinutes(10));

        Booking next = decided(
                protocol().execute(command(other, 4, Optional.empty()), now(later)));

        assertThat(next.verdict()).isInstanceOf(Verdict.Committed.class);
        assertThat(resource().expiring()).isEmpty();
        assertThat(resource().available()).isEqualTo(1);
        assertThat(resource().expiredThrough()).isEqualTo(later.getEpochSecond() / 60);
        assertThat(verdict(new Confirm(booking, new CommandId("c")), NOON)).as("too late")
                .satisfies(verdict -> assertThat(verdict).isInstanceOfSatisfying(
                        Verdict.Failed.class, failed -> assertThat(failed.reason())
                                .isEqualTo(Reason.HOLD_EXPIRED)));
    }

    @Test
    void confirmsAndReleasesKeepTheirVerdictsInTheBooking() {
        define(5);
        decided(book(booking, 3, Optional.of(Duration.ofMinutes(10))));

        verdict(new Confirm(booking, new CommandId("pay")), NOON);
        verdict(release("too-much", 9), NOON);
        verdict(release("some", 1), NOON);

        Booking recorded = read(booking).booking(booking).orElseThrow();
        assertThat(recorded.transitions()).containsOnlyKeys(new CommandId("pay"),
                new CommandId("too-much"), new CommandId("some"));
        assertThat(recorded.admission().orElseThrow().lines()).extracting(Line::remaining)
                .containsExactly(2L);
        assertThat(recorded.version()).isEqualTo(4);
    }

    @Test
    void aVersionIsRaisedOnceForThoseWhoHaveSeenIt() {
        define(5);
        Booking seen = decided(book(booking, 3, Optional.empty()));

        assertThat(ledger().record(new RaiseVersion(seen))).isEqualTo(new Recording.Recorded());

        assertThat(ledger().record(new RaiseVersion(seen))).isInstanceOfSatisfying(
                Recording.Refused.class, refused -> assertThat(refused.image().booking(booking))
                        .map(Booking::version).contains(2L));
        Booking found = decided(protocol().execute(new Command.Resolve(booking), now(NOON)));
        assertThat(ledger().record(new RaiseVersion(found))).as("what is found is what is recorded")
                .isEqualTo(new Recording.Recorded());
    }

    @Test
    void aFailureIsRecordedOnlyBelowTheLimitThatComesWithIt() {
        define(5);
        Booking seen = decided(book(booking, 3, Optional.empty()));
        FollowUp command = release("too-much", 9);
        Transition failed = new Transition(command.verb(), command.fingerprint(),
                new Verdict.Failed(Reason.ILLEGAL_STATE, Evidence.NONE, NOON));

        assertThat(ledger().record(new AddFailure(command, failed, 0)))
                .as("refused, and left as it is").isEqualTo(new Recording.Refused(Image.of(seen)));
        assertThat(ledger().record(new AddFailure(command, failed, 1)))
                .isEqualTo(new Recording.Recorded());
    }

    @Test
    void aReleaseOfABookingThatDoesNotExistHasNowhereToBeRecorded() {
        FollowUp command = release("some", 1);

        assertThat(protocol().execute(command, now(NOON))).isInstanceOfSatisfying(
                Answer.Rejected.class, rejected -> assertThat(rejected.cause())
                        .isEqualTo(Answer.Cause.BOOKING_NOT_FOUND));
    }

    @Test
    void aCutMeetsWhatIsTaken() {
        define(5);
        decided(book(booking, 3, Optional.empty()));

        assertThat(define("cut", 2, false)).isInstanceOfSatisfying(DefinitionDecided.class,
                cut -> assertThat(cut.verdict()).isInstanceOf(Verdict.Failed.class));
        define("drain", 2, true);
        assertThat(resource().available()).isEqualTo(-1);
        assertThat(resource().definitionVersion()).isEqualTo(2);
    }

    private void define(long capacity) {
        define("define", capacity, false);
    }

    private Answer define(String id, long capacity, boolean allowDrain) {
        return protocol().execute(
                new Command.Define(resource, new CommandId(id + "-" + resource.value()),
                        OptionalLong.of(capacity), Optional.empty(), allowDrain,
                        OptionalLong.empty(), Precondition.NONE),
                now(NOON));
    }

    private Answer book(BookingId id, long units, Optional<Duration> holdFor) {
        return protocol().execute(command(id, units, holdFor), now(NOON));
    }

    private Book command(BookingId id, long units, Optional<Duration> holdFor) {
        return new Book(id, List.of(new LineRequest(resource, units, OptionalLong.empty())),
                holdFor, Optional.empty());
    }

    private Verdict verdict(FollowUp command, Instant at) {
        return ((Decided) protocol().execute(command, now(at))).verdict();
    }

    private Release release(String id, long units) {
        return new Release(booking, new CommandId(id), OptionalLong.of(units), List.of());
    }

    /** A commit that nobody has decided, to see what the store makes of it. */
    private Commit commit(BookingId id, long units) {
        Booking booked = Booking.committed(command(id, units, Optional.empty()),
                Admission.confirmed(List.of(new Line(resource, units, units)), NOON),
                new Verdict.Committed(NOON));
        return new Commit(List.of(new PutBooking(booked)), List.of(take(units)));
    }

    private Move take(long units) {
        return Move.of(resource,
                List.of(new Movement(Counter.AVAILABLE, Counter.CONFIRMED, units)));
    }

    private Resource resource() {
        return read(resource).resource(resource).orElseThrow();
    }

    private Image read(Id id) {
        return ((Reading.Read) ledger().read(Set.of(id))).image();
    }

    private static Image nothing(ResourceId id) {
        return new Image(Map.of(), Map.of(), Map.of(id, Optional.empty()));
    }

    private static Image nothing(BookingId id) {
        return new Image(Map.of(id, Optional.empty()), Map.of(), Map.of());
    }

    private static Booking decided(Answer answer) {
        return ((BookingDecided) answer).booking();
    }

    private static Canceled canceled(Committing answer) {
        return ((Committing.NotApplied) answer).why();
    }

    private static Invocation now(Instant now) {
        return new Invocation(now, base -> true);
    }
}
