package io.holdfast.lab.contention;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.engine.time.VirtualTime;
import io.holdfast.lab.TestContext;
import io.holdfast.lambda.json.BatchFailures;
import io.holdfast.lambda.queue.CommandQueue;
import io.holdfast.lambda.queue.QueueEvent;
import io.holdfast.lambda.queue.QueueEvent.Message;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A FIFO queue in virtual time. */
class FifoQueueTest {
    private static final Duration RUN = Duration.ofMillis(100);

    private final VirtualTime time = new VirtualTime(Instant.EPOCH);
    private final List<String> runs = new ArrayList<>();
    private final List<String> acknowledged = new ArrayList<>();
    private final FifoQueue queue = new FifoQueue(time, QueueTimes.PUBLISHED,
            own -> (input, output, context) -> consume(own, input, output),
            () -> new TestContext(60_000));
    /** Deliveries of each message that fail, and whether the consumer makes them visible. */
    private int failures;
    private boolean silent;

    @Test
    void aGroupHasOneBatchUnderWayAndItHasTenMessages() {
        IntStream.rangeClosed(1, 12).forEach(i -> send("a", "a" + i));
        send("b", "b1");

        time.run();

        assertThat(runs).containsExactly("40 a1 a2 a3 a4 a5 a6 a7 a8 a9 a10",
                "40 b1", "180 a11 a12");
        assertThat(acknowledged).hasSize(13);
    }

    @Test
    void aSecondMessageWithTheSameIdIsDropped() {
        send("a", "a1");
        send("a", "a1");
        time.after(Duration.ofMinutes(4), () -> send("a", "a1"));
        time.after(Duration.ofMinutes(6), () -> send("a", "a1"));

        time.run();

        assertThat(runs).containsExactly("40 a1", "360040 a1");
    }

    @Test
    void aMessageThatFailedHoldsBackItsGroupUntilItIsVisible() {
        failures = 1;
        send("a", "a1");
        time.after(Duration.ofMillis(50), () -> send("a", "a2"));

        time.run();

        // 40 ms to the consumer, 100 ms of it, 20 ms to change the visibility: from then, 2 seconds.
        assertThat(runs).containsExactly("40 a1", "2180 a1 a2", "4320 a2");
        assertThat(acknowledged).containsExactly("a1", "a2");
    }

    @Test
    void aMessageOfAConsumerThatDiedIsVisibleAfterItsTimeout() {
        failures = 1;
        silent = true;
        send("a", "a1");

        time.run();

        assertThat(runs).containsExactly("40 a1", "360060 a1");
    }

    private void send(String group, String id) {
        time.start(Duration.ZERO, () -> queue.send(group, id, "{}", () -> acknowledged.add(id)));
    }

    private void consume(CommandQueue own, InputStream input, OutputStream output)
            throws IOException {
        List<Message> messages = QueueEvent.read(input);
        runs.add(Duration.ofNanos(time.nanos()).toMillis() + " "
                + String.join(" ", messages.stream().map(Message::id).toList()));
        time.sleep(RUN);
        List<Message> failed = messages.stream().filter(each -> each.receives() <= failures)
                .toList();
        if (!silent) {
            failed.forEach(message -> own.redeliver(Map.of(message, 2)));
        }
        BatchFailures.write(failed.stream().map(Message::id).toList(), output);
    }
}
