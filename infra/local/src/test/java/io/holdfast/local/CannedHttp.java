package io.holdfast.local;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpResponse;

/** An HTTP layer for the SDK with answers from a test; an empty one breaks the connection. */
final class CannedHttp implements SdkHttpClient {
    /** Requests after which a loop without pauses fails. */
    private static final int MOST_REQUESTS = 20_000;
    private static final int OK = 200;
    private static final int REFUSED = 400;

    /** The requests: operation, a space, body. */
    final List<String> requests = new CopyOnWriteArrayList<>();
    private final UnaryOperator<String> answers;

    /** @param answers to an operation; one with a {@code __type} is an error */
    CannedHttp(UnaryOperator<String> answers) {
        this.answers = answers;
    }

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
        return new ExecutableHttpRequest() {
            @Override
            public HttpExecuteResponse call() throws IOException {
                return answer(request);
            }

            @Override
            public void abort() {}
        };
    }

    @Override
    public void close() {}

    private HttpExecuteResponse answer(HttpExecuteRequest request) throws IOException {
        if (requests.size() == MOST_REQUESTS) {
            throw new AssertionError("a loop without a pause");
        }
        String target = request.httpRequest().firstMatchingHeader("X-Amz-Target").orElse("");
        String operation = target.substring(target.indexOf('.') + 1);
        try (InputStream body = request.contentStreamProvider().orElseThrow().newStream()) {
            requests.add(operation + " " + new String(body.readAllBytes(), StandardCharsets.UTF_8));
        }
        String answer = answers.apply(operation);
        if (answer.isEmpty()) {
            throw new IOException("connection refused");
        }
        return HttpExecuteResponse.builder()
                .response(SdkHttpResponse.builder()
                        .statusCode(answer.contains("__type") ? REFUSED : OK).build())
                .responseBody(AbortableInputStream.create(
                        new ByteArrayInputStream(answer.getBytes(StandardCharsets.UTF_8))))
                .build();
    }
}
