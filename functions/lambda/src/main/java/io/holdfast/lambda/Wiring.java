package io.holdfast.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import io.holdfast.domain.Invocation;
import io.holdfast.domain.Invocation.Pacer;
import io.holdfast.domain.Ledger;
import io.holdfast.dynamodb.DynamoDbLedger;
import io.holdfast.dynamodb.StoreClient;
import java.time.InstantSource;
import java.util.function.Function;

/**
 * The object graph behind every handler.
 *
 * @param clock read once per invocation
 * @param pacer the patience of one invocation
 */
public record Wiring(Ledger ledger, InstantSource clock, Function<Context, Pacer> pacer) {
    /** The table's name. */
    public static final String TABLE = "HOLDFAST_TABLE";

    /** The graph of a deployed function. Fails at init, with one line, if a setting is missing. */
    public static Wiring fromEnvironment() {
        String table = System.getenv(TABLE);
        if (table == null || table.isBlank()) {
            throw new IllegalStateException("set the environment variable " + TABLE
                    + " to the name of the table");
        }
        return of(new DynamoDbLedger(StoreClient.fromEnvironment(), table));
    }

    /** The graph on a given ledger, with the real clock and real waits. */
    public static Wiring of(Ledger ledger) {
        return new Wiring(ledger, InstantSource.system(), RemainingTime::new);
    }

    Invocation invocation(Context context) {
        return new Invocation(clock.instant(), pacer.apply(context));
    }
}
