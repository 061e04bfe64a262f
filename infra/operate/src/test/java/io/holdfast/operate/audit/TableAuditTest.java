package io.holdfast.operate.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.domain.BookingId;
import io.holdfast.domain.CommandId;
import io.holdfast.domain.Nonce;
import io.holdfast.domain.ResourceId;
import io.holdfast.domain.Verdict;
import io.holdfast.domain.audit.Promise;
import io.holdfast.domain.booking.Admission;
import io.holdfast.domain.booking.Booking;
import io.holdfast.domain.booking.Line;
import io.holdfast.domain.command.Command;
import io.holdfast.domain.command.LineRequest;
import io.holdfast.domain.command.Precondition;
import io.holdfast.domain.listing.ListedBooking;
import io.holdfast.domain.resource.Definition;
import io.holdfast.domain.resource.DefinitionRecord;
import io.holdfast.domain.resource.Resource;
import io.holdfast.dynamodb.item.BookingItem;
import io.holdfast.dynamodb.item.DefinitionItem;
import io.holdfast.dynamodb.item.ListingItem;
import io.holdfast.dynamodb.item.ResourceItem;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The rules about raw items and the listing; those about what they mean are the judge's. */
class TableAuditTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final ResourceId ROOM = new ResourceId("room");
    private static final Verdict.Committed COMMITTED = new Verdict.Committed(NOON);
    private static final AttributeValue NOTE = AttributeValue.fromS("note");

    private final List<Map<String, AttributeValue>> items = new ArrayList<>(
            List.of(room(6), definition(), BookingItem.write(booking("a"))));
    private final List<Map<String, AttributeValue>> entries = new ArrayList<>(
            ListedBooking.of(booking("a")).stream().map(ListingItem::write).toList());

    @Test
    void aWholeTableHasNoFinding() {
        assertThat(audit().findings()).isEmpty();
        assertThat(audit().counts()).isEqualTo(new AuditResult.Counts(1, 1, 0, 1, 2, 0, 0));
    }

    @Test
    void aKeyOfNoKindIsNotOurs() {
        items.add(Map.of("pk", AttributeValue.fromS("notes"), "sk", NOTE));
        items.add(Paths.with(items.get(2), AttributeValue.fromS("resource"), "sk"));
        assertThat(rules()).containsOnly(Promise.OURS);
        assertThat(audit().findings()).extracting(Finding::item).contains("notes note");
    }

    @Test
    void anAttributeThatNoReleaseWritesIsNotOurs() {
        for (int i = 0; i < 3; i++) {
            Map<String, AttributeValue> item = items.get(i);
            items.set(i, Paths.with(item, NOTE, "note"));
            assertThat(rules()).containsExactly(Promise.OURS);
            items.set(i, item);
        }
        items.set(2, Paths.with(items.get(2), NOTE, "lines", 0, "note"));
        assertThat(rules()).containsExactly(Promise.OURS);
    }

    @Test
    void anAttributeOfAnEntryThatNoReleaseWritesIsNotOurs() {
        entries.set(0, Paths.with(entries.get(0), NOTE, "note"));
        assertThat(rules()).containsExactly(Promise.OURS);
    }

    @Test
    void anItemThatCannotBeReadIsAFindingThatNamesIt() {
        items.set(2, Paths.with(items.get(2), AttributeValue.fromS("many"), "version"));
        assertThat(audit().findings()).contains(new Finding("booking#a", Promise.READABLE,
                "item booking#a: not a booking: version is absent or of another type"));
        items.set(0, Paths.with(items.get(0), null, "intents"));
        assertThat(rules()).contains(Promise.READABLE);
        entries.set(0, Paths.with(entries.get(0), null, "state"));
        assertThat(audit().findings()).extracting(Finding::item)
                .contains("listing: resource#room booking#a");
    }

    @Test
    void aResourceThatDoesNotAddUpIsNotConserved() {
        items.set(0, Paths.with(items.get(0), AttributeValue.fromN("3"), "available"));
        assertThat(rules()).containsExactly(Promise.CONSERVED);
    }

    @Test
    void aKeyThatComesTwiceIsAFinding() {
        items.add(items.get(1));
        assertThat(rules()).contains(Promise.ONE_ITEM);
        items.removeLast();
        entries.add(entries.get(0));
        assertThat(rules()).containsExactly(Promise.ONE_ITEM);
    }

    @Test
    void aCopyOfABookingHasTheNonceOfAnother() {
        Map<String, AttributeValue> copy = Paths.with(items.get(2),
                AttributeValue.fromS("booking#b"), "pk");
        items.add(copy);
        assertThat(rules()).contains(Promise.ONE_NONCE);
    }

    @Test
    void anEntryThatIsMissingIsNamed() {
        entries.removeFirst();
        assertThat(audit().findings()).containsExactly(
                new Finding("listing: resource#room booking#a", Promise.LISTED, "no entry"));
    }

    @Test
    void anEntryOfNoBookingIsNamed() {
        entries.add(Paths.with(entries.get(0), AttributeValue.fromS("booking#x"), "sk"));
        assertThat(audit().findings()).containsExactly(new Finding(
                "listing: resource#room booking#x", Promise.LISTED,
                "an entry that no booking has"));
    }

    @Test
    void anEntryThatIsStaleIsNamedWithBothVersions() {
        entries.set(0, Paths.with(entries.get(0), AttributeValue.fromN("5"), "remaining"));
        assertThat(audit().findings()).singleElement().satisfies(finding -> {
            assertThat(finding.rule()).isEqualTo(Promise.LISTED);
            assertThat(finding.figures()).contains("remaining=5").contains("remaining=6");
        });
    }

    @Test
    void anEntryHasNoGreaterVersionThanItsBooking() {
        entries.set(0, Paths.with(entries.get(0), AttributeValue.fromN("2"), "version"));
        assertThat(audit().findings()).extracting(Finding::figures)
                .containsExactly("version 2, and its booking 1");
    }

    @Test
    void aFurtherRoundJudgesTheSumsOfItsResourcesOnly() {
        items.set(0, room(7));
        items.set(2, Paths.with(items.get(2), NOTE, "note"));
        items.add(Map.of("pk", AttributeValue.fromS("note"), "sk", NOTE));
        Scope scope = Scope.table(false, InstantSource.fixed(NOON));
        assertThat(rules(scope)).containsExactlyInAnyOrder(Promise.CONFIRMED_UNITS, Promise.OURS,
                Promise.OURS);
        assertThat(rules(scope.again(Set.of(ROOM))))
                .containsExactly(Promise.CONFIRMED_UNITS);
        assertThat(rules(scope.again(Set.of(new ResourceId("other"))))).isEmpty();
    }

    @Test
    void beyondTheMostFindingsTheyAreCounted() {
        for (int i = 0; i < TableAudit.MOST_FINDINGS + 5; i++) {
            items.add(Map.of("pk", AttributeValue.fromS("note" + i), "sk", NOTE));
        }
        assertThat(audit().findings()).hasSize(TableAudit.MOST_FINDINGS);
        assertThat(audit().found()).isEqualTo(TableAudit.MOST_FINDINGS + 5L);
    }

    @Test
    void manyHashesAreHeldAndFoundAgain() {
        Hashes hashes = new Hashes();
        ListingSums sums = new ListingSums();
        for (int i = 0; i < 200_000; i++) {
            assertThat(hashes.add(Hashing.of("key" + i))).isTrue();
            sums.expect(Hashing.of("key" + i), i, 1);
        }
        List<Long> different = new ArrayList<>();
        for (int i = 0; i < 200_000; i++) {
            assertThat(hashes.add(Hashing.of("key" + i))).isFalse();
            sums.found(Hashing.of("key" + i), i == 7 ? 8 : i, 1);
        }
        sums.forEachDifference(different::add);
        assertThat(different).containsExactly(Hashing.of("key7"));
    }

    @Test
    void realTablesHaveNoFinding() {
        for (long seed = 1; seed <= 8; seed++) {
            RealTable table = RealTable.of(seed, 300);
            assertThat(Audits.of(table.items(), Optional.of(table.entries()), table.now())
                    .findings()).as("seed %d", seed).isEmpty();
            assertThat(Audits.live(table.items(), table.now()).findings()).as("seed %d", seed)
                    .isEmpty();
        }
    }

    private AuditResult audit() {
        return Audits.of(items, Optional.of(entries), NOON);
    }

    private List<Promise> rules() {
        return audit().findings().stream().map(Finding::rule).toList();
    }

    private List<Promise> rules(Scope scope) {
        TableAudit audit = new TableAudit(scope);
        items.forEach(audit::resources);
        items.forEach(audit::records);
        return audit.result(Set.of(), Set.of()).findings().stream().map(Finding::rule).toList();
    }

    private static Map<String, AttributeValue> room(long confirmed) {
        return ResourceItem.write(new Resource(ROOM, 9, 1, Definition.open(50), 50 - confirmed,
                confirmed, new TreeMap<>(), 0));
    }

    private static Map<String, AttributeValue> definition() {
        Command.Define command = new Command.Define(ROOM, new CommandId("d"),
                OptionalLong.of(50), Optional.empty(), false, OptionalLong.empty(),
                Precondition.NONE);
        return DefinitionItem.write(new DefinitionRecord(command.id(), command.fingerprint(),
                COMMITTED, ROOM, Optional.of(new DefinitionRecord.Defined(Definition.open(50), 1,
                        true, Optional.of(new Nonce("define__________"))))));
    }

    private static Booking booking(String id) {
        Command.Book command = new Command.Book(new BookingId(id),
                List.of(new LineRequest(ROOM, 6, OptionalLong.empty())), Optional.empty(),
                Optional.of("order 1"));
        return Booking.committed(command, Admission.confirmed(
                List.of(new Line(ROOM, 6, 6, new Nonce("book____________"))), NOON), COMMITTED);
    }
}
