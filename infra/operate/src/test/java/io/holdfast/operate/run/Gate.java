package io.holdfast.operate.run;

import io.holdfast.domain.command.Command;
import io.holdfast.engine.Interception;
import io.holdfast.operate.LiveTable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;

/** Executes one command write by write, so that a test puts requests of others in between. */
final class Gate {
    private final Semaphore permits = new Semaphore(0);
    private final Semaphore reached = new Semaphore(0);
    private final CompletableFuture<Void> command;
    private volatile boolean finished;

    Gate(LiveTable table, Command command, DynamoDbClient client) {
        DynamoDbClient gated = ((Interception) (request, proceed) -> {
            if (!isRead(request)) {
                reached.release();
                permits.acquireUninterruptibly();
            }
            return proceed.with(request);
        }).around(client);
        this.command = CompletableFuture.runAsync(() -> {
            try {
                table.execute(command, gated);
            } finally {
                finished = true;
                reached.release();
            }
        });
        reached.acquireUninterruptibly();
    }

    private static boolean isRead(DynamoDbRequest request) {
        return request instanceof GetItemRequest || request instanceof BatchGetItemRequest;
    }

    /** Lets it send its next write, and waits until it is at the one after, or has its answer. */
    void step() {
        if (!finished) {
            permits.release();
            reached.acquireUninterruptibly();
        }
    }

    /** Lets it send the writes that are left; returns their number. */
    int finish() {
        int writes = 0;
        for (; !finished; writes++) {
            step();
        }
        command.join();
        return writes;
    }
}
