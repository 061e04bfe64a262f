package io.holdfast.domain.decision;

import io.holdfast.domain.BookingId;
import io.holdfast.domain.Nonce;
import io.holdfast.domain.ResourceId;
import io.holdfast.domain.command.Command.Book;
import io.holdfast.domain.command.LineRequest;
import io.holdfast.domain.ledger.Image;
import io.holdfast.domain.resource.Definition;
import io.holdfast.domain.resource.ExpiryWheel;
import io.holdfast.domain.resource.Noted;
import io.holdfast.domain.resource.Resource;
import io.holdfast.domain.resource.ResourceStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/** Resources and bookings that the tests of the rules share. Every room is at version 7. */
final class Rooms {
    static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    static final Duration HOLD = Duration.ofMinutes(10);

    /** Of the attempt whose decision is tested. */
    static final Nonce OWN = Noted.nonce("own");

    private Rooms() {}

    static Resource open(String id, long available) {
        return room(id, ResourceStatus.OPEN, available, 0, 0);
    }

    static Resource closed(String id, long available) {
        return room(id, ResourceStatus.CLOSED, available, 0, 0);
    }

    static Resource ofLaterRelease(String id) {
        return room(id, ResourceStatus.UNKNOWN, 9, 0, 0);
    }

    /** @param expired units of a hold that has expired at noon */
    static Resource withExpired(String id, long available, long expired) {
        return room(id, ResourceStatus.OPEN, available, expired, 0);
    }

    /** Collected by a clock that is ahead, so that the slot of a hold made at noon is past there. */
    static Resource collectedAhead(String id) {
        return room(id, ResourceStatus.OPEN, 9, 0, slot());
    }

    /** With units of live holds in a slot. */
    static Resource withHeld(String id, long available, long slot, long held) {
        return new Resource(new ResourceId(id), 7, 3, Definition.open(available + 1 + held),
                available, 1, new TreeMap<>(Map.of(slot, held)), 0);
    }

    private static Resource room(String id, ResourceStatus status, long available, long expired,
            long expiredThrough) {
        long confirmed = 1;
        return new Resource(new ResourceId(id), 7, 3,
                new Definition(available + confirmed + expired, status), available, confirmed,
                new TreeMap<>(expired == 0 ? Map.of() : Map.of(expiredSlot(), expired)),
                expiredThrough);
    }

    /** The slot of a hold that is made at noon. */
    static long slot() {
        return ExpiryWheel.slot(NOON, HOLD);
    }

    /** The slot of the hold that has expired at noon. */
    static long expiredSlot() {
        return NOON.getEpochSecond() / 60;
    }

    /** Shows these resources, and that no other exists. */
    static Image image(Resource... resources) {
        Map<ResourceId, Optional<Resource>> shown = new HashMap<>();
        Arrays.stream(resources)
                .forEach(resource -> shown.put(resource.id(), Optional.of(resource)));
        return new Image(Map.of(), Map.of(), shown);
    }

    static Image absent(String id) {
        return new Image(Map.of(), Map.of(), Map.of(new ResourceId(id), Optional.empty()));
    }

    static LineRequest line(String resource, long units) {
        return new LineRequest(new ResourceId(resource), units, OptionalLong.empty());
    }

    static LineRequest line(String resource, long units, long expectedVersion) {
        return new LineRequest(new ResourceId(resource), units, OptionalLong.of(expectedVersion));
    }

    static Book book(LineRequest... lines) {
        return new Book(new BookingId("b"), List.of(lines), Optional.empty(), Optional.empty());
    }

    static Book hold(LineRequest... lines) {
        return new Book(new BookingId("b"), List.of(lines), Optional.of(HOLD), Optional.empty());
    }
}
