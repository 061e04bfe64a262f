package io.holdfast.lab.queue;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.domain.protocol.Invocation.RemainingTime;
import io.holdfast.dynamodb.StoreClient;
import io.holdfast.lab.CommandQueueDouble;
import io.holdfast.lab.Engine;
import io.holdfast.lab.TestContext;
import io.holdfast.lambda.invocation.ContextRemainingTime;
import io.holdfast.lambda.invocation.QueueClient;
import io.holdfast.lambda.queue.CommandQueue;
import io.holdfast.lambda.queue.QueueEvent.Message;
import io.holdfast.lambda.queue.Redelivery;
import io.holdfast.lambda.queue.Rejection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** When messages without a verdict are redelivered. */
class RedeliveryTest {
    private final CommandQueueDouble queue = new CommandQueueDouble();
    private final TestContext context = new TestContext(30_000);

    @Test
    void theWaitDoublesWithEachReceiveUpToAMinute() {
        assertThat(List.of(1, 2, 3, 4, 5, 6, 7, 100, Integer.MAX_VALUE))
                .extracting(Redelivery::seconds).containsExactly(2, 4, 8, 16, 32, 60, 60, 60, 60);
        assertThat(Redelivery.seconds(0)).as("a queue that does not count").isEqualTo(2);
    }

    @Test
    void anOutageOfHalfAnHourFillsNoDeadLetterQueue() throws IOException {
        Matcher found = Pattern.compile("MostReceives:\\s+Type: Number\\s+Default: (\\d+)")
                .matcher(Files.readString(Path.of("../../template.yaml")));

        assertThat(found.find()).isTrue();
        assertThat(IntStream.range(1, Integer.parseInt(found.group(1)))
                .map(Redelivery::seconds).sum()).isGreaterThanOrEqualTo(30 * 60);
    }

    @Test
    void anOpenMessageComesBackTogetherWithAllThatIsBehindItInItsGroup() {
        Message before = message("g", 3);
        Message open = message("g", 3);
        Message behind = message("g", 1);
        Message beside = message("h", 1);
        Message other = message("i", 2);

        List<String> back = redelivery().of(List.of(before, open, behind, beside, other),
                Set.of(before, behind, beside), Map.of());

        assertThat(back).containsExactly(open.id(), behind.id(), other.id());
        assertThat(queue.redelivered).as("the group waits as long as its first, in order")
                .containsExactly(Map.entry(open.id(), 8), Map.entry(behind.id(), 8),
                        Map.entry(other.id(), 4));
    }

    @Test
    void whatIsRejectedBehindAnOpenMessageIsMovedAtOnce() {
        Message open = message("g", 1);
        Message bad = message("g", 1);

        assertThat(redelivery().of(List.of(open, bad), Set.of(),
                Map.of(bad, new Rejection("INVALID_REQUEST")))).containsExactly(open.id());
        assertThat(queue.moved).containsOnlyKeys(bad.id());
    }

    @Test
    void aBatchWithAVerdictForEachNeedsNothingOfTheQueue() {
        Message decided = message("g", 1);

        assertThat(redelivery().of(List.of(decided), Set.of(decided), Map.of())).isEmpty();
        assertThat(queue.calls).isZero();
    }

    @Test
    void aDelayThatFailsOnlyMakesTheRedeliveryLater() {
        Message open = message("g", 1);
        queue.broken = true;

        assertThat(redelivery().of(List.of(open), Set.of(), Map.of()))
                .containsExactly(open.id());
        assertThat(context.logged()).contains("\"level\":\"WARN\"", "no queue");
    }

    @Test
    void aCallDelaysTenMessagesAtTheMost() {
        List<Message> messages = new ArrayList<>();
        for (int i = 0; i < 21; i++) {
            messages.add(message("g", 1));
        }

        redelivery().of(messages, Set.of(), Map.of());

        assertThat(queue.calls).isEqualTo(3);
        assertThat(queue.redelivered).hasSize(21);
    }

    @Test
    void aMessageWithoutAReceiptIsNotDelayed() {
        Message open = new Message("m", "g", "{}", "", 1, Map.of());

        assertThat(redelivery().of(List.of(open), Set.of(), Map.of())).containsExactly("m");
        assertThat(queue.calls).isZero();
    }

    @Test
    void aCommandIsNotBegunInTheTimeThatTheDelayNeeds() {
        int millis = 0;
        while (!new ContextRemainingTime(new TestContext(millis)).coversCommand()) {
            millis++;
        }
        Duration reserve = Redelivery.RESERVE;

        assertThat(new ContextRemainingTime(new TestContext(millis + (int) reserve.toMillis() - 1),
                reserve).coversCommand()).isFalse();
        assertThat(new ContextRemainingTime(new TestContext(millis + (int) reserve.toMillis()),
                reserve).coversCommand()).isTrue();
    }

    @Test
    void aMoveLeavesTheTimeInWhichTheOpenOnesAreMadeVisible() {
        TestContext late = new TestContext((int) Redelivery.RESERVE.toMillis() + 250);
        Message first = message("f", 1);
        Message second = message("g", 1);
        Message open = message("h", 1);

        List<String> back = new Redelivery(slow(late), late).of(List.of(first, second, open),
                Set.of(), Map.of(first, new Rejection("INVALID_REQUEST"), second,
                        new Rejection("INVALID_REQUEST")));

        assertThat(queue.moved).as("the second would use the time of the redelivery")
                .containsOnlyKeys(first.id());
        assertThat(back).containsExactly(second.id(), open.id());
        assertThat(queue.redelivered).containsOnlyKeys(second.id(), open.id());
    }

    @Test
    void theSlowestCommandLeavesTheTimeForAMoveAndARedelivery() {
        int millis = 0;
        while (!remainingTime(new TestContext(millis)).coversCommand()) {
            millis++;
        }
        TestContext late = new TestContext(millis);
        late.spend(StoreClient.CALL_TIMEOUT.multipliedBy(3));
        Message bad = message("f", 1);
        Message open = message("g", 1);

        new Redelivery(slow(late), late).of(List.of(bad, open), Set.of(),
                Map.of(bad, new Rejection("INVALID_REQUEST")));

        assertThat(queue.moved).containsOnlyKeys(bad.id());
        assertThat(queue.redelivered).containsOnlyKeys(open.id());
    }

    private static RemainingTime remainingTime(TestContext context) {
        return new ContextRemainingTime(context, Redelivery.RESERVE);
    }

    /** Every call takes all the time that it may. */
    private CommandQueue slow(TestContext context) {
        return new CommandQueue() {
            @Override
            public void moveAside(Message message, Rejection why) {
                context.spend(QueueClient.CALL_TIMEOUT);
                queue.moveAside(message, why);
            }

            @Override
            public void redeliver(Map<Message, Integer> seconds) {
                context.spend(QueueClient.CALL_TIMEOUT);
                queue.redeliver(seconds);
            }
        };
    }

    private Redelivery redelivery() {
        return new Redelivery(queue, context);
    }

    private static Message message(String group, int receives) {
        String id = Engine.fresh("message");
        return new Message(id, group, "{}", id, receives, Map.of());
    }
}
