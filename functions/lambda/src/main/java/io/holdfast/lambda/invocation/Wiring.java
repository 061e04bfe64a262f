package io.holdfast.lambda.invocation;

import com.amazonaws.services.lambda.runtime.Context;
import io.holdfast.domain.Nonce;
import io.holdfast.domain.ledger.Ledger;
import io.holdfast.domain.listing.Listing;
import io.holdfast.domain.protocol.Invocation;
import io.holdfast.domain.protocol.Invocation.RemainingTime;
import io.holdfast.dynamodb.DynamoDbLedger;
import io.holdfast.dynamodb.DynamoDbListing;
import io.holdfast.dynamodb.StoreClient;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * The object graph behind every handler.
 *
 * @param clock read once for each command
 * @param remainingTime of the invocation that has the context
 * @param closed whether a request is refused that no authorizer has let in
 * @param metrics the namespace of the metrics; empty if there are none
 * @param listing empty if it is switched off
 */
public record Wiring(Ledger ledger, InstantSource clock,
        Function<Context, RemainingTime> remainingTime, boolean closed,
        Optional<String> metrics, Optional<Listing> listing) {
    /** Without a listing. */
    public Wiring(Ledger ledger, InstantSource clock,
            Function<Context, RemainingTime> remainingTime, boolean closed,
            Optional<String> metrics) {
        this(ledger, clock, remainingTime, closed, metrics, Optional.empty());
    }

    /**
     * The graph of a deployed function.
     *
     * @throws IllegalStateException with one line, if a setting is missing or wrong
     */
    public static Wiring fromEnvironment() {
        return from(System.getenv());
    }

    static Wiring from(Map<String, String> environment) {
        String table = Setting.TABLE.required(environment);
        boolean open = Setting.AUTHORIZATION.optional(environment).equals(Optional.of("NONE"));
        Optional<String> metrics = Setting.METRICS.optional(environment);
        Optional<String> listing = Setting.LISTING.optional(environment);
        DynamoDbClient client = StoreClient.fromEnvironment();
        return new Wiring(new DynamoDbLedger(client, table), InstantSource.system(),
                ContextRemainingTime::new, !open, metrics,
                listing.map(name -> new DynamoDbListing(client, name)));
    }

    /** The graph on a given ledger, with the real clock and real waits, open to everybody. */
    public static Wiring of(Ledger ledger) {
        return new Wiring(ledger, InstantSource.system(), ContextRemainingTime::new, false,
                Optional.empty());
    }

    /** The same graph, whose commands leave that much of the remaining time unused. */
    public Wiring keepingBack(Duration reserve) {
        return new Wiring(ledger, clock, context -> new ContextRemainingTime(context, reserve),
                closed, metrics, listing);
    }

    /** The same graph with a listing. */
    public Wiring listing(Listing kept) {
        return new Wiring(ledger, clock, remainingTime, closed, metrics, Optional.of(kept));
    }

    /** Whether the invocation has time for all requests of one more command. */
    public boolean coversCommand(Context context) {
        return remainingTime.apply(context).coversCommand();
    }

    Invocation invocation(Context context) {
        return new Invocation(clock.instant(), remainingTime.apply(context), Wiring::nonce);
    }

    // Created per call: a generator seeded before a snapshot would give every restored instance the
    // same nonces.
    private static Nonce nonce() {
        byte[] random = new byte[Nonce.BYTES];
        new SecureRandom().nextBytes(random);
        return Nonce.of(random);
    }
}
