package io.holdfast.local.invocation;

import com.amazonaws.services.lambda.runtime.ClientContext;
import com.amazonaws.services.lambda.runtime.CognitoIdentity;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A context whose logger passes each line on, after it was printed.
 *
 * @param context everything else
 */
public record Listening(Context context, LambdaLogger getLogger) implements Context {
    /** The context, whose printed lines are passed on as well. */
    public static Context to(Context context, Consumer<String> lines) {
        LambdaLogger printed = context.getLogger();
        return new Listening(context, logger(line -> {
            printed.log(line);
            lines.accept(line);
        }));
    }

    /** The context, which prints nothing. */
    public static Context silently(Context context) {
        return new Listening(context, logger(line -> {}));
    }

    private static LambdaLogger logger(Consumer<String> lines) {
        return new LambdaLogger() {
            @Override
            public void log(String message) {
                lines.accept(message);
            }

            @Override
            public void log(byte[] message) {
                lines.accept(new String(message, StandardCharsets.UTF_8));
            }
        };
    }

    @Override
    public String getAwsRequestId() {
        return context.getAwsRequestId();
    }

    @Override
    public String getLogGroupName() {
        return context.getLogGroupName();
    }

    @Override
    public String getLogStreamName() {
        return context.getLogStreamName();
    }

    @Override
    public String getFunctionName() {
        return context.getFunctionName();
    }

    @Override
    public String getFunctionVersion() {
        return context.getFunctionVersion();
    }

    @Override
    public String getInvokedFunctionArn() {
        return context.getInvokedFunctionArn();
    }

    @Override
    public @Nullable CognitoIdentity getIdentity() {
        return context.getIdentity();
    }

    @Override
    public @Nullable ClientContext getClientContext() {
        return context.getClientContext();
    }

    @Override
    public int getRemainingTimeInMillis() {
        return context.getRemainingTimeInMillis();
    }

    @Override
    public int getMemoryLimitInMB() {
        return context.getMemoryLimitInMB();
    }
}
