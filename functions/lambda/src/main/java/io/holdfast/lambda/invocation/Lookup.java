package io.holdfast.lambda.invocation;

import com.amazonaws.services.lambda.runtime.Context;
import io.holdfast.domain.Id;
import io.holdfast.domain.ResourceId;
import io.holdfast.domain.ledger.Ledger.Reading;
import io.holdfast.domain.protocol.Protocol;
import java.util.Set;

/** A read on behalf of a caller, without a command. A read that fails is metered and logged. */
public final class Lookup {
    private Lookup() {}

    /**
     * Reads one item. A resource is read as callers see it, which takes a second request where it
     * has old intents.
     */
    public static Reading of(Id id, Wiring wiring, Context context, Delivery delivery) {
        MeteredLedger meter = new MeteredLedger(wiring.ledger());
        Reading reading = id instanceof ResourceId resource
                ? new Protocol(meter).readResource(resource, wiring.clock().instant())
                : meter.read(Set.of(id));
        if (reading instanceof Reading.NotRead(var reason)) {
            Log.unread(context, wiring, id, reason, meter, delivery);
        }
        return reading;
    }
}
