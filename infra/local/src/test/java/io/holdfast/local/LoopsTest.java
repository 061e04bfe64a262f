package io.holdfast.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import io.holdfast.dynamodb.StoreClient;
import io.holdfast.dynamodb.item.Table;
import io.holdfast.local.invocation.Backoff;
import io.holdfast.local.queue.QueueConsumer;
import io.holdfast.local.stream.StreamFollower;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/** Loops that retry: they pause, print one line, renew iterators, and end with the service. */
class LoopsTest {
    /** The outage that once cost 10.9 million lines of log. */
    private static final Duration OUTAGE = Duration.ofMinutes(85);
    private static final RequestStreamHandler TAKES_ALL = (input, output,
            context) -> output.write("{\"batchItemFailures\":[]}".getBytes(StandardCharsets.UTF_8));

    /** Time that passes only in waits, up to an end. */
    private static final class VirtualTime implements Backoff.Clock {
        private final AtomicLong millis = new AtomicLong();
        private Duration end = Duration.ofSeconds(10);

        @Override
        public boolean ended(Duration wait) {
            return millis.addAndGet(wait.toMillis()) >= end.toMillis();
        }

        boolean before(Duration time) {
            return millis.get() < time.toMillis();
        }
    }

    private final VirtualTime time = new VirtualTime();
    private final List<String> lines = Collections.synchronizedList(new ArrayList<>());

    @Test
    void aStreamWhoseStoreIsDownIsAskedEveryTenSecondsAtTheMostAndTheLogHasTwoLines() {
        AtomicInteger during = new AtomicInteger();
        time.end = OUTAGE.plusMinutes(1);
        CannedHttp store = new CannedHttp(operation -> {
            if (time.before(OUTAGE)) {
                during.incrementAndGet();
                return "";
            }
            return stream(operation, "{\"Records\":[],\"NextShardIterator\":\"i\"}");
        });

        follow(store);

        assertThat(during).as("85 minutes").hasValueBetween(500, 530);
        assertThat(lines).hasSize(2);
        assertThat(lines.getFirst()).startsWith("holdfast-local: stream: trying again: ");
        assertThat(lines.getLast()).isEqualTo("holdfast-local: stream: works again");
    }

    @Test
    void anIteratorThatExpiredIsRenewedAfterTheLastDeliveredRecord() {
        List<String> answers = new ArrayList<>(List.of(
                "{\"Records\":[{\"eventID\":\"1\",\"eventName\":\"REMOVE\",\"dynamodb\":"
                        + "{\"ApproximateCreationDateTime\":1,\"SequenceNumber\":\"41\","
                        + "\"StreamViewType\":\"NEW_AND_OLD_IMAGES\"}}],\"NextShardIterator\":\"i\"}",
                "{\"__type\":\"com.amazonaws.dynamodb.v20120810#ExpiredIteratorException\"}",
                "{\"__type\":\"com.amazonaws.dynamodb.v20120810#TrimmedDataAccessException\"}",
                "{\"Records\":[]}"));
        CannedHttp store = new CannedHttp(operation -> stream(operation,
                operation.equals("GetRecords") ? answers.removeFirst() : ""));

        follow(store);

        assertThat(store.requests).filteredOn(each -> each.startsWith("GetShardIterator"))
                .satisfiesExactly(first -> assertThat(first).contains("TRIM_HORIZON"),
                        expired -> assertThat(expired).contains("AFTER_SEQUENCE_NUMBER", "\"41\""),
                        trimmed -> assertThat(trimmed).contains("TRIM_HORIZON"));
        assertThat(lines).as("nothing is wrong").isEmpty();
    }

    @Test
    void aShardIsReadWhenItsParentHasNoMore() {
        List<String> parent = new ArrayList<>(List.of(
                "{\"Records\":[],\"NextShardIterator\":\"i\"}", "{\"Records\":[]}"));
        CannedHttp store = new CannedHttp(operation -> switch (operation) {
            case "DescribeStream" -> "{\"StreamDescription\":{\"Shards\":["
                    + "{\"ShardId\":\"child\",\"ParentShardId\":\"parent\"},"
                    + "{\"ShardId\":\"parent\",\"ParentShardId\":\"expired\"}]}}";
            case "GetShardIterator" -> "{\"ShardIterator\":\"i\"}";
            default -> parent.isEmpty() ? "{\"Records\":[]}" : parent.removeFirst();
        });

        follow(store);

        assertThat(store.requests)
                .filteredOn(each -> each.startsWith("Get"))
                .extracting(each -> each.contains("child") ? "child" : each.split(" ", 2)[0])
                .containsExactly("GetShardIterator", "GetRecords", "GetRecords", "child",
                        "GetRecords");
    }

