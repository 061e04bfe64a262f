package io.holdfast.lambda.stream;

import com.amazonaws.services.lambda.runtime.Context;
import io.holdfast.domain.BookingId;
import io.holdfast.domain.Id;
import io.holdfast.domain.Reason;
import io.holdfast.domain.booking.Admission;
import io.holdfast.domain.booking.Booking;
import io.holdfast.domain.booking.BookingState;
import io.holdfast.domain.event.Collected;
import io.holdfast.domain.event.Event;
import io.holdfast.domain.event.ItemChange;
import io.holdfast.domain.ledger.Image;
import io.holdfast.domain.ledger.Ledger;
import io.holdfast.domain.ledger.Writing;
import io.holdfast.domain.listing.Cursor;
import io.holdfast.domain.listing.ListKey;
import io.holdfast.domain.listing.ListedBooking;
import io.holdfast.domain.listing.Listing;
import io.holdfast.domain.listing.Listing.Part;
import io.holdfast.domain.listing.Slots;
import io.holdfast.domain.protocol.Invocation.RemainingTime;
import io.holdfast.domain.resource.ExpiryWheel;
import io.holdfast.dynamodb.item.CorruptItem;
import io.holdfast.lambda.invocation.Log;
import io.holdfast.lambda.invocation.Wiring;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;

/**
 * What a batch of the stream does for the listing: it writes the entries that a record has changed,
 * and it finds the holds that have expired, which no record names.
 */
final class ListingUpdate {
    /**
     * Holds of a collected slot that are read at once: a batch read returns at most 16 MB, and an
     * item has at most 400 KB.
     */
    private static final int TOGETHER = 40;
    /**
     * Times that holds of the slots that one write collected are read: 1,000 holds. Their events
     * are published in calls of ten, and again from the first if one call fails.
     */
    private static final int MOST_READS = 25;
    /**
     * A hold whose record is handled so shortly before its end, or later, may have been collected
     * before it was listed: by a clock that is ahead, or since the stream is late.
     */
    private static final Duration NEAR = Duration.ofMinutes(1);

    private final Listing listing;
    private final Ledger ledger;
    private final Context context;
    private final RemainingTime time;
    private final Instant now;

    ListingUpdate(Listing listing, Wiring wiring, Context context) {
        this.listing = listing;
        this.ledger = wiring.ledger();
        this.context = context;
        this.time = wiring.remainingTime().apply(context);
        this.now = wiring.clock().instant();
    }

    /** What a record of the stream led to. */
    sealed interface Result {
        /** The listing shows the change; events of holds that have expired. */
        record Done(List<Event> expired) implements Result {}

        /** It may not show the change yet: the stream must redeliver the record. */
        record Stopped(String reason) implements Result {}
    }

    private static final Result NOTHING = new Result.Done(List.of());
    private static final Result NO_TIME = new Result.Stopped("NO_TIME_LEFT");

    /**
     * Updates the listing.
     *
     * @param first whether it is the first record of its batch: no redelivery would have more time
     */
    Result update(ItemChange change, boolean first) {
        return switch (change) {
            case ItemChange.OfBooking booking -> write(booking).orElseGet(() -> late(booking));
            case ItemChange.OfResource resource -> Collected.slots(resource)
                    .map(slots -> collected(resource, slots, first)).orElse(NOTHING);
            case ItemChange.OfOther() -> NOTHING;
        };
    }

    /** Returns a result only if not all entries are written. */
    private Optional<Result> write(ItemChange.OfBooking change) {
        for (ListedBooking entry : ListedBooking.changed(change.before(), change.after())) {
            if (!time.await(Duration.ZERO)) {
                return Optional.of(NO_TIME);
            }
            switch (listing.put(entry)) {
                case Writing.Applied applied -> {
                }
                case Writing.Refused refused -> {
                    // An entry of that version, or of a later one, is there.
                }
                case Writing.NotApplied(Reason reason) -> {
                    return Optional.of(new Result.Stopped(reason.name()));
                }
                case Writing.Ambiguous ambiguous -> {
                    return Optional.of(new Result.Stopped(Reason.STORE_ERROR.name()));
                }
            }
        }
        return Optional.empty();
    }

