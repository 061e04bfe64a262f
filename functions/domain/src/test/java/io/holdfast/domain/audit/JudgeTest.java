package io.holdfast.domain.audit;

import static io.holdfast.domain.audit.Ledgers.COMMITTED;
import static io.holdfast.domain.audit.Ledgers.NOON;
import static io.holdfast.domain.audit.Ledgers.ROOM;
import static io.holdfast.domain.audit.Ledgers.SLOT;
import static io.holdfast.domain.audit.Ledgers.confirmed;
import static io.holdfast.domain.audit.Ledgers.created;
import static io.holdfast.domain.audit.Ledgers.define;
import static io.holdfast.domain.audit.Ledgers.defined;
import static io.holdfast.domain.audit.Ledgers.direct;
import static io.holdfast.domain.audit.Ledgers.hold;
import static io.holdfast.domain.audit.Ledgers.nonce;
import static io.holdfast.domain.audit.Ledgers.released;
import static io.holdfast.domain.audit.Ledgers.room;
import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.domain.BookingId;
import io.holdfast.domain.CommandId;
import io.holdfast.domain.Evidence;
import io.holdfast.domain.Evidence.Figure;
import io.holdfast.domain.Fingerprint;
import io.holdfast.domain.Reason;
import io.holdfast.domain.ResourceId;
import io.holdfast.domain.Verb;
import io.holdfast.domain.Verdict;
import io.holdfast.domain.booking.Admission;
import io.holdfast.domain.booking.Booking;
import io.holdfast.domain.booking.Line;
import io.holdfast.domain.booking.Transition;
import io.holdfast.domain.command.FollowUp;
import io.holdfast.domain.resource.Bucket;
import io.holdfast.domain.resource.Bucket.Counter;
import io.holdfast.domain.resource.Definition;
import io.holdfast.domain.resource.DefinitionRecord;
import io.holdfast.domain.resource.Intent;
import io.holdfast.domain.resource.Intent.OfBooking;
import io.holdfast.domain.resource.Movement;
import io.holdfast.domain.resource.Resource;
import io.holdfast.domain.resource.ResourceStatus;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class JudgeTest {
    private static final Booking DIRECT = direct("a", 6);
    private static final Booking HOLD = hold("b", 4);

    @Test
    void aTableThatKeepsItsPromisesHasNoViolation() {
        assertThat(broken(room(6 + 2 + 1, Map.of(SLOT, 4L)), DIRECT, HOLD, confirmed("c", 2),
                released("d", 3, 2))).isEmpty();
    }

    @Test
    void aRecordNamesAResourceThatExists() {
        assertThat(promises(Ledgers.judged(List.of(), List.of(DIRECT), List.of())))
                .contains(Promise.KNOWN_RESOURCE);
    }

    @Test
    void aBookingUnderWayIsCountedWhenItIsReadAgain() {
        List<Violation> found = new ArrayList<>();
        Judge judge = new Judge(InstantSource.fixed(NOON), true,
                (promise, subject, figures) -> found
                        .add(new Violation(promise, subject, figures)));
        judge.add(room(6, Map.of(), book(DIRECT, 6)));
        judge.add(created());
        // Pass 2 came before its decision; the second read after it.
        assertThat(judge.open()).containsExactly(DIRECT.id());
        judge.resolve(DIRECT.id(), Optional.of(DIRECT));
        judge.finish(id -> true);

        assertThat(found).isEmpty();
    }

    @Test
    void anIntentInDoubtIsAsGoodAsVoid() {
        assertThat(broken(room(6, Map.of(), book(DIRECT, 6)))).isEmpty();
        assertThat(broken(room(7, Map.of(), book(DIRECT, 6))))
                .containsExactly(Promise.CONFIRMED_UNITS);
    }

    @Test
    void aResourceInMotionIsNotJudged() {
        List<Promise> found = new ArrayList<>();
        Judge judge = new Judge(InstantSource.fixed(NOON), true,
                (promise, subject, figures) -> found.add(promise));
        judge.add(room(7, Map.of()));
        assertThat(judge.versions()).containsEntry(ROOM, 100L);
        judge.finish(id -> !id.equals(ROOM));

        assertThat(found).isEmpty();
    }

    @Test
    void aKeptIntentAgreesWithItsLine() {
        Resource good = room(6, Map.of(), book(DIRECT, 6));
        assertThat(broken(good, DIRECT)).isEmpty();
        assertThat(broken(room(6, Map.of(), book(DIRECT, 5)), DIRECT)).as("units")
                .containsExactly(Promise.KEPT_INTENT);
        assertThat(broken(room(6, Map.of(), other(DIRECT, 6, bits(DIRECT) + 1, 0)),
                DIRECT)).as("fingerprint").containsExactly(Promise.KEPT_INTENT);
        assertThat(broken(room(6, Map.of(), other(DIRECT, 6, bits(DIRECT), 3)),
                DIRECT)).as("version seen").contains(Promise.KEPT_INTENT);
        assertThat(broken(room(0, Map.of(SLOT, 4L), intent(HOLD, Counter.AVAILABLE,
                new Bucket.Slot(SLOT + 2), Optional.empty())), HOLD)).as("slot")
                .containsExactly(Promise.KEPT_INTENT);
    }

    @Test
    void aKeptConfirmHasMovedWhatTheLineHas() {
        Booking paid = confirmed("c", 4);
        OfBooking confirm = new OfBooking(paid.id(), nonce("pay"),
                new Movement(new Bucket.Slot(SLOT), Counter.CONFIRMED, 4),
                Optional.of(new CommandId("pay")), paid
                        .transition(new CommandId("pay")).orElseThrow().fingerprint().bits(),
                1, NOON);
        assertThat(broken(room(4, Map.of(), confirm), paid)).isEmpty();
        assertThat(broken(room(4, Map.of(), new OfBooking(paid.id(), nonce("pay"),
                new Movement(new Bucket.Slot(SLOT), Counter.CONFIRMED, 3), confirm.command(),
                confirm.fingerprint(), 1, NOON)), paid)).containsExactly(Promise.KEPT_INTENT);
    }

    @Test
    void aCommandThatIsUnderWayHasSeenItsBooking() {
        OfBooking confirm = new OfBooking(new BookingId("x"), nonce("pay"),
                new Movement(new Bucket.Slot(SLOT), Counter.CONFIRMED, 4),
                Optional.of(new CommandId("pay")), 1, 1, NOON);
        assertThat(broken(room(4, Map.of(), confirm))).contains(Promise.KEPT_INTENT);
    }

    @Test
    void aResourceIsWhatItsDefinitionsMadeOfIt() {
        Resource closed = new Resource(ROOM, 100, 1, new Definition(50, ResourceStatus.CLOSED), 50,
                0, new TreeMap<>(), 0);
        assertThat(broken(closed)).containsExactly(Promise.DEFINED);
        Resource second = new Resource(ROOM, 100, 2, Definition.open(50), 50, 0, new TreeMap<>(),
                0);
        assertThat(broken(second)).as("a definition is missing").containsExactly(Promise.DEFINED);
        assertThat(promises(Ledgers.judged(List.of(room(0, Map.of())), List.of(), List.of(created(),
                defined(define("again", OptionalLong.of(50), false), 50, 1)))))
                .as("two of one version").containsExactly(Promise.DEFINED);
    }

    @Test
    void whatACommandHasLeftOutStaysAsItWas() {
        Resource second = new Resource(ROOM, 100, 2, Definition.open(60), 60, 0, new TreeMap<>(),
                0);
        assertThat(promises(Ledgers.judged(List.of(second), List.of(), List.of(created(),
                defined(define("more", OptionalLong.of(60), false), 60, 2))))).isEmpty();
        assertThat(promises(Ledgers.judged(List.of(second), List.of(), List.of(created(),
                defined(define("same", OptionalLong.empty(), false), 60, 2)))))
                .containsExactly(Promise.DEFINED);
    }

    @Test
    void aDrainIsKnownByItsDigest() {
        Resource drained = new Resource(ROOM, 100, 2, Definition.open(5), -1, 6, new TreeMap<>(),
                0);
        assertThat(promises(Ledgers.judged(List.of(drained), List.of(DIRECT), List.of(created(),
                defined(define("cut", OptionalLong.of(5), true), 5, 2))))).isEmpty();
        assertThat(promises(Ledgers.judged(List.of(drained), List.of(DIRECT), List.of(created(),
                defined(define("cut", OptionalLong.of(5), false), 5, 2)))))
                .containsExactly(Promise.NEVER_OVERBOOKED);
    }

    @Test
    void aDefinitionIsDigestedInEveryFormThatItCanHave() {
        DefinitionRecord created = created();
        DefinitionRecord other = new DefinitionRecord(created.id(),
                new Fingerprint("1".repeat(64)), COMMITTED, ROOM, created.defined());
        assertThat(promises(Ledgers.judged(List.of(room(0, Map.of())), List.of(),
                List.of(other)))).containsExactly(Promise.SAME_COMMAND);
    }

    @Test
    void onlyTheFirstVersionCreates() {
        DefinitionRecord created = created();
        DefinitionRecord other = new DefinitionRecord(created.id(), created.fingerprint(),
                COMMITTED, ROOM, created.defined().map(it -> new DefinitionRecord.Defined(
                        it.definition(), 1, false, it.nonce())));
        assertThat(promises(Ledgers.judged(List.of(room(0, Map.of())), List.of(),
                List.of(other)))).containsExactly(Promise.DEFINED);
    }

    @Test
    void aFailedDefinitionSaysWhyOfItsResource() {
        Verdict.Failed elsewhere = new Verdict.Failed(Reason.CONTENTION,
                Evidence.of(new ResourceId("other")), NOON);
        assertThat(withFailed(elsewhere)).containsExactly(Promise.TRUE_REASON);
        assertThat(withFailed(new Verdict.Failed(Reason.ILLEGAL_STATE, Evidence.NONE, NOON)))
                .containsExactly(Promise.TRUE_REASON);
        assertThat(withFailed(new Verdict.Failed(Reason.ABANDONED, Evidence.NONE, NOON)))
                .containsExactly(Promise.ONE_VERDICT);
        assertThat(withFailed(new Verdict.Failed(Reason.CAPACITY_IN_USE, Evidence.of(ROOM)
                .with(Figure.DEFINITION_VERSION, 1).with(Figure.REQUESTED, 3)
                .with(Figure.TAKEN, 5).with(Figure.CAPACITY, 50), NOON)))
                .as("the digest is of 2 units").containsExactly(Promise.SAME_COMMAND);
        assertThat(withFailed(new Verdict.Failed(Reason.THROTTLED, Evidence.NONE,
                NOON.plus(Duration.ofHours(1))))).containsExactly(Promise.LEGAL_TIME);
    }

    private static List<Promise> withFailed(Verdict.Failed verdict) {
        var command = define("cut", OptionalLong.of(2), false);
        return promises(Ledgers.judged(List.of(room(0, Map.of())), List.of(), List.of(created(),
                new DefinitionRecord(command.id(), command.fingerprint(), verdict, ROOM,
                        Optional.empty()))));
    }

    @Test
    void aVersionCountsTheWritesThatTheRecordsProve() {
        Resource young = new Resource(ROOM, 1, 1, Definition.open(50), 44, 6, new TreeMap<>(), 0);
        assertThat(broken(young, DIRECT)).contains(Promise.LEGAL_VERSION);
    }

    /** The group's note is one write, and what an amendment appends is noted elsewhere. */
    @Test
    void aGroupThatWasAmendedSinceIsStillOfOneWrite() {
        ResourceId other = new ResourceId("other");
        Resource young = new Resource(ROOM, 3, 1, Definition.open(50), 47, 3, new TreeMap<>(), 0);
        List<Booking> group = Stream.of("a", "b", "c").map(id -> {
            Booking booking = direct(id, 1);
            Line appended = new Line(other, 1, 1, nonce(id + "-amend"));
            Admission admission = Ledgers.admission(booking);
            return Ledgers.with(
                    Ledgers.with(booking,
                            Admission.confirmed(List.of(admission.lines().getFirst(), appended),
                                    NOON)),
                    "amend", new Transition(Verb.AMEND, new Fingerprint("1".repeat(64)), COMMITTED,
                            Map.of(other, appended.nonce())));
        }).toList();
        assertThat(promises(Ledgers.judged(List.of(young), group, List.of(created()))))
                .contains(Promise.KNOWN_RESOURCE).doesNotContain(Promise.LEGAL_VERSION);
    }

    /** What is written while a long audit reads is not of the future. */
    @Test
    void aLongAuditReadsItsClockForEachItem() {
        List<Promise> found = new ArrayList<>();
        Instant[] now = {NOON.minus(Duration.ofHours(1))};
        Judge judge = new Judge(() -> now[0], true,
                (promise, subject, figures) -> found.add(promise));
        now[0] = NOON;
        judge.add(DIRECT);
        assertThat(found).isEmpty();
    }

    @Test
    void ofTwoImagesOfAResourceTheFirstIsJudged() {
        List<Promise> found = new ArrayList<>();
        Judge judge = new Judge(InstantSource.fixed(NOON), true,
                (promise, subject, figures) -> found.add(promise));
        judge.add(room(6, Map.of(), book(DIRECT, 6)));
        judge.add(room(0, Map.of()));
        judge.add(created());
        judge.resolve(DIRECT.id(), Optional.of(DIRECT));
        judge.finish(id -> true);
        assertThat(found).isEmpty();
    }

    @Test
    void ofManyWrongFingerprintsOnlySomeAreNamed() {
        List<Violation> found = new ArrayList<>();
        Judge judge = new Judge(InstantSource.fixed(NOON), true,
                (promise, subject, figures) -> found
                        .add(new Violation(promise, subject, figures)));
        judge.add(room(0, Map.of()));
        for (int i = 0; i < Judge.MOST_DOUBTS + 5; i++) {
            Booking booking = direct("b-" + i, 6);
            judge.add(new Booking(booking.id(), 1, booking.fingerprint(), COMMITTED,
                    booking.admission(), Map.of(), Optional.of("another")));
        }
        judge.finish(id -> true);
        assertThat(found.stream().filter(each -> each.promise() == Promise.SAME_COMMAND))
                .hasSize(Judge.MOST_DOUBTS + 1);
        assertThat(found).anyMatch(each -> each.figures().startsWith("5 more"));
    }

    /** No figure ends an audit; a minute beyond all calendars is a figure like others. */
    @Test
    void aSlotBeyondAllTimeIsAFinding() {
        Booking booking = Ledgers.with(HOLD, "late",
                new Transition(Verb.CONFIRM,
                        new FollowUp.Confirm(HOLD.id(), new CommandId("late")).fingerprint(),
                        new Verdict.Failed(Reason.HOLD_EXPIRED,
                                Evidence.NONE.with(Figure.SLOT, 1_000_000_000_000_000L), NOON),
                        Map.of()));
        assertThat(Ledgers.broken(booking)).contains(Promise.TRUE_REASON);
    }

    @Test
    void aFailureHasSeenNothingThatNeverWas() {
        assertThat(broken(room(0, Map.of()), refused(Evidence.of(ROOM).with(Figure.VERSION, 101)
                .with(Figure.REQUESTED, 9).with(Figure.AVAILABLE, 1))))
                .containsExactly(Promise.LEGAL_VERSION);
        assertThat(broken(room(0, Map.of()), Booking.failed(Ledgers.command("f", 1,
                Optional.of(Duration.ofMinutes(10))),
                new Verdict.Failed(Reason.CONTENTION,
                        Evidence.of(ROOM).with(Figure.VERSION, 3).with(Figure.SLOT, 8)
                                .with(Figure.EXPIRED_THROUGH, 9),
                        NOON))))
                .containsExactly(Promise.WATERMARK);
    }

    @Test
    void theFiguresOfAFailureShowItsReason() {
        assertThat(broken(room(0, Map.of()), refused(Evidence.of(ROOM).with(Figure.VERSION, 10)
                .with(Figure.REQUESTED, 1).with(Figure.AVAILABLE, 1))))
                .containsExactly(Promise.TRUE_REASON);
        assertThat(broken(room(0, Map.of()), refused(Evidence.of(ROOM))))
                .containsExactly(Promise.TRUE_REASON);
    }

    @Test
    void aWatermarkHasExpired() {
        assertThat(broken(new Resource(ROOM, 100, 1, Definition.open(50), 50, 0, new TreeMap<>(),
                SLOT + 20))).containsExactly(Promise.WATERMARK);
    }

    @Test
    void aSlotIsOneOfTheWheelAndHasNoDebt() {
        assertThat(broken(room(0, Map.of(SLOT + 50_000, 0L)))).containsExactly(Promise.LEGAL_SLOT);
        assertThat(broken(room(0, Map.of(SLOT, -4L)))).contains(Promise.LEGAL_SLOT);
    }

    @Test
    void anIntentIsNotOfTheFuture() {
        OfBooking late = new OfBooking(new BookingId("x"), nonce("x"),
                new Movement(Counter.AVAILABLE, Counter.CONFIRMED, 6), Optional.empty(), 1, 0,
                NOON.plus(Duration.ofDays(1)));
        assertThat(broken(room(6, Map.of(), late))).containsExactly(Promise.LEGAL_TIME);
    }

    @Test
    void aResourceCountsItsWrites() {
        assertThat(broken(new Resource(ROOM, 0, 1, Definition.open(50), 50, 0, new TreeMap<>(),
                0))).contains(Promise.LEGAL_VERSION);
    }

    @Test
    void aStatusOfALaterReleaseIsNotOurs() {
        assertThat(broken(new Resource(ROOM, 100, 1, new Definition(50, ResourceStatus.UNKNOWN),
                50, 0, new TreeMap<>(), 0))).contains(Promise.OURS);
    }

    @Test
    void aDefinitionUnderWayIsOfItsResource() {
        Resource noted = new Resource(ROOM, 100, 1, Definition.open(45), 45, 0, new TreeMap<>(), 0,
                Map.of(), Optional.of(new Intent.OfDefinition(new CommandId("cut"), nonce("cut"),
                        Optional.of(new Movement(Counter.AVAILABLE, Counter.OUTSIDE, 5)),
                        Optional.empty(), 1, NOON)));
        assertThat(broken(noted)).as("in doubt: as good as void").isEmpty();
        DefinitionRecord elsewhere = new DefinitionRecord(new CommandId("cut"),
                new Fingerprint("1".repeat(64)),
                new Verdict.Failed(Reason.THROTTLED, Evidence.NONE, NOON),
                new io.holdfast.domain.ResourceId("other"), Optional.empty());
        assertThat(promises(Ledgers.judged(List.of(noted), List.of(),
                List.of(created(), elsewhere)))).containsExactly(Promise.KEPT_INTENT);
    }

    @Test
    void aFingerprintIsThatOfItsUnitsAndReference() {
        Booking changed = new Booking(DIRECT.id(), 1, DIRECT.fingerprint(), COMMITTED,
                DIRECT.admission(), Map.of(), Optional.of("another"));
        assertThat(broken(room(6, Map.of()), changed)).containsExactly(Promise.SAME_COMMAND);
    }

    private static Booking refused(Evidence evidence) {
        return Booking.failed(Ledgers.command("f", 9, Optional.empty()),
                new Verdict.Failed(Reason.INSUFFICIENT_CAPACITY, evidence, NOON));
    }

    private static long bits(Booking booking) {
        return Objects.requireNonNull(booking.fingerprint()).bits();
    }

    private static OfBooking book(Booking booking, long units) {
        return other(booking, units, bits(booking), 0);
    }

    private static OfBooking other(Booking booking, long units, long fingerprint, long seen) {
        return new OfBooking(booking.id(), nonce(booking.id().value()),
                new Movement(Counter.AVAILABLE, Counter.CONFIRMED, units), Optional.empty(),
                fingerprint, seen, NOON);
    }

    private static OfBooking intent(Booking booking, Bucket from, Bucket to,
            Optional<CommandId> command) {
        Instant at = NOON;
        return new OfBooking(booking.id(), nonce(booking.id().value()),
                new Movement(from, to, 4), command, bits(booking), 0, at);
    }

    private static List<Promise> broken(Resource resource, Booking... bookings) {
        return promises(Ledgers.judged(List.of(resource), List.of(bookings), List.of(created())));
    }

    private static List<Promise> promises(List<Violation> violations) {
        return violations.stream().map(Violation::promise).toList();
    }
}
