package io.holdfast.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.domain.BookingId;
import io.holdfast.domain.CommandId;
import io.holdfast.domain.Evidence;
import io.holdfast.domain.Evidence.Figure;
import io.holdfast.domain.Reason;
import io.holdfast.domain.ResourceId;
import io.holdfast.domain.Verdict;
import io.holdfast.domain.booking.Booking;
import io.holdfast.domain.booking.Booking.Life;
import io.holdfast.domain.booking.BookingState;
import io.holdfast.domain.booking.Line;
import io.holdfast.domain.booking.Transition;
import io.holdfast.domain.command.BookCommand;
import io.holdfast.domain.command.ChangeCommand;
import io.holdfast.domain.command.ChangeCommand.Confirm;
import io.holdfast.domain.command.ChangeCommand.Release;
import io.holdfast.domain.command.DefineCommand;
import io.holdfast.domain.command.LineRequest;
import io.holdfast.domain.ledger.BookingCommit;
import io.holdfast.domain.ledger.BookingCommit.Taking;
import io.holdfast.domain.ledger.Cancelled;
import io.holdfast.domain.ledger.Ledger;
import io.holdfast.domain.ledger.Ledger.BookingView;
import io.holdfast.domain.ledger.Ledger.Committing;
import io.holdfast.domain.ledger.Ledger.Reading;
import io.holdfast.domain.ledger.Ledger.Recording;
import io.holdfast.domain.protocol.Answer;
import io.holdfast.domain.protocol.BookGroup;
import io.holdfast.domain.protocol.BookUnits;
import io.holdfast.domain.protocol.ChangeAnswer;
import io.holdfast.domain.protocol.ChangeBooking;
import io.holdfast.domain.protocol.DefineResource;
import io.holdfast.domain.protocol.Invocation;
import io.holdfast.domain.protocol.ResolveBooking;
import io.holdfast.domain.resource.Definition;
import io.holdfast.domain.resource.ExpiredSlots;
import io.holdfast.domain.resource.Resource;
import io.holdfast.domain.resource.ResourceKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
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
    private final ResourceKey key = ResourceKey.of(resource);
    private final BookingId booking = new BookingId("b-" + UUID.randomUUID());
    private final BookingId other = new BookingId("o-" + UUID.randomUUID());

    protected abstract DynamoDbClient client();

    private Ledger ledger() {
        return new DynamoDbLedger(client(), TABLE);
    }

    @Test
    void whatIsNotThereReadsAsAbsent() {
        assertThat(ledger().readResource(key)).isEqualTo(new Reading.Read<>(Optional.empty()));
        assertThat(ledger().readBooking(booking)).isEqualTo(new Reading.Read<>(Optional.empty()));
        assertThat(ledger().readForBooking(Set.of(booking), Set.of(key)))
                .isEqualTo(new Reading.Read<>(new BookingView(Map.of(), Map.of())));
    }

    @Test
    void aBookingReadsBackAsItWasWritten() {
        define(5);
        Booking booked = settled(book(booking, 2, Optional.of(Duration.ofMinutes(10))));

        assertThat(ledger().readBooking(booking))
                .isEqualTo(new Reading.Read<>(Optional.of(booked)));
        assertThat(booked.life().orElseThrow().state()).isEqualTo(BookingState.HELD);
        assertThat(resource().expiring().values()).containsExactly(2L);
    }

    @Test
    void aFailureReadsBackWithItsEvidence() {
        define(1);
        Booking failed = settled(book(booking, 2, Optional.empty()));

        assertThat(ledger().readBooking(booking))
                .isEqualTo(new Reading.Read<>(Optional.of(failed)));
        assertThat(failed.verdict()).isInstanceOfSatisfying(Verdict.Failed.class,
                verdict -> assertThat(verdict.evidence().figures())
                        .containsEntry(Figure.AVAILABLE, 1L).containsEntry(Figure.REQUESTED, 2L));
    }

    @Test
    void aGuardThatFailsTellsTheImageThatItFailedOnAndNothingIsWritten() {
        define(5);
        Committing<Booking> answer = ledger().commit(commit(booking, 6));

        assertThat(cancelled(answer).failedGuards()).isEqualTo(Map.of(key,
                Optional.of(resource())));
        assertThat(ledger().readBooking(booking)).isEqualTo(new Reading.Read<>(Optional.empty()));
    }

    @Test
    void aGuardOfAResourceThatIsNotThereTellsThatItIsNot() {
        assertThat(cancelled(ledger().commit(commit(booking, 1))).failedGuards())
                .isEqualTo(Map.of(key, Optional.empty()));
    }

    @Test
    void whatStandsUnderAnIdIsToldToTheSecondOfTwoWrites() {
        define(5);
        Booking stands = settled(book(booking, 2, Optional.empty()));

        assertThat(cancelled(ledger().commit(commit(booking, 1))).standing())
                .containsExactly(stands);
        assertThat(ledger().record(commit(booking, 1).bookings().getFirst()))
                .isEqualTo(new Recording.Standing<>(stands));
        assertThat(resource().available()).as("nothing of the second").isEqualTo(3);
    }

    @Test
    void aGroupIsOneWriteOrNone() {
        define(5);
        Booking stands = settled(book(other, 2, Optional.empty()));
        BookingCommit first = commit(booking, 1);
        BookingCommit group = new BookingCommit(
                List.of(first.bookings().getFirst(), commit(other, 1).bookings().getFirst()),
                List.of(new Taking(key, 2, new TreeMap<>(), OptionalLong.empty(),
                        ExpiredSlots.NONE)));

        assertThat(cancelled(ledger().commit(group)).standing()).containsExactly(stands);
        assertThat(ledger().readBooking(booking)).isEqualTo(new Reading.Read<>(Optional.empty()));
        assertThat(resource().available()).isEqualTo(3);
    }

    @Test
    void bookingsThatComeTogetherAreEachTheirOwn() {
        define(5);

        Map<BookingId, Answer<Booking>> answers = new BookGroup(ledger()).book(
                List.of(command(booking, 2, Optional.of(Duration.ofMinutes(10))),
                        command(other, 3, Optional.empty())),
                now(NOON));

        assertThat(answers.values())
                .allMatch(answer -> settled(answer).verdict() instanceof Verdict.Committed);
        assertThat(resource().available()).isZero();
        assertThat(resource().held()).isEqualTo(2);
        assertThat(resource().confirmed()).isEqualTo(3);
    }

    @Test
    void collectedSlotsGoBackOnceAndRaiseTheWatermark() {
        define(5);
        settled(book(booking, 5, Optional.of(Duration.ofMinutes(10))));
        Instant later = NOON.plus(Duration.ofMinutes(10));

        Booking next = settled(new BookUnits(ledger())
                .book(command(other, 4, Optional.empty()), now(later)));

        assertThat(next.verdict()).isInstanceOf(Verdict.Committed.class);
        assertThat(resource().expiring()).isEmpty();
        assertThat(resource().available()).isEqualTo(1);
        assertThat(resource().expiredThrough()).isEqualTo(later.getEpochSecond() / 60);
        assertThat(change(new Confirm(booking, new CommandId("c")), NOON)).as("too late")
                .satisfies(verdict -> assertThat(verdict).isInstanceOfSatisfying(
                        Verdict.Failed.class, failed -> assertThat(failed.reason())
                                .isEqualTo(Reason.HOLD_EXPIRED)));
    }

    @Test
    void confirmsAndReleasesKeepTheirVerdictsInTheBooking() {
        define(5);
        settled(book(booking, 3, Optional.of(Duration.ofMinutes(10))));

        change(new Confirm(booking, new CommandId("pay")), NOON);
        change(release("too-much", 9), NOON);
        change(release("some", 1), NOON);

        Booking stands = ((Reading.Read<Optional<Booking>>) ledger().readBooking(booking)).value()
                .orElseThrow();
        assertThat(stands.commands()).containsOnlyKeys(new CommandId("pay"),
                new CommandId("too-much"), new CommandId("some"));
        assertThat(stands.life().map(Life::remaining)).contains(List.of(2L));
        assertThat(stands.version()).isEqualTo(4);
    }

    @Test
    void aVersionIsRaisedOnceForWhoeverHasSeenIt() {
        define(5);
        Booking seen = settled(book(booking, 3, Optional.empty()));

        assertThat(ledger().raiseVersion(seen)).isEqualTo(new Recording.Recorded<Booking>());

        Recording<Booking> again = ledger().raiseVersion(seen);
        assertThat(again).isInstanceOfSatisfying(Recording.Standing.class,
                standing -> assertThat(((Booking) standing.standing()).version()).isEqualTo(2));
        assertThat(ledger().raiseVersion(settled(new ResolveBooking(ledger()).resolve(booking,
                now(NOON))))).as("what is found is what stands").isEqualTo(
                        new Recording.Recorded<Booking>());
    }

    @Test
    void aFailureIsRecordedOnlyBelowTheLimitThatComesWithIt() {
        define(5);
        Booking seen = settled(book(booking, 3, Optional.empty()));
        ChangeCommand command = release("too-much", 9);
        Transition failed = new Transition(command.verb(), command.fingerprint(),
                new Verdict.Failed(Reason.ILLEGAL_STATE, Evidence.NONE, NOON));

        assertThat(ledger().record(command, failed, 0)).as("refused, and left as it is")
                .isEqualTo(new Recording.Standing<>(seen));
        assertThat(ledger().record(command, failed, 1))
                .isEqualTo(new Recording.Recorded<Booking>());
    }

    @Test
    void aChangeOfABookingThatIsNotThereHasNowhereToBeRecorded() {
        ChangeCommand command = release("some", 1);

        assertThat(new ChangeBooking(ledger()).change(command, now(NOON)))
                .isEqualTo(new ChangeAnswer.NotFound());
    }

    @Test
    void aCutMeetsWhatIsTaken() {
        define(5);
        settled(book(booking, 3, Optional.empty()));

        Answer<Definition> cut = define("cut", 2, false);
        assertThat(cut).isInstanceOfSatisfying(Answer.Settled.class,
                settled -> assertThat(((Definition) settled.standing()).verdict())
                        .isInstanceOf(Verdict.Failed.class));
        define("drain", 2, true);
        assertThat(resource().available()).isEqualTo(-1);
        assertThat(resource().definitionVersion()).isEqualTo(2);
    }

    private void define(long capacity) {
        define("define", capacity, false);
    }

    private Answer<Definition> define(String id, long capacity, boolean allowDrain) {
        return new DefineResource(ledger()).define(
                new DefineCommand(resource, new CommandId(id + "-" + resource.value()),
                        OptionalLong.of(capacity), Optional.empty(), OptionalInt.empty(),
                        allowDrain, OptionalLong.empty()),
                now(NOON));
    }

    private Answer<Booking> book(BookingId id, long units, Optional<Duration> holdFor) {
        return new BookUnits(ledger()).book(command(id, units, holdFor), now(NOON));
    }

    private BookCommand command(BookingId id, long units, Optional<Duration> holdFor) {
        return new BookCommand(id, List.of(new LineRequest(resource, units, OptionalLong.empty())),
                holdFor, Optional.empty());
    }

    private Verdict change(ChangeCommand command, Instant at) {
        return ((ChangeAnswer.Settled) new ChangeBooking(ledger()).change(command, now(at)))
                .verdict();
    }

    private Release release(String id, long units) {
        return new Release(booking, new CommandId(id), OptionalLong.of(units), List.of());
    }

    /** A commit that nobody has decided, to see what the store makes of it. */
    private BookingCommit commit(BookingId id, long units) {
        Life life = new Life(BookingState.CONFIRMED, List.of(new Line(key, units)), List.of(units),
                OptionalLong.empty(), Optional.of(NOON), Optional.empty());
        Booking booked = new Booking(id, 1, command(id, units, Optional.empty()).fingerprint(),
                new Verdict.Committed(NOON), Optional.of(life), Map.of(), Optional.empty());
        return new BookingCommit(List.of(booked), List.of(new Taking(key, units, new TreeMap<>(),
                OptionalLong.empty(), ExpiredSlots.NONE)));
    }

    private Resource resource() {
        return ((Reading.Read<Optional<Resource>>) ledger().readResource(key)).value()
                .orElseThrow();
    }

    private static Booking settled(Answer<Booking> answer) {
        return ((Answer.Settled<Booking>) answer).standing();
    }

    private static Cancelled<Booking> cancelled(Committing<Booking> answer) {
        return ((Committing.NotApplied<Booking>) answer).why();
    }

    private static Invocation now(Instant now) {
        return new Invocation(now, base -> true);
    }
}
