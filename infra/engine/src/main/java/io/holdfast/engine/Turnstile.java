package io.holdfast.engine;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbRequest;

/**
 * Runs invocations on threads of their own, and stops each one at every request until the run lets
 * it through: the run chooses the order, not the scheduler of the threads.
 */
final class Turnstile {
    private static final ScopedValue<Integer> INVOCATION = ScopedValue.newInstance();

    private final TreeMap<Integer, Waiting> waiting = new TreeMap<>();
    private @Nullable Throwable failure;
    private int running;

    /** The death of an invocation; no handler may catch it. */
    static final class Crash extends Error {
        private static final long serialVersionUID = 1;
    }

    /** A request that waits for its fate. */
    private record Waiting(DynamoDbRequest request, CompletableFuture<Fate> fate) {}

    /** The number of the invocation that runs on this thread, if one does. */
    static Optional<Integer> invocation() {
        return INVOCATION.isBound() ? Optional.of(INVOCATION.get()) : Optional.empty();
    }

    synchronized void start(List<Runnable> invocations) {
        running = invocations.size();
        for (int i = 0; i < invocations.size(); i++) {
            Runnable invocation = invocations.get(i);
            ScopedValue.Carrier numbered = ScopedValue.where(INVOCATION, i);
            Thread.ofVirtual().start(() -> numbered.run(() -> run(invocation)));
        }
    }

    private void run(Runnable invocation) {
        try {
            invocation.run();
            settled(null);
        } catch (Crash e) {
            // The schedule chose this crash.
            settled(null);
        } catch (RuntimeException | Error e) {
            settled(e);
        }
    }

    private synchronized void settled(@Nullable Throwable thrown) {
        failure = failure == null ? thrown : failure;
        running--;
        notifyAll();
    }

    /** Waits on the invocation's thread until the run gives its request a fate. */
    Fate await(DynamoDbRequest request) {
        CompletableFuture<Fate> fate = new CompletableFuture<>();
        synchronized (this) {
            waiting.put(INVOCATION.get(), new Waiting(request, fate));
            running--;
            notifyAll();
        }
        return fate.join();
    }

    /** Gives the request of a waiting invocation its fate, and lets the invocation go on. */
    synchronized void open(int invocation, Fate fate) {
        running++;
        Objects.requireNonNull(waiting.remove(invocation)).fate().complete(fate);
    }

    /** The requests that wait, by invocation, once every invocation waits or has ended. */
    synchronized SortedMap<Integer, DynamoDbRequest> awaitQuiet() {
        try {
            while (running > 0) {
                wait();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted at the turnstile", e);
        }
        SortedMap<Integer, DynamoDbRequest> requests = new TreeMap<>();
        waiting.forEach((index, each) -> requests.put(index, each.request()));
        return requests;
    }

    /** What an invocation threw, if one did. */
    synchronized Optional<Throwable> failure() {
        return Optional.ofNullable(failure);
    }
}
