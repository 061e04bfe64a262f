package io.holdfast.lambda.invocation;

import com.amazonaws.services.lambda.runtime.Context;
import io.holdfast.domain.Id;
import io.holdfast.domain.ledger.Ledger.Reading;
import java.util.Set;

/** A read on behalf of a caller, without a command. A read that fails is metered and logged. */
public final class Lookup {
    private Lookup() {}

    /** Reads one item; one request, sent once. */
    public static Reading of(Id id, Wiring wiring, Context context, Delivery delivery) {
        MeteredLedger meter = new MeteredLedger(wiring.ledger());
        Reading reading = meter.read(Set.of(id));
        if (reading instanceof Reading.NotRead(var reason)) {
            Log.unread(context, wiring, id, reason, meter, delivery);
        }
        return reading;
    }
}
