package io.holdfast.lab;

import com.amazonaws.services.lambda.runtime.ClientContext;
import com.amazonaws.services.lambda.runtime.CognitoIdentity;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/** A context with a remaining time that the test or the simulation chooses; it keeps the log. */
public final class TestContext implements Context {
    private static final String REQUEST = "request-1";
    private final IntSupplier remainingMillis;
    private final String requestId;
    private int spentMillis;
    private final StringBuilder log = new StringBuilder();

    public TestContext(int remainingMillis) {
        this(() -> remainingMillis);
    }

    public TestContext(IntSupplier remainingMillis) {
        this(remainingMillis, REQUEST);
    }

    /** An invocation with an id of its own, for a command that takes its name from it. */
    public TestContext(int remainingMillis, String requestId) {
        this(() -> remainingMillis, requestId);
    }

    private TestContext(IntSupplier remainingMillis, String requestId) {
        this.remainingMillis = remainingMillis;
        this.requestId = requestId;
    }

    /** Takes time off the remaining time, as a request does that waits for its answer. */
    public void spend(Duration time) {
        spentMillis += Math.toIntExact(time.toMillis());
    }

    public String logged() {
        return log.toString();
    }

    @Override
    public String getAwsRequestId() {
        return requestId;
    }

    @Override
    public int getRemainingTimeInMillis() {
        return remainingMillis.getAsInt() - spentMillis;
    }

    @Override
    public LambdaLogger getLogger() {
        return new LambdaLogger() {
            @Override
            public void log(String message) {
                log.append(message);
            }

            @Override
            public void log(byte[] message) {
                log.append(new String(message, StandardCharsets.UTF_8));
            }
        };
    }

    @Override
    public String getLogGroupName() {
        return "test";
    }

    @Override
    public String getLogStreamName() {
        return "test";
    }

    @Override
    public String getFunctionName() {
        return "test";
    }

    @Override
    public String getFunctionVersion() {
        return "test";
    }

    @Override
    public String getInvokedFunctionArn() {
        return "test";
    }

    @Override
    public @Nullable CognitoIdentity getIdentity() {
        return null;
    }

    @Override
    public @Nullable ClientContext getClientContext() {
        return null;
    }

    @Override
    public int getMemoryLimitInMB() {
        return 1024;
    }
}
