package io.holdfast.domain.resource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.domain.ResourceId;
import io.holdfast.domain.resource.Bucket.Counter;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The table of movements (design section 4): what is left to move once a fate is final. */
class SettlementTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    @ParameterizedTest(name = "{0} to {1}, watermark {2}: kept {3}, void {4}")
    @CsvSource(textBlock = """
            # from     to         watermark  kept                    void
            AVAILABLE, CONFIRMED, 0,         -,                      CONFIRMED to AVAILABLE
            AVAILABLE, 20,        19,        -,                      20 to AVAILABLE
            AVAILABLE, 20,        20,        -,                      -
            10,        CONFIRMED, 9,         -,                      CONFIRMED to 10
            10,        CONFIRMED, 10,        -,                      CONFIRMED to AVAILABLE
            10,        20,        9,         -,                      20 to 10
            10,        20,        10,        -,                      20 to AVAILABLE
            10,        20,        20,        -,                      -
            10,        AVAILABLE, 9,         10 to AVAILABLE,        -
            10,        AVAILABLE, 10,        -,                      -
            CONFIRMED, AVAILABLE, 0,         CONFIRMED to AVAILABLE, -
            AVAILABLE, OUTSIDE,   0,         -,                      OUTSIDE to AVAILABLE
            OUTSIDE,   AVAILABLE, 0,         OUTSIDE to AVAILABLE,   -
            """)
    void whatIsMovedDependsOnTheFateAndOnWhatWasCollected(String from, String to, long watermark,
            String kept, String undone) {
        Intent intent = Noted.onBooking("b", new Movement(bucket(from), bucket(to), 3), NOON);

        assertThat(moved(Settlement.of(intent, Fate.KEPT, collected(watermark)))).isEqualTo(kept);
        assertThat(moved(Settlement.of(intent, Fate.VOID, collected(watermark))))
                .isEqualTo(undone);
    }

    @Test
    void unitsMoveWithTheirIntentOnlySoThatTheyMoveOnce() {
        Settlement undone = Settlement.of(Noted.book("b", 3, NOON), Fate.VOID, collected(0));

        assertThat(undone.strict()).isTrue();
        assertThatThrownBy(() -> new Settlement(undone.intent(), Fate.VOID, undone.movement(),
                false)).isInstanceOf(IllegalArgumentException.class);
    }

    /** So two that tidy do not refuse each other. */
    @Test
    void anIntentWithNothingToMoveMayBeGoneAlready() {
        Settlement kept = Settlement.of(Noted.book("b", 3, NOON), Fate.KEPT, collected(0));

        assertThat(kept.strict()).isFalse();
        assertThat(kept.changesResource()).isFalse();
        assertThat(kept.strictly().strict()).isTrue();
    }

    @Test
    void aDefinitionIsAlwaysTakenOffStrictly() {
        for (Fate fate : new Fate[]{Fate.KEPT, Fate.VOID}) {
            Settlement settlement = Settlement.of(Noted.status(ResourceStatus.CLOSED, NOON), fate,
                    collected(0));

            assertThat(settlement.strict()).isTrue();
            assertThat(settlement.changesResource()).isTrue();
        }
    }

    @Test
    void anIntentInDoubtIsNeverTakenOff() {
        Intent intent = Noted.book("b", 3, NOON);

        assertThatThrownBy(() -> Settlement.of(intent, Fate.IN_DOUBT, collected(0)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Settlement(intent, Fate.IN_DOUBT, Optional.empty(), true))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /** N16: a closing takes effect at its note and is undone, an opening at its settlement. */
    @Test
    void n16AVoidClosingIsUndoneAndAKeptOpeningIsSettled() {
        Resource closing = Noted.on(collected(0), Noted.status(ResourceStatus.CLOSED, NOON));
        Resource opening = new Resource(closing.id(), 1, 1,
                new Definition(6, ResourceStatus.CLOSED), 3, 3, new TreeMap<>(), 0, Map.of(),
                Optional.of(Noted.status(ResourceStatus.OPEN, NOON)));

        assertThat(closing.status()).isEqualTo(ResourceStatus.CLOSED);
        assertThat(statusAfter(closing, Fate.KEPT)).isEqualTo(ResourceStatus.CLOSED);
        assertThat(statusAfter(closing, Fate.VOID)).isEqualTo(ResourceStatus.OPEN);
        assertThat(statusAfter(opening, Fate.KEPT)).isEqualTo(ResourceStatus.OPEN);
        assertThat(statusAfter(opening, Fate.VOID)).isEqualTo(ResourceStatus.CLOSED);
    }

    @Test
    void onlyAKeptDefinitionRaisesTheDefinitionVersion() {
        Resource growing = Noted.on(collected(0), Noted.growth(4, NOON));

        Resource kept = growing.after(Settlement.of(growing.defining().orElseThrow(), Fate.KEPT,
                growing));
        Resource undone = growing.after(Settlement.of(growing.defining().orElseThrow(),
                Fate.VOID, growing));

        assertThat(kept.definitionVersion()).isEqualTo(2);
        assertThat(kept.definition()).isEqualTo(Definition.open(10));
        assertThat(kept.available()).isEqualTo(7);
        assertThat(kept.defining()).isEmpty();
        assertThat(undone.definitionVersion()).isEqualTo(1);
        assertThat(undone.definition()).isEqualTo(Definition.open(6));
    }

    private static ResourceStatus statusAfter(Resource resource, Fate fate) {
        return resource.after(
                Settlement.of(resource.defining().orElseThrow(), fate, resource)).status();
    }

    private static String moved(Settlement settlement) {
        return settlement.movement().map(movement -> text(movement.from()) + " to "
                + text(movement.to())).orElse("-");
    }

    private static String text(Bucket bucket) {
        return bucket instanceof Bucket.Slot(long minute) ? "" + minute : bucket.toString();
    }

    private static Bucket bucket(String text) {
        return Character.isDigit(text.charAt(0))
                ? new Bucket.Slot(Long.parseLong(text))
                : Counter.valueOf(text);
    }

    private static Resource collected(long through) {
        return new Resource(new ResourceId("r"), 1, 1, Definition.open(6), 3, 3, new TreeMap<>(),
                through);
    }
}
