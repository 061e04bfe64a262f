package io.holdfast.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.domain.BookingId;
import io.holdfast.domain.Limits;
import io.holdfast.domain.ledger.ResourceWrite;
import io.holdfast.domain.ledger.ResourceWrite.DefinitionNote;
import io.holdfast.domain.ledger.ResourceWrite.Note;
import io.holdfast.domain.ledger.Writing.NotApplied;
import io.holdfast.domain.resource.Definition;
import io.holdfast.domain.resource.ExpiredSlots;
import io.holdfast.domain.resource.ExpiryWheel;
import io.holdfast.domain.resource.Fate;
import io.holdfast.domain.resource.Intent;
import io.holdfast.domain.resource.Intent.OfBooking;
import io.holdfast.domain.resource.Intent.OfDefinition;
import io.holdfast.domain.resource.Resource;
import io.holdfast.domain.resource.Settlement;
import io.holdfast.dynamodb.contract.Intents;
import io.holdfast.dynamodb.contract.LedgerContract;
import io.holdfast.dynamodb.contract.Room;
import io.holdfast.dynamodb.item.Table;
import io.holdfast.engine.LocalDynamoDb;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.LongFunction;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/**
 * The longest expressions that a write can have, against what the service takes (4 KB and 300
 * operators and functions each), and sent to DynamoDB Local, which has the same limits.
 */
class ExpressionSizeTest {
    private static final DynamoDbClient CLIENT = LocalDynamoDb.embedded();
    private static final int MOST_BYTES = 4_096;
    private static final int MOST_OPERATORS = 300;
    private static final int OTHERS = Limits.INTENTS - 1;
    private static final long EXPIRED = 29_540_000;
    private static final long LIVE = 29_550_000;
    private static final long HIGHER = LIVE + ExpiryWheel.LIVE_SLOTS / 2;
    private static final long MANY = 1_000_000;
    private static final Pattern OPERATOR = Pattern.compile(
            " AND | OR |attribute_not_exists|if_not_exists|size\\(| [<>]=? | = | [+-] ");

    static {
        CLIENT.createTable(Table.creation(LedgerContract.TABLE));
    }

    private final Room room = Room.on(CLIENT);

    @Test
    void aBookingThatTakesOffAllAndCollectsTheMostSlotsFits() {
        fits(note(1, ExpiredSlots.MOST, Fate.KEPT, slot -> Intents.book(1)));
    }

    @Test
    void aHoldThatUndoesConfirmsOfEverySlotFits() {
        fits(note(1, ExpiredSlots.MOST, Fate.VOID, slot -> Intents.confirm(slot, 1)));
    }

    @Test
    void aHoldThatUndoesExtendsBetweenAllSlotsFits() {
        fits(note(1, ExpiredSlots.MOST, Fate.VOID, ExpressionSizeTest::extend));
    }

    @Test
    void aHoldThatSettlesReleasesOfEverySlotFits() {
        fits(note(1, ExpiredSlots.MOST, Fate.KEPT, slot -> Intents.releaseHeld(slot, 1)));
    }

    @Test
    void theLargestGroupThatTakesOffAllFits() {
        fits(note(Limits.GROUP, ExpiredSlots.MOST_OF_GROUP, Fate.KEPT, slot -> Intents.book(1)));
    }

    @Test
    void theLargestGroupThatUndoesExtendsFits() {
        fits(note(Limits.GROUP, ExpiredSlots.MOST_OF_GROUP, Fate.VOID,
                ExpressionSizeTest::extend));
    }

    @Test
    void aCutThatSettlesTheOneBeforeItAndTakesOffAllFits() {
        OfDefinition previous = Intents.growth(5);
        Resource seen = given(slot -> Intents.book(1), ExpiredSlots.MOST, previous);
        fits(new DefinitionNote(room.id(), Intents.cut(95), OptionalLong.of(1), false,
                settled(seen, Fate.KEPT), collected(ExpiredSlots.MOST)));
    }

    /** From the lower half of the live slots to the upper, so that its undoing changes both. */
    private static OfBooking extend(long slot) {
        long lower = slot % (ExpiryWheel.LIVE_SLOTS / 2);
        return Intents.extend(LIVE + lower, HIGHER + lower, 1);
    }

    /** Holds in slots of their own, by bookings with the longest ids. */
    private Note note(int members, int expired, Fate fate, LongFunction<OfBooking> others) {
        Resource seen = given(others, expired);
        List<OfBooking> noted = new ArrayList<>();
        for (int i = 0; i < members; i++) {
            noted.add(longest(i, Intents.hold(HIGHER + i, MANY)));
        }
        return new Note(room.id(), noted, settled(seen, fate), collected(expired),
                members == 1 ? OptionalLong.of(1) : OptionalLong.empty());
    }

    private Resource given(LongFunction<OfBooking> others, int expired,
            Intent... defining) {
        List<Intent> intents = new ArrayList<>(List.of(defining));
        for (int i = 0; i < OTHERS; i++) {
            intents.add(longest(100 + i, others.apply(LIVE + i)));
        }
        SortedMap<Long, Long> slots = new TreeMap<>(collected(expired).units());
        LongStream.range(LIVE, LIVE + ExpiryWheel.LIVE_SLOTS)
                .forEach(slot -> slots.put(slot, MANY));
        long capacity = (slots.size() + 200) * MANY;
        Resource base = room.given(intents.toArray(Intent[]::new));
        return room.given(new Resource(room.id(), 1, 1, Definition.open(capacity), 100 * MANY,
                100 * MANY, slots, 1, base.intents(), base.defining()));
    }

    private static List<Settlement> settled(Resource seen, Fate fate) {
        return seen.allIntents().stream().map(intent -> Settlement.of(intent, fate, seen))
                .toList();
    }

    private static ExpiredSlots collected(int count) {
        SortedMap<Long, Long> expired = new TreeMap<>();
        LongStream.range(EXPIRED, EXPIRED + count).forEach(slot -> expired.put(slot, MANY));
        return new ExpiredSlots(expired, OptionalLong.of(expired.lastKey()));
    }

    private static OfBooking longest(int number, OfBooking intent) {
        BookingId id = new BookingId("%0128d".formatted(number));
        return Intents.of(id, intent);
    }

    private void fits(ResourceWrite write) {
        UpdateItemRequest request = ((Update) ResourceWrites.write("table", write)).request();
        for (String expression : List.of(request.conditionExpression(),
                request.updateExpression())) {
            assertThat(expression).hasSizeLessThan(MOST_BYTES);
            assertThat(operators(expression)).isLessThan(MOST_OPERATORS);
        }
        assertThat(room.ledger().note(write)).as("applied, or refused for want of room")
                .isNotInstanceOf(NotApplied.class);
    }

    private static long operators(String expression) {
        return OPERATOR.matcher(expression).results().count();
    }
}
