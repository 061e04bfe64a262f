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
    /** The name of the bus that events go to. */
    public static final String EVENT_BUS = "HOLDFAST_EVENT_BUS";

    /** The graph of a deployed function. Fails at init, with one line, if a setting is missing. */
    public static Wiring fromEnvironment() {
        return of(new DynamoDbLedger(StoreClient.fromEnvironment(),
                required(TABLE, "the name of the table")));
    }

    /** A setting that a function cannot do without. */
    static String required(String variable, String meaning) {
        String value = System.getenv(variable);
        if (value == null || value.isBlank()) {
            throw new IllegalStateException(
                    "set the environment variable " + variable + " to " + meaning);
        }
        return value;
    }

    /** The graph on a given ledger, with the real clock and real waits. */
    public static Wiring of(Ledger ledger) {
        return new Wiring(ledger, InstantSource.system(), RemainingTime::new);
    }

    Invocation invocation(Context context) {
        return new Invocation(clock.instant(), pacer.apply(context));
    }
}
