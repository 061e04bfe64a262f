package io.holdfast.lab.limits;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.domain.Limits;
import io.holdfast.engine.Wire;
import io.holdfast.lab.Engine;
import io.holdfast.lab.Functions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The requests of each operation in their order, counted on the wire: one for each line, and no
 * transaction.
 */
class RequestsOnTheWireTest {
    private final Wire wire = Engine.wire();
    private final Functions functions = Functions.on(Engine.overHttp());
    private final String first = Engine.fresh("resource");
    private final String second = Engine.fresh("resource");
    private final String booking = Engine.fresh("booking");

    @BeforeEach
    void define() {
        functions.define(first, 1);
        functions.define(second, 1);
        forget();
    }

    @Test
    void aCommitIsOneReadANoteForEachLineAndOneRecord() {
        functions.bookEach(booking, first, second);

        assertThat(wire.operations()).containsExactly("BatchGetItem", "UpdateItem", "UpdateItem",
                "PutItem");
    }

    /** In another order two bookings of the same resources could refuse each other (N11). */
    @Test
    void notesGoOutInTheOrderOfIdsWhateverTheOrderOfLines() {
        List<String> ids = IntStream.range(0, Limits.LINES)
                .mapToObj(i -> Engine.fresh("resource")).toList();
        ids.forEach(id -> functions.define(id, 1));
        List<String> shuffled = new ArrayList<>(ids);
        Collections.shuffle(shuffled, new Random(31));
        forget();

        functions.bookEach(booking, shuffled.toArray(String[]::new));

        assertThat(wire.operations()).hasSize(Limits.LINES + 2).startsWith("BatchGetItem")
                .endsWith("PutItem");
        assertThat(wire.sent().stream().filter(sent -> sent.operation().equals("UpdateItem"))
                .map(sent -> ids.stream().filter(id -> sent.body().contains("#" + id + "\""))
                        .findFirst().orElseThrow()))
                .containsExactlyElementsOf(ids.stream().sorted().toList());
    }

    @Test
    void noOperationSendsATransaction() {
        functions.book(booking, "{\"holdFor\":\"PT10M\",\"lines\":[{\"resourceId\":\"" + first
                + "\",\"units\":1},{\"resourceId\":\"" + second + "\",\"units\":1}]}");
        functions.confirm(booking, "confirm");
        functions.release(booking, "release");
        functions.resolve(Engine.fresh("booking"));
        functions.define(first, 5);
        functions.batch(Stream.of("a", "b").map(name -> "{\"command\":\"book\",\"bookingId\":\""
                + Engine.fresh(name) + "\",\"resourceId\":\"" + first + "\",\"units\":1}")
                .toList());

        assertThat(Set.copyOf(wire.operations())).containsExactlyInAnyOrder("BatchGetItem",
                "GetItem", "UpdateItem", "PutItem", "BatchExecuteStatement");
    }

    @Test
    void aRefusalIsOneReadAndOnePut() {
        functions.book(booking, first, 2);

        assertThat(wire.operations()).containsExactly("BatchGetItem", "PutItem");
    }

    @Test
    void aReplayIsOneRead() {
        functions.book(booking, first, 1);
        forget();

        functions.book(booking, first, 1);

        assertThat(wire.operations()).containsExactly("BatchGetItem");
    }

    @Test
    void aDefinitionIsOneReadANoteARecordAndASettlement() {
        functions.define(first, 5);

        assertThat(wire.operations()).containsExactly("BatchGetItem", "UpdateItem", "PutItem",
                "UpdateItem");
    }

    @Test
    void aCreationIsTheSameWithAStubForANote() {
        functions.define(Engine.fresh("resource"), 5);

        assertThat(wire.operations()).containsExactly("BatchGetItem", "PutItem", "PutItem",
                "UpdateItem");
    }

    @Test
    void aDefinitionThatChangesNothingIsOneReadAndOneRecord() {
        functions.define(first, 1);

        assertThat(wire.operations()).containsExactly("BatchGetItem", "PutItem");
    }

