package io.holdfast.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbRequest;

/**
 * Parks every request of every invocation and lets one through at a time, in the order of the given
 * choices. It moves only when each invocation is parked or has ended, so nothing is left to chance.
 */
final class Gate implements Interception {
    private static final ScopedValue<Integer> INVOCATION = ScopedValue.newInstance();

    private final List<Integer> choices;
    private final List<Integer> alternatives = new ArrayList<>();
    private final List<String> trace = new ArrayList<>();
    private final TreeMap<Integer, Parked> parked = new TreeMap<>();
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private int running;

    Gate(List<Integer> choices) {
        this.choices = List.copyOf(choices);
    }

    private record Parked(String request, CountDownLatch open) {}

    /** How many invocations could have gone next, step by step. */
    List<Integer> alternatives() {
        return alternatives;
    }

    /** Who sent what, in order: {@code 0:BatchGetItem 1:BatchGetItem 0:TransactWriteItems}. */
    String trace() {
        return String.join(" ", trace);
    }

    void run(List<Runnable> invocations) {
        running = invocations.size();
        for (int i = 0; i < invocations.size(); i++) {
            int index = i;
            Thread.ofVirtual().start(() -> ScopedValue.where(INVOCATION, index)
                    .run(() -> runOne(invocations.get(index))));
        }
        while (release()) {
            // Each round lets one request through.
        }
        Throwable thrown = failure.get();
        if (thrown != null) {
            throw new AssertionError("an invocation broke in the order " + trace(), thrown);
        }
    }

    private void runOne(Runnable invocation) {
        try {
            invocation.run();
        } catch (RuntimeException | Error e) {
            failure.compareAndSet(null, e);
        } finally {
            settle(null, 0);
        }
    }

    @Override
    public Object request(DynamoDbRequest request, Proceed proceed) throws Throwable {
        if (INVOCATION.isBound()) {
            String name = request.getClass().getSimpleName().replace("Request", "");
            Parked here = new Parked(name, new CountDownLatch(1));
            settle(here, INVOCATION.get());
            here.open().await();
        }
        return proceed.with(request);
    }

    private synchronized void settle(@Nullable Parked here, int index) {
        if (here != null) {
            parked.put(index, here);
        }
        running--;
        notifyAll();
    }

    private synchronized boolean release() {
        awaitQuiet();
        if (parked.isEmpty()) {
            return false;
        }
        int choice = trace.size() < choices.size() ? choices.get(trace.size()) : 0;
        int index = List.copyOf(parked.keySet()).get(choice);
        Parked next = Objects.requireNonNull(parked.remove(index));
        alternatives.add(parked.size() + 1);
        trace.add(index + ":" + next.request());
        running++;
        next.open().countDown();
        return true;
    }

    private void awaitQuiet() {
        try {
            while (running > 0) {
                wait();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted at the gate", e);
        }
    }
}