    @Test
    void anIteratorThatIsAlwaysExpiredIsAskedWithPauses() {
        CannedHttp store = new CannedHttp(operation -> stream(operation,
                "{\"__type\":\"com.amazonaws.dynamodb.v20120810#ExpiredIteratorException\"}"));

        follow(store);

        assertThat(store.requests).filteredOn(each -> each.startsWith("GetRecords"))
                .as("one in a pause")
                .hasSizeLessThanOrEqualTo((int) time.end.dividedBy(Backoff.FIRST));
    }

    @Test
    void aFunctionThatFailsIsInvokedAgainWithPausesAndGetsTheSameRecords() {
        AtomicInteger invocations = new AtomicInteger();
        time.end = Duration.ofMinutes(33);
        List<String> events = new ArrayList<>();
        CannedHttp store = new CannedHttp(operation -> stream(operation,
                "{\"Records\":[{\"eventID\":\"1\",\"eventName\":\"REMOVE\",\"dynamodb\":"
                        + "{\"ApproximateCreationDateTime\":1,\"SequenceNumber\":\"41\","
                        + "\"StreamViewType\":\"NEW_AND_OLD_IMAGES\"}}]}"));

        follow(store, (input, output, context) -> {
            events.add(new String(input.readAllBytes(), StandardCharsets.UTF_8));
            if (invocations.incrementAndGet() <= 200) {
                throw new IllegalStateException("no bus");
            }
            TAKES_ALL.handleRequest(input, output, context);
        });

        assertThat(invocations).hasValue(201);
        assertThat(events).containsOnly(events.getFirst());
        assertThat(lines).hasSize(2);
    }

    @Test
    void fourPollersOfAQueueThatIsDownPauseAndPrintOneLine() {
        CannedHttp server = new CannedHttp(operation -> "");
        SqsClient client = SqsClient.builder().httpClient(server)
                .endpointOverride(URI.create("http://localhost")).region(Region.US_EAST_1)
                .credentialsProvider(AnonymousCredentialsProvider.create())
                .overrideConfiguration(
                        settings -> settings.retryStrategy(AwsRetryStrategy.doNotRetry()))
                .build();
        CountDownLatch end = new CountDownLatch(1);
        time.end = OUTAGE;

        QueueConsumer.start(client, "http://localhost/queue", TAKES_ALL, 4, end, time, lines::add)
                .join();

        assertThat(server.requests).as("85 minutes between the four").hasSizeLessThan(600);
        assertThat(lines).hasSize(1);
        assertThat(lines.getFirst()).startsWith("holdfast-local: queue: trying again: ");
    }

    @Test
    void theCreationOfTheTableIsTriedFiveTimesWithPausesThatGrow() {
        List<Long> waits = new ArrayList<>();
        CannedHttp store = new CannedHttp(operation -> "");

        try (DynamoDbClient client = StoreClient.local(URI.create("http://localhost"), store)) {
            assertThatThrownBy(() -> LocalService.createTable(client, Table.creation("t"), wait -> {
                waits.add(wait.toMillis());
                return false;
            })).isInstanceOf(SdkClientException.class);
        }

        assertThat(store.requests).hasSize(5).allMatch(each -> each.startsWith("CreateTable "));
        assertThat(waits).containsExactly(100L, 200L, 400L, 800L);
    }

    @Test
    void theWaitDoublesUpToALimit() {
        assertThat(IntStream.of(1, 2, 3, 7, 8, 9, 1000, Integer.MAX_VALUE)
                .mapToObj(failures -> Backoff.pause(failures).toMillis()))
                .containsExactly(100L, 200L, 400L, 6_400L, 10_000L, 10_000L, 10_000L, 10_000L);
    }

    @Test
    void aWaitEndsWhenTheServiceEnds() throws InterruptedException {
        CountDownLatch end = new CountDownLatch(1);
        end.countDown();

        assertThat(Backoff.until(end).ended(Duration.ofDays(1))).isTrue();
    }

    private void follow(CannedHttp store) {
        follow(store, TAKES_ALL);
    }

    /** Follows until the virtual time is over. */
    private void follow(CannedHttp store, RequestStreamHandler handler) {
        DynamoDbStreamsClient client = DynamoDbStreamsClient.builder().httpClient(store)
                .endpointOverride(URI.create("http://localhost")).region(Region.US_EAST_1)
                .credentialsProvider(AnonymousCredentialsProvider.create())
                .overrideConfiguration(
                        settings -> settings.retryStrategy(AwsRetryStrategy.doNotRetry()))
                .build();
        StreamFollower.start(client, "arn:stream", handler, new CountDownLatch(1), time,
                lines::add).join();
    }

    private static String stream(String operation, String records) {
        return switch (operation) {
            case "DescribeStream" ->
                "{\"StreamDescription\":{\"Shards\":[{\"ShardId\":\"s-1\"}]}}";
            case "GetShardIterator" -> "{\"ShardIterator\":\"i\"}";
            default -> records;
        };
    }
}
