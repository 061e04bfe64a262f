package io.holdfast.lab.races;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.domain.Limits;
import io.holdfast.engine.Interception;
import io.holdfast.lab.Engine;
import io.holdfast.lab.Functions;
import io.holdfast.lab.Items;
import io.holdfast.lab.Reply;
import io.holdfast.lab.workload.History;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.ProvisionedThroughputExceededException;

/**
 * Writes are throttled at random. What gets through commits, and the map of intents empties as it
 * goes: intents are taken off in the notes of those who come, so no extra write is needed for it.
 */
class OverloadTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final int ATTEMPTS = 600;
    /** Percent of refusals, so many that most failures are not recorded either. */
    private static final int MOST = 80;
    /** Stale intents that one attempt fences. */
    private static final int FENCED = 8;

    private final String resource = Engine.fresh("resource");
    private final History history = new History(Functions.on(Engine.embedded(), NOON));

    /** An attempt commits if its note and its decision get through. */
    @ParameterizedTest(name = "{0} % of the writes are refused")
    @CsvSource({"20, 340", "50, 110", "80, 12"})
    void whatGetsThroughCommitsAndTheMapEmptiesAsItGoes(int percent, int atLeast) {
        Functions.on(Engine.embedded(), NOON).define(resource, ATTEMPTS);
        DynamoDbClient overloaded = throttling(percent);
        Map<String, Integer> reasons = new TreeMap<>();
        int mostIntents = 0;
        for (int i = 0; i < ATTEMPTS; i++) {
            String id = Engine.fresh("booking");
            Instant now = NOON.plusMillis(i * 100L);
            Reply reply = history.record(id,
                    () -> Functions.on(overloaded, now).book(id, resource, 1));
            reasons.merge(reply.status() == 201 ? "COMMITTED" : reply.reason(), 1, Integer::sum);
            mostIntents = Math.max(mostIntents, intents());
        }

        int committed = reasons.getOrDefault("COMMITTED", 0);
        System.out.printf("%d %% refused: %s, at most %d intents%n", percent, reasons,
                mostIntents);
        assertThat(reasons.keySet()).isSubsetOf("COMMITTED", "THROTTLED", "CONTENTION", "");
        assertThat(reasons.getOrDefault("CONTENTION", 0))
                .as("attempts that found no room beside what is in doubt")
                .isLessThanOrEqualTo(percent < MOST ? 0 : ATTEMPTS / 100);
        assertThat(committed).isGreaterThanOrEqualTo(atLeast);
        assertThat(mostIntents).isLessThanOrEqualTo(Limits.INTENTS);
        requireCalmAgain(committed);
    }

    /**
     * Once it is over, the next attempts take off whatever is left, and get all units. An attempt
     * fences eight that are in doubt, so the map is empty after four.
     */
    private void requireCalmAgain(int committed) {
        Functions calm = Functions.on(Engine.embedded(), NOON.plusSeconds(200));
        List<String> outcomes = new ArrayList<>();
        while (outcomes.size() < Limits.INTENTS / FENCED && !outcomes.contains("COMMITTED")) {
            String all = Engine.fresh("all");
            outcomes.add(history.record(all,
                    () -> calm.book(all, resource, ATTEMPTS - committed)).outcome());
        }
        assertThat(outcomes).as("all units that are left").endsWith("COMMITTED");
        history.check(resource);
        assertThat(intents()).isLessThanOrEqualTo(6);
    }

    private int intents() {
        return Objects.requireNonNull(Items.resource(resource).get("intents")).m().size();
    }

    private static DynamoDbClient throttling(int percent) {
        Random random = new Random(percent);
        Interception interception = (request, proceed) -> {
            boolean read = request instanceof GetItemRequest
                    || request instanceof BatchGetItemRequest;
            if (!read && random.nextInt(100) < percent) {
                throw ProvisionedThroughputExceededException.builder().statusCode(400)
                        .awsErrorDetails(AwsErrorDetails.builder()
                                .errorCode("ProvisionedThroughputExceededException").build())
                        .build();
            }
            return proceed.with(request);
        };
        return interception.around(Engine.embedded());
    }
}
