package io.holdfast.dynamodb;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpResponse;

/**
 * An HTTP layer that passes on whole answers only. If a connection breaks inside the head of an
 * answer, or inside a body of known length, the JDK's client takes that for the end of the answer;
 * the SDK then reads an empty body as "no such item", and half an error as an unknown one. Here
 * every broken answer is an {@link IOException}, so that a write is ambiguous and a read has
 * failed.
 */
final class WholeAnswers implements SdkHttpClient {
    private static final String LENGTH = "Content-Length";
    private static final String ENCODING = "Transfer-Encoding";

    private final SdkHttpClient http;

    WholeAnswers(SdkHttpClient http) {
        this.http = http;
    }

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
        ExecutableHttpRequest prepared = http.prepareRequest(request);
        return new ExecutableHttpRequest() {
            @Override
            public HttpExecuteResponse call() throws IOException {
                return whole(answer(prepared));
            }

            @Override
            public void abort() {
                prepared.abort();
            }
        };
    }

    @Override
    public void close() {
        http.close();
    }

    @Override
    public String clientName() {
        return http.clientName();
    }

    // The request is already built: the answer caused any exception from here on.
    private static HttpExecuteResponse answer(ExecutableHttpRequest prepared) throws IOException {
        try {
            return prepared.call();
        } catch (RuntimeException e) {
            throw new IOException("the answer could not be read", e);
        }
    }

    private static HttpExecuteResponse whole(HttpExecuteResponse response) throws IOException {
        byte[] body = body(response);
        SdkHttpResponse head = response.httpResponse();
        Optional<String> length = head.firstMatchingHeader(LENGTH);
        // A chunked body that breaks off has already failed to be read.
        boolean complete = length.isPresent()
                ? length.get().equals(Integer.toString(body.length))
                : head.firstMatchingHeader(ENCODING).isPresent();
        // DynamoDB answers every request with a JSON object, so an empty body is a head cut short.
        if (!complete || body.length == 0) {
            throw new IOException(
                    "the answer broke off after " + body.length + " bytes of its body");
        }
        return HttpExecuteResponse.builder().response(head)
                .responseBody(AbortableInputStream.create(new ByteArrayInputStream(body)))
                .build();
    }

    private static byte[] body(HttpExecuteResponse response) throws IOException {
        Optional<AbortableInputStream> body = response.responseBody();
        if (body.isEmpty()) {
            return new byte[0];
        }
        try (InputStream stream = body.get()) {
            return stream.readAllBytes();
        }
    }
}
