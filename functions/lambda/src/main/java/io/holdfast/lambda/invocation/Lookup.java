package io.holdfast.lambda.invocation;

import com.amazonaws.services.lambda.runtime.Context;
import io.holdfast.domain.BookingId;
import io.holdfast.domain.Id;
import io.holdfast.domain.Reason;
import io.holdfast.domain.ResourceId;
import io.holdfast.domain.ledger.Ledger.Reading;
import io.holdfast.domain.listing.ListQuery;
import io.holdfast.domain.listing.Listing;
import io.holdfast.domain.protocol.Protocol;
import java.util.Set;

/** A read on behalf of a caller, without a command. A read that fails is metered and logged. */
public final class Lookup {
    private Lookup() {}

    /** Reads one booking. */
    public static Reading of(BookingId id, Wiring wiring, Context context, Delivery delivery) {
        MeteredLedger meter = new MeteredLedger(wiring.ledger());
        return logged(Set.of(id), meter.read(Set.of(id)), meter, wiring, context, delivery);
    }

    /**
     * Reads resources as callers see them, which takes a second request where they have old
     * intents.
     *
     * @param ids 1 to 100
     */
    public static Reading of(Set<ResourceId> ids, Wiring wiring, Context context,
            Delivery delivery) {
        MeteredLedger meter = new MeteredLedger(wiring.ledger());
        return logged(ids, new Protocol(meter).readResources(ids, wiring.clock().instant()), meter,
                wiring, context, delivery);
    }

    /** Reads a page of a list. */
    public static ListQuery.Result of(ListQuery query, Listing listing, Wiring wiring,
            Context context, Delivery delivery) {
        MeteredLedger meter = new MeteredLedger(wiring.ledger());
        ListQuery.Result result = query.read(part -> {
            meter.countRequest();
            return listing.read(part);
        });
        if (result instanceof ListQuery.Result.NotRead(Reason reason)) {
            Log.unlisted(context, wiring, query.key(), reason, meter, delivery);
        }
        return result;
    }

    private static Reading logged(Set<? extends Id> ids, Reading reading, MeteredLedger meter,
            Wiring wiring, Context context, Delivery delivery) {
        if (reading instanceof Reading.NotRead(var reason)) {
            Log.unread(context, wiring, ids, reason, meter, delivery);
        }
        return reading;
    }
}
