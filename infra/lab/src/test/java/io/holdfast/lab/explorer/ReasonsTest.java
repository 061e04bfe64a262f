package io.holdfast.lab.explorer;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.engine.Interception;
import io.holdfast.lab.Engine;
import io.holdfast.lab.race.InitialState;
import io.holdfast.lab.race.RacingCommands;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

/** The negative control of reasons: one that no image ever supported is noticed. */
class ReasonsTest {
    private static final String AFTER_ALL_SLOTS = "99999999";

    @Test
    void aReasonThatWasTrueOfNoImageIsNoticed() {
        Scenario scenario = Scenario.in(InitialState.THREE, RacingCommands.RELEASE,
                RacingCommands.RELEASE_ONE);
        assertThat(new Explorer(Engine.embedded(), 0, true).shortest(scenario)).isEmpty();

        Optional<Counterexample> found = new Explorer(lyingAboutTheWatermark(), 0, true)
                .shortest(scenario);

        assertThat(found).isPresent();
        assertThat(found.get().promise()).startsWith("HOLD_EXPIRED was true")
                .contains(AFTER_ALL_SLOTS);
    }

    /** The images that a canceled transaction returns say that every slot was collected. */
    private static DynamoDbClient lyingAboutTheWatermark() {
        Interception interception = (request, proceed) -> {
            try {
                return proceed.with(request);
            } catch (TransactionCanceledException e) {
                throw e.toBuilder().cancellationReasons(e.cancellationReasons().stream()
                        .map(ReasonsTest::collected).toList()).build();
            }
        };
        return interception.around(Engine.embedded());
    }

    private static CancellationReason collected(CancellationReason reason) {
        if (!reason.item().containsKey("expiredThrough")) {
            return reason;
        }
        Map<String, AttributeValue> item = new HashMap<>(reason.item());
        item.put("expiredThrough", AttributeValue.fromN(AFTER_ALL_SLOTS));
        return reason.toBuilder().item(item).build();
    }
}
