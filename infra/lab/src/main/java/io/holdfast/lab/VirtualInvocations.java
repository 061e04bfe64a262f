package io.holdfast.lab;

import com.amazonaws.services.lambda.runtime.Context;
import io.holdfast.dynamodb.DynamoDbLedger;
import io.holdfast.engine.time.VirtualTime;
import io.holdfast.lambda.invocation.ContextRemainingTime;
import io.holdfast.lambda.invocation.Wiring;
import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * What the real handlers need to run in virtual time: its clock, its waits, and contexts whose
 * remaining time passes with it.
 *
 * @param jitter of the waits between tries to record a failure
 */
public record VirtualInvocations(VirtualTime time, RandomGenerator jitter)
        implements
            ContextRemainingTime.Waiting {
    /** The timeout of a function in template.yaml. */
    public static final Duration TIMEOUT = Duration.ofSeconds(20);

    @Override
    public boolean sleep(long millis) {
        if (millis > 0) {
            time.sleep(Duration.ofMillis(millis));
        }
        return true;
    }

    @Override
    public RandomGenerator jitter(Context context) {
        return jitter;
    }

    /** The graph behind handlers on this client. */
    public Wiring wiring(DynamoDbClient client) {
        return wiring(client, Duration.ZERO);
    }

    /** The same, whose commands leave that much of the remaining time unused. */
    public Wiring wiring(DynamoDbClient client, Duration reserve) {
        return new Wiring(new DynamoDbLedger(client, Engine.TABLE), time,
                context -> new ContextRemainingTime(context, reserve, this), false,
                Optional.empty());
    }

    /** The context of an invocation that begins now. */
    public TestContext context(Duration timeout) {
        long endNanos = Math.addExact(time.nanos(), timeout.toNanos());
        return new TestContext(
                () -> Math.toIntExact(Duration.ofNanos(endNanos - time.nanos()).toMillis()));
    }
}
