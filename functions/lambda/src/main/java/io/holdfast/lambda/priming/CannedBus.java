package io.holdfast.lambda.priming;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpResponse;

/** An HTTP layer for the SDK that answers in this process: an event bus that accepts one event. */
final class CannedBus implements SdkHttpClient {
    private static final String ACCEPTED = """
            {"FailedEntryCount":0,"Entries":[{"EventId":"1"}]}""";
    private static final int OK = 200;

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
        return new ExecutableHttpRequest() {
            @Override
            public HttpExecuteResponse call() {
                return accepted();
            }

            @Override
            public void abort() {}
        };
    }

    @Override
    public void close() {}

    private static HttpExecuteResponse accepted() {
        return HttpExecuteResponse.builder()
                .response(SdkHttpResponse.builder().statusCode(OK).build())
                .responseBody(AbortableInputStream.create(
                        new ByteArrayInputStream(ACCEPTED.getBytes(StandardCharsets.UTF_8))))
                .build();
    }
}