    @Test
    void aReplayOfADefinitionReadsTheResourceAfterTheRecord() {
        functions.define(first, "twice-" + first, "{\"capacity\":5}");
        forget();

        functions.define(first, "twice-" + first, "{\"capacity\":5}");

        assertThat(wire.operations()).containsExactly("BatchGetItem", "GetItem");
    }

    @Test
    void resolveIsOnePut() {
        functions.resolve(booking);

        assertThat(wire.operations()).containsExactly("PutItem");
    }

    @Test
    void aConfirmIsTwoReadsANoteForEachLineAndARecord() {
        holdBoth();

        functions.confirm(booking, "confirm");

        assertThat(wire.operations()).containsExactly("GetItem", "BatchGetItem", "UpdateItem",
                "UpdateItem", "UpdateItem");
        forget();
        functions.confirm(booking, "confirm");
        assertThat(wire.operations()).as("a replay is one read").containsExactly("GetItem");
    }

    @Test
    void aReleaseIsTheSameAndASettlementForEachLine() {
        holdBoth();

        functions.release(booking, "release");

        assertThat(wire.operations()).containsExactly("GetItem", "BatchGetItem", "UpdateItem",
                "UpdateItem", "UpdateItem", "UpdateItem", "UpdateItem");
        assertThat(wire.sent().stream().skip(2).map(sent -> sent.body().contains("booking#")))
                .as("two notes, the record, two settlements")
                .containsExactly(false, false, true, false, false);
    }

    private void holdBoth() {
        functions.book(booking, "{\"holdFor\":\"PT10M\",\"lines\":[{\"resourceId\":\"" + first
                + "\",\"units\":1},{\"resourceId\":\"" + second + "\",\"units\":1}]}");
        forget();
    }

    @Test
    void aRefusedReleaseIsOneReadAndOneUpdate() {
        functions.hold(booking, first, 1, "PT10M");
        forget();

        functions.release(booking, "too-much", 2);
        assertThat(wire.operations()).containsExactly("GetItem", "UpdateItem");
    }

    @Test
    void aFailureForWhichThereIsNoRoomIsOneReadAndOneUpdate() {
        functions.book(booking, first, 1);
        IntStream.range(0, Limits.COMMANDS)
                .forEach(i -> functions.release(booking, "too-much-" + i, 2));
        forget();

        assertThat(functions.release(booking, "one-more", 2).status()).isEqualTo(422);
        assertThat(wire.operations()).containsExactly("GetItem", "UpdateItem");
    }

    @Test
    void collectingCostsNoRequest() {
        functions.hold(booking, first, 1, "PT10M");
        forget();

        Functions later = Functions.on(Engine.overHttp(), Instant.now().plusSeconds(3600));
        assertThat(later.book(Engine.fresh("next"), first, 1).committed()).isTrue();
        assertThat(wire.operations()).containsExactly("BatchGetItem", "UpdateItem", "PutItem");
    }

    @Test
    void anInvalidRequestSendsNothing() {
        functions.book(booking, "{\"resourceId\":\"r\",\"units\":0}");

        assertThat(wire.sent()).isEmpty();
    }

    @Test
    void everyReadIsStronglyConsistent() {
        functions.bookEach(booking, first, second);
        functions.define(first, 5);
        functions.booking(booking);
        functions.resource(first);

        functions.confirm(booking, "confirm");

        assertThat(wire.sent()).filteredOn(sent -> sent.operation().endsWith("GetItem")).hasSize(5)
                .allMatch(sent -> sent.body().contains("\"ConsistentRead\":true"));
    }

    @Test
    void everyGuardedWriteAsksForWhatStoodThere() {
        functions.bookEach(booking, first, second);
        functions.resolve(booking);
        functions.release(booking, "too-much",
                "{\"lines\":[{\"resourceId\":\"" + first + "\",\"units\":2}]}");

        assertThat(wire.sent()).filteredOn(sent -> !sent.operation().endsWith("GetItem"))
                .hasSize(5).allMatch(sent -> sent.body().contains("\"ALL_OLD\""));
    }

    private void forget() {
        wire.plan(Map.of());
    }
}
