package io.holdfast.lab.explorer;

import io.holdfast.domain.ledger.Ledger;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * What is taken away from the code for a negative control: a condition on the way to the store, or
 * a rule between the protocol and its ledger. Both wrap a client or a ledger of one invocation.
 *
 * @param afterwards whether also from whoever comes once a schedule has ended
 */
record Rig(UnaryOperator<DynamoDbClient> wire, UnaryOperator<Ledger> ledger,
        boolean afterwards) {
    /** Nothing. */
    static final Rig NONE = new Rig(UnaryOperator.identity(), UnaryOperator.identity(),
            false);

    /** Whether every call of the ledger is one request, as without sabotage. */
    boolean keepsRequests() {
        return wire.equals(NONE.wire);
    }

    static Rig wire(UnaryOperator<DynamoDbClient> wire) {
        return new Rig(wire, UnaryOperator.identity(), false);
    }

    /** The same, also for whoever comes once a schedule has ended. */
    Rig always() {
        return new Rig(wire, ledger, true);
    }

    static Rig ledger(UnaryOperator<Ledger> ledger) {
        return new Rig(UnaryOperator.identity(), ledger, false);
    }
}
