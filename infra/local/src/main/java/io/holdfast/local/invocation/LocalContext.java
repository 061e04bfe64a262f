package io.holdfast.local.invocation;

import com.amazonaws.services.lambda.runtime.ClientContext;
import com.amazonaws.services.lambda.runtime.CognitoIdentity;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The context of one invocation; its remaining time really runs down. */
public final class LocalContext implements Context {
    /** An HTTP API waits for a function for at most 30 s; the functions time out before that. */
    private static final Duration TIMEOUT = Duration.ofSeconds(29);
    private static final int MEMORY_MEGABYTES = 1024;

    private final long startNanos = System.nanoTime();
    private final String requestId = UUID.randomUUID().toString();
    private final String functionName;

    public LocalContext(String functionName) {
        this.functionName = functionName;
    }

    @Override
    public String getAwsRequestId() {
        return requestId;
    }

    @Override
    public int getRemainingTimeInMillis() {
        Duration spent = Duration.ofNanos(System.nanoTime() - startNanos);
        return Math.toIntExact(Math.max(0, TIMEOUT.minus(spent).toMillis()));
    }

    @Override
    public LambdaLogger getLogger() {
        return new LambdaLogger() {
            @Override
            public void log(String message) {
                System.err.print(message);
            }

            @Override
            public void log(byte[] message) {
                System.err.print(new String(message, StandardCharsets.UTF_8));
            }
        };
    }

    @Override
    public String getFunctionName() {
        return functionName;
    }

    @Override
    public String getLogGroupName() {
        return "local";
    }

    @Override
    public String getLogStreamName() {
        return "local";
    }

    @Override
    public String getFunctionVersion() {
        return "local";
    }

    @Override
    public String getInvokedFunctionArn() {
        return "local";
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
        return MEMORY_MEGABYTES;
    }
}