    /** The event of a hold that a write may have collected before this record listed it. */
    private Result late(ItemChange.OfBooking change) {
        OptionalLong slot = held(change.after());
        OptionalLong before = change.before().map(ListingUpdate::held).orElse(OptionalLong.empty());
        if (slot.isEmpty() || slot.equals(before)
                || !ExpiryWheel.hasExpired(slot.getAsLong(), now.plus(NEAR))) {
            return NOTHING;
        }
        BookingId id = change.after().id();
        Set<Id> ids = new HashSet<>(Set.of(id));
        change.after().admission().orElseThrow().lines().stream()
                .filter(line -> line.remaining() > 0).forEach(line -> ids.add(line.resource()));
        return read(ids, image -> image.booking(id)
                .flatMap(booking -> image.resources().values().stream().flatMap(Optional::stream)
                        .map(resource -> Collected.expired(booking, resource))
                        .flatMap(Optional::stream).findFirst())
                .stream().toList());
    }

    private static OptionalLong held(Booking booking) {
        return booking.admission().filter(each -> each.state() == BookingState.HELD)
                .map(Admission::slot).orElse(OptionalLong.empty());
    }

    private Result collected(ItemChange.OfResource change, Slots slots, boolean first) {
        ListKey key = new ListKey.OfResource(change.after().id());
        List<Event> expired = new ArrayList<>();
        Optional<Cursor> after = Optional.empty();
        for (int reads = 0; reads < MOST_READS; reads++) {
            if (!time.await(Duration.ZERO)) {
                return first ? leftOut(change, expired) : NO_TIME;
            }
            switch (listing.read(new Part(key, Optional.of(slots), after, TOGETHER))) {
                case Listing.Reading.NotRead(Reason reason) -> {
                    return new Result.Stopped(reason.name());
                }
                case Listing.Reading.Entries entries -> {
                    switch (expired(change, entries.entries())) {
                        case Result.Stopped stopped -> {
                            return stopped;
                        }
                        case Result.Done(List<Event> events) -> expired.addAll(events);
                    }
                    if (!entries.more()) {
                        return new Result.Done(expired);
                    }
                    after = Optional.of(Cursor.ofHold(entries.entries().getLast()));
                }
            }
        }
        return leftOut(change, expired);
    }

    private Result expired(ItemChange.OfResource change, List<ListedBooking> holds) {
        Set<Id> ids = new HashSet<>();
        holds.forEach(hold -> ids.add(hold.booking()));
        return ids.isEmpty()
                ? NOTHING
                : read(ids, image -> image.bookings().values().stream().flatMap(Optional::stream)
                        .map(booking -> Collected.expired(booking, change.after()))
                        .flatMap(Optional::stream).toList());
    }

    private Result read(Set<Id> ids, Function<Image, List<Event>> events) {
        try {
            return switch (ledger.read(ids)) {
                case Ledger.Reading.Read(Image image) when image.showsAll(ids) ->
                    new Result.Done(events.apply(image));
                case Ledger.Reading.Read part -> new Result.Stopped(Reason.THROTTLED.name());
                case Ledger.Reading.NotRead(Reason reason) -> new Result.Stopped(reason.name());
            };
        } catch (CorruptItem e) {
            return unreadable(ids, events, e);
        }
    }

    /** One item that cannot be read is no fault of the record, and hides no other hold. */
    private Result unreadable(Set<Id> ids, Function<Image, List<Event>> events, CorruptItem e) {
        Log.warning(context, "left out of the holds that have expired",
                json -> json.writeStringField("problem", String.valueOf(e.getMessage())));
        if (ids.size() == 1) {
            return NOTHING;
        }
        List<Event> readable = new ArrayList<>();
        for (Id id : ids) {
            switch (time.await(Duration.ZERO) ? read(Set.of(id), events) : NO_TIME) {
                case Result.Stopped stopped -> {
                    return stopped;
                }
                case Result.Done(List<Event> found) -> readable.addAll(found);
            }
        }
        return new Result.Done(readable);
    }

    private Result leftOut(ItemChange.OfResource change, List<Event> expired) {
        Log.warning(context, "more holds have expired than can be published", json -> {
            json.writeStringField("resourceId", change.after().id().value());
            json.writeNumberField("published", expired.size());
        });
        return new Result.Done(expired);
    }
}
