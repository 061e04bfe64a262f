package io.holdfast.local.race;

import io.holdfast.engine.InjectedReply;
import io.holdfast.local.race.RaceRequest.Fault;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;

/**
 * The SDK's HTTP layer, which injects faults into writes by their number, so that every race with a
 * switch on has some. They happen below the SDK's timeouts and parsing, where real ones do. Only a
 * race has such a client.
 */
final class MisbehavingHttp implements SdkHttpClient {
    /** Of each 19 writes, the first is refused. */
    private static final int CONTENTION_EVERY = 19;
    private static final int CONTENTION_AT = 1;
    /** Of each 23 writes, the answer of the second is lost. */
    private static final int LOST_EVERY = 23;
    private static final int LOST_AT = 2;
    /** Of each 29 writes, the third is slow. */
    private static final int SLOW_EVERY = 29;
    private static final int SLOW_AT = 3;
    /** How long the caller waits for a slow write. */
    static final Duration PATIENCE = Duration.ofMillis(100);
    /** When a slow write reaches the table: after its caller has recorded the failure. */
    static final Duration LATENESS = Duration.ofMillis(250);

    private final SdkHttpClient store;
    private final Set<Fault> faults;
    private final AtomicInteger writes = new AtomicInteger();
    private final Map<Fault, AtomicInteger> injected = Map.of(Fault.CONTENTION,
            new AtomicInteger(), Fault.LOST_ANSWERS, new AtomicInteger(), Fault.SLOW_WRITES,
            new AtomicInteger(), Fault.DUPLICATES, new AtomicInteger());
    private final Queue<Thread> late = new ConcurrentLinkedQueue<>();

    MisbehavingHttp(SdkHttpClient store, Set<Fault> faults) {
        this.store = store;
        this.faults = faults;
    }

    /** How often a fault was injected. */
    int injected(Fault fault) {
        return count(fault).get();
    }

    /** Counts a fault that happens above this layer. */
    void countDuplicate() {
        count(Fault.DUPLICATES).incrementAndGet();
    }

    /** Waits until the last slow write has reached the table. */
    void awaitLate() throws InterruptedException {
        for (Thread each = late.poll(); each != null; each = late.poll()) {
            each.join();
        }
    }

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
        ExecutableHttpRequest real = store.prepareRequest(request);
        Optional<Fault> fault = isRead(request) ? Optional.empty() : next();
        return fault.isEmpty() ? real : new ExecutableHttpRequest() {
            @Override
            public HttpExecuteResponse call() throws IOException {
                return inject(fault.get(), real);
            }

            @Override
            public void abort() {
                // A write that is under way cannot be called back.
            }
        };
    }

    @Override
    public void close() {
        store.close();
    }

    private Optional<Fault> next() {
        int number = writes.incrementAndGet();
        Optional<Fault> fault = Optional.empty();
        if (number % CONTENTION_EVERY == CONTENTION_AT && faults.contains(Fault.CONTENTION)) {
            fault = Optional.of(Fault.CONTENTION);
        } else if (number % LOST_EVERY == LOST_AT && faults.contains(Fault.LOST_ANSWERS)) {
            fault = Optional.of(Fault.LOST_ANSWERS);
        } else if (number % SLOW_EVERY == SLOW_AT && faults.contains(Fault.SLOW_WRITES)) {
            fault = Optional.of(Fault.SLOW_WRITES);
        }
        fault.ifPresent(each -> count(each).incrementAndGet());
        return fault;
    }

    private HttpExecuteResponse inject(Fault fault, ExecutableHttpRequest real)
            throws IOException {
        return switch (fault) {
            case CONTENTION -> InjectedReply.refused("TransactionConflictException");
            case LOST_ANSWERS -> {
                discard(real);
                throw new IOException("the answer was lost");
            }
            case SLOW_WRITES -> {
                late.add(Thread.ofVirtual().start(() -> sendLate(real)));
                pause(PATIENCE);
                throw new SocketTimeoutException("the write is slow");
            }
            case DUPLICATES -> throw new IllegalStateException("happens above this layer");
        };
    }

    private static void sendLate(ExecutableHttpRequest real) {
        try {
            pause(LATENESS);
            discard(real);
        } catch (IOException e) {
            // The store does not answer: the write may have been lost on its way, as others are.
        }
    }

    private static void discard(ExecutableHttpRequest real) throws IOException {
        Optional<? extends InputStream> answer = real.call().responseBody();
        if (answer.isPresent()) {
            try (InputStream body = answer.get()) {
                body.readAllBytes();
            }
        }
    }

    private static void pause(Duration time) throws IOException {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private static boolean isRead(HttpExecuteRequest request) {
        return request.httpRequest().firstMatchingHeader("X-Amz-Target")
                .filter(target -> target.endsWith("GetItem")).isPresent();
    }

    private AtomicInteger count(Fault fault) {
        return Objects.requireNonNull(injected.get(fault));
    }
}
