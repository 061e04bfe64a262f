package io.holdfast.local;

import io.holdfast.dynamodb.DynamoDbLedger;
import io.holdfast.dynamodb.StoreClient;
import io.holdfast.dynamodb.Table;
import io.holdfast.engine.LocalDynamoDb;
import io.holdfast.lambda.Wiring;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.ResourceInUseException;

/** The functions, the table and the HTTP server of one machine, started and stopped together. */
public final class LocalService implements AutoCloseable {
    /** The table's name. */
    public static final String TABLE = "holdfast";

    private final LocalDynamoDb engine;
    private final DynamoDbClient client;
    private final HttpApi api;

    private LocalService(LocalDynamoDb engine, DynamoDbClient client, HttpApi api) {
        this.engine = engine;
        this.client = client;
        this.api = api;
    }

    /**
     * Starts everything; takes a few seconds.
     *
     * @param port of the HTTP API; 0 takes a free one
     * @param dynamoDbPort of DynamoDB Local; 0 takes a free one
     * @param data the folder that keeps the table, or empty for memory
     * @throws IOException if a port is busy or the folder cannot be used; nothing is left running
     */
    public static LocalService start(int port, int dynamoDbPort, Optional<Path> data)
            throws IOException {
        // The JDK keeps five idle connections to one host; the engine is one host.
        System.setProperty("http.maxConnections", "64");
        HttpApi api = HttpApi.bind(port);
        LocalDynamoDb engine = null;
        try {
            if (data.isPresent()) {
                Files.createDirectories(data.get());
            }
            engine = LocalDynamoDb.start(dynamoDbPort, data);
            DynamoDbClient client = StoreClient.local(engine.endpoint(), StoreClient.http());
            createTable(client);
            api.serve(Wiring.of(new DynamoDbLedger(client, TABLE)));
            return new LocalService(engine, client, api);
        } catch (IOException | RuntimeException e) {
            api.close();
            if (engine != null) {
                engine.close();
            }
            throw e;
        }
    }

    public URI address() {
        return api.address();
    }

    /** DynamoDB Local's own endpoint. */
    public URI dynamoDb() {
        return engine.endpoint();
    }

    @Override
    public void close() throws IOException {
        api.close();
        client.close();
        engine.close();
    }

    private static void createTable(DynamoDbClient client) {
        try {
            client.createTable(Table.creation(TABLE));
        } catch (ResourceInUseException e) {
            // The folder holds the table of an earlier run: that is what it is for.
        }
    }
}
