package io.holdfast.local.race;

import io.holdfast.domain.ResourceId;
import io.holdfast.domain.ledger.Ledger.Reading;
import io.holdfast.domain.protocol.Protocol;
import io.holdfast.domain.resource.Resource;
import io.holdfast.dynamodb.DynamoDbLedger;
import io.holdfast.dynamodb.StoreClient;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * The table on which a race runs.
 *
 * @param endpoint of the engine, for a race's own client
 * @param client one that behaves
 */
public record Store(URI endpoint, DynamoDbClient client, String table) {
    /** After that a reader counts what a void intent has taken as free; 10 s, and a second more. */
    private static final Duration SETTLED = Duration.ofSeconds(11);

    /** The ledger on the client that behaves. */
    public DynamoDbLedger ledger() {
        return new DynamoDbLedger(client, table);
    }

    /** A client of the same table on another HTTP layer. */
    DynamoDbClient client(SdkHttpClient http) {
        return StoreClient.local(endpoint, http);
    }

    /**
     * A resource as callers will read it once its last intents are old enough; empty if it does not
     * exist.
     *
     * @throws IllegalStateException if the engine does not answer
     */
    Optional<Resource> settled(ResourceId id) {
        Reading reading = new Protocol(ledger()).readResources(Set.of(id),
                Instant.now().plus(SETTLED));
        return switch (reading) {
            case Reading.Read read -> read.image().resource(id);
            case Reading.NotRead notRead ->
                throw new IllegalStateException("the table could not be read");
        };
    }
}
