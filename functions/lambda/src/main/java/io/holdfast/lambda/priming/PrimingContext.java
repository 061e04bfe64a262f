package io.holdfast.lambda.priming;

import com.amazonaws.services.lambda.runtime.ClientContext;
import com.amazonaws.services.lambda.runtime.CognitoIdentity;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;
import org.jspecify.annotations.Nullable;

/** The context of a priming run, which no caller invoked; its log is discarded. */
final class PrimingContext implements Context {
    private static final String NAME = "rehearsal";
    private static final int PLENTY_OF_MILLIS = 30_000;

    @Override
    public String getAwsRequestId() {
        return NAME;
    }

    @Override
    public int getRemainingTimeInMillis() {
        return PLENTY_OF_MILLIS;
    }

    @Override
    public LambdaLogger getLogger() {
        return new LambdaLogger() {
            @Override
            public void log(String message) {
                // A priming run leaves no lines in the log.
            }

            @Override
            public void log(byte[] message) {
                // A priming run leaves no lines in the log.
            }
        };
    }

    @Override
    public String getLogGroupName() {
        return NAME;
    }

    @Override
    public String getLogStreamName() {
        return NAME;
    }

    @Override
    public String getFunctionName() {
        return NAME;
    }

    @Override
    public String getFunctionVersion() {
        return NAME;
    }

    @Override
    public String getInvokedFunctionArn() {
        return NAME;
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
        return 0;
    }
}
