package io.holdfast.lab;

import io.holdfast.dynamodb.DynamoDbLedger;
import io.holdfast.dynamodb.StoreClient;
import io.holdfast.dynamodb.item.Table;
import io.holdfast.engine.LocalDynamoDb;
import io.holdfast.lambda.BookHandler;
import io.holdfast.lambda.Route;
import io.holdfast.lambda.invocation.Wiring;
import io.holdfast.lambda.priming.Priming;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;

/**
 * Not a test: prints how long a fresh JVM takes from its start to its first committed booking, next
 * to the least that any handler on this SDK must do (a batch read, an update, a put).
 * The runs of both are interleaved on one machine, and only their ratio means anything. Run with
 * {@code mvn -q -Pcold-start}.
 */
final class ColdStart {
    private static final int RUNS = 15;
    private static final List<String> KINDS = List.of("smallest", "book");

    private ColdStart() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        if (arguments.length == 2) {
            child(arguments[0], URI.create(arguments[1]));
            return;
        }
        try (LocalDynamoDb engine = LocalDynamoDb.start(0, Optional.empty());
                DynamoDbClient client = StoreClient.local(engine.endpoint(),
                        StoreClient.localHttp())) {
            client.createTable(Table.creation(Engine.TABLE));
            Functions.on(client).define("cold", 1_000_000);
            long[][] millis = new long[KINDS.size()][RUNS];
            for (int run = -1; run < RUNS; run++) {
                for (int kind = 0; kind < KINDS.size(); kind++) {
                    long elapsed = spawn(KINDS.get(kind), engine.endpoint());
                    if (run >= 0) {
                        millis[kind][run] = elapsed;
                    }
                }
            }
            report(millis);
        }
        System.exit(0);
    }

    private static void report(long[][] millis) {
        double smallest = median(millis[0]);
        for (int kind = 0; kind < KINDS.size(); kind++) {
            System.out.printf(Locale.ROOT, "%-10s median %5.0f ms, ratio %.2f%n", KINDS.get(kind),
                    median(millis[kind]), median(millis[kind]) / smallest);
        }
    }

    private static long spawn(String kind, URI endpoint)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-classpath",
                System.getProperty("java.class.path"), ColdStart.class.getName(), kind,
                endpoint.toString()));
        long start = System.nanoTime();
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0 || !said.contains("COMMITTED")) {
            throw new IllegalStateException(kind + " failed: " + said);
        }
        return (System.nanoTime() - start) / 1_000_000;
    }

    private static void child(String kind, URI endpoint) throws IOException {
        DynamoDbClient client = StoreClient.local(endpoint, StoreClient.localHttp());
        String id = kind + System.nanoTime();
        if (kind.equals("book")) {
            Wiring wiring = Wiring.of(new DynamoDbLedger(client, Engine.TABLE));
            // As the deployed function does; without a snapshot nothing runs it.
            Priming.register(wiring.ledger(), given -> new BookHandler(given),
                    Priming.route(""));
            byte[] event = RouteEvent.of(Route.BOOK, id, Map.of(),
                    "{\"resourceId\":\"cold\",\"units\":1}".getBytes(StandardCharsets.UTF_8));
            // Not through Functions: it parses replies with a library that no function has.
            ByteArrayOutputStream reply = new ByteArrayOutputStream();
            Route.BOOK.handler(wiring).handleRequest(new ByteArrayInputStream(event), reply,
                    new TestContext(30_000));
            System.out.println(reply.toString(StandardCharsets.UTF_8));
        } else {
            smallest(client, id);
            System.out.println("COMMITTED");
        }
        Runtime.getRuntime().halt(0);
    }

    private static void smallest(DynamoDbClient client, String id) {
        Map<String, AttributeValue> key = Map.of("pk", AttributeValue.fromS(id), "sk",
                AttributeValue.fromS("x"));
        client.batchGetItem(BatchGetItemRequest.builder().requestItems(Map.of(Engine.TABLE,
                KeysAndAttributes.builder().keys(List.of(key)).consistentRead(true).build()))
                .build());
        client.updateItem(update -> update.tableName(Engine.TABLE).key(key)
                .updateExpression("SET #version = :one")
                .expressionAttributeNames(Map.of("#version", "version"))
                .expressionAttributeValues(Map.of(":one", AttributeValue.fromN("1"))));
        client.putItem(put -> put.tableName(Engine.TABLE)
                .item(Items.key(id + "-record", "x"))
                .conditionExpression("attribute_not_exists(pk)"));
    }

    private static double median(long[] values) {
        long[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
