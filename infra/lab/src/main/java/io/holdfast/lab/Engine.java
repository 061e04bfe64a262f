package io.holdfast.lab;

import io.holdfast.dynamodb.StoreClient;
import io.holdfast.dynamodb.item.ListingTable;
import io.holdfast.dynamodb.item.Table;
import io.holdfast.engine.LocalDynamoDb;
import io.holdfast.engine.Wire;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** The engines that tests share, started once. Each test uses ids of its own. */
public final class Engine {
    public static final String TABLE = "test";
    /** The listing beside it. */
    public static final String LISTING = "test-listing";
    private static final AtomicLong NEXT = new AtomicLong();

    private Engine() {}

    /** The embedded engine, with the table. */
    public static DynamoDbClient embedded() {
        return Embedded.CLIENT;
    }

    /** The SDK's HTTP layer in front of an engine over HTTP. */
    public static Wire wire() {
        return OverHttp.WIRE;
    }

    /** A client over {@link #wire()}, exactly as a deployed function has it. */
    public static DynamoDbClient overHttp() {
        return OverHttp.CLIENT;
    }

    /** An id that nothing else uses. */
    public static String fresh(String kind) {
        return kind + "-" + NEXT.incrementAndGet();
    }

    private static final class Embedded {
        static final DynamoDbClient CLIENT = LocalDynamoDb.embedded();

        static {
            CLIENT.createTable(Table.creation(TABLE));
            CLIENT.createTable(ListingTable.creation(LISTING));
        }
    }

    private static final class OverHttp {
        static final Wire WIRE = new Wire(StoreClient.localHttp());
        static final DynamoDbClient CLIENT;

        static {
            try {
                CLIENT = StoreClient.local(LocalDynamoDb.start(0, Optional.empty()).endpoint(),
                        WIRE);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            CLIENT.createTable(Table.creation(TABLE));
            CLIENT.createTable(ListingTable.creation(LISTING));
        }
    }
}
