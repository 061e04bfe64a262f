package io.holdfast.dynamodb.contract;

import io.holdfast.domain.BookingId;
import io.holdfast.domain.Id;
import io.holdfast.domain.ResourceId;
import io.holdfast.domain.booking.Booking;
import io.holdfast.domain.ledger.Image;
import io.holdfast.domain.ledger.Ledger;
import io.holdfast.domain.ledger.Ledger.Reading;
import io.holdfast.domain.ledger.ResourceWrite.DefinitionNote;
import io.holdfast.domain.ledger.ResourceWrite.Note;
import io.holdfast.domain.ledger.ResourceWrite.Settle;
import io.holdfast.domain.ledger.Writing;
import io.holdfast.domain.resource.Definition;
import io.holdfast.domain.resource.ExpiredSlots;
import io.holdfast.domain.resource.Intent;
import io.holdfast.domain.resource.Intent.OfBooking;
import io.holdfast.domain.resource.Intent.OfDefinition;
import io.holdfast.domain.resource.Resource;
import io.holdfast.domain.resource.Settlement;
import io.holdfast.dynamodb.DynamoDbLedger;
import io.holdfast.dynamodb.item.ResourceItem;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** One resource that no other test uses, on the store that is tested: its states, and writes to it. */
public record Room(DynamoDbClient client, Ledger ledger, ResourceId id) {
    /** The watermark of its states. */
    public static final long WATERMARK = 900;
    /** A live slot of its states. */
    public static final long SLOT = 1_000;
    /** Units in each bucket of its states: available, confirmed, in the slot. */
    public static final long UNITS = 5;

    public static Room on(DynamoDbClient client) {
        return new Room(client, new DynamoDbLedger(client, LedgerContract.TABLE),
                new ResourceId("room-" + UUID.randomUUID()));
    }

    /** A booking that no other test uses. */
    public static BookingId newBooking() {
        return new BookingId("b-" + UUID.randomUUID());
    }

    /** It is open, with as many units in each bucket, and these intents. */
    public Resource given(Intent... intents) {
        return given(Definition.open(3 * UNITS), intents);
    }

    public Resource given(Definition definition, Intent... intents) {
        return given(new Resource(id, 7, 3, definition, UNITS, UNITS,
                new TreeMap<>(Map.of(SLOT, UNITS)), WATERMARK,
                Arrays.stream(intents).filter(OfBooking.class::isInstance)
                        .map(OfBooking.class::cast)
                        .collect(Collectors.toMap(OfBooking::booking, Function.identity())),
                Arrays.stream(intents).filter(OfDefinition.class::isInstance)
                        .map(OfDefinition.class::cast).findFirst()));
    }

    public Resource given(Resource resource) {
        client.putItem(put -> put.tableName(LedgerContract.TABLE)
                .item(ResourceItem.write(resource)));
        return resource;
    }

    /** It as the table holds it. */
    public Resource read() {
        return read(id).resource(id).orElseThrow();
    }

    public Booking read(BookingId booking) {
        return read((Id) booking).booking(booking).orElseThrow();
    }

    public Image read(Id... ids) {
        return ((Reading.Read) ledger.read(Set.of(ids))).image();
    }

    /** Its image, as a refused write shows it. */
    public Image image() {
        return new Image(Map.of(), Map.of(), Map.of(id, Optional.of(read())));
    }

    public Writing note(OfBooking noted, Settlement... settled) {
        return note(List.of(noted), settled);
    }

    public Writing note(List<OfBooking> noted, Settlement... settled) {
        return ledger.note(new Note(id, noted, List.of(settled), ExpiredSlots.NONE,
                OptionalLong.empty()));
    }

    /** Notes it and collects. */
    public Writing collect(OfBooking noted, ExpiredSlots collected, Settlement... settled) {
        return ledger.note(new Note(id, List.of(noted), List.of(settled), collected,
                OptionalLong.empty()));
    }

    /** Notes a definition on the state that {@link #given} makes. */
    public Writing define(OfDefinition noted, Settlement... settled) {
        return define(noted, 3, settled);
    }

    public Writing define(OfDefinition noted, long seen, Settlement... settled) {
        return ledger.note(new DefinitionNote(id, noted, OptionalLong.of(seen), false,
                List.of(settled), ExpiredSlots.NONE));
    }

    public Writing settle(Settlement... settled) {
        return ledger.settle(new Settle(id, List.of(settled)));
    }
}
