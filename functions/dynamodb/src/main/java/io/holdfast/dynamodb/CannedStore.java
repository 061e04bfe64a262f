package io.holdfast.dynamodb;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpResponse;

/**
 * An HTTP layer for the SDK that answers in this process: every read finds one open resource and one
 * hold of it, every write is taken and forgotten. It is what a function rehearses on.
 */
public final class CannedStore implements SdkHttpClient {
    /** The table that it pretends to have. */
    public static final String TABLE = "rehearsal";
    /** The resource that is there. */
    public static final String RESOURCE = "rehearsal";
    /** The hold that is there. */
    public static final String BOOKING = "rehearsal-hold";
    /** Its item; its slot is some two centuries away. */
    public static final String BOOKING_ITEM = """
            {"pk":{"S":"booking#rehearsal-hold"},"sk":{"S":"booking"},"version":{"N":"1"},\
            "fingerprint":{"S":"%s"},"outcome":{"S":"COMMITTED"},"decidedAt":{"N":"0"},\
            "state":{"S":"HELD"},"lines":{"L":[{"M":{"resource":{"S":"rehearsal"},\
            "stripe":{"N":"0"},"units":{"N":"1"}}}]},"remaining":{"L":[{"N":"1"}]},\
            "slot":{"N":"99999999"},"commands":{"M":{}}}""".formatted("0".repeat(64));
    private static final String RESOURCE_ITEM = """
            {"pk":{"S":"resource#rehearsal#0"},"sk":{"S":"resource"},"version":{"N":"1"},\
            "definitionVersion":{"N":"1"},"capacity":{"N":"9"},"available":{"N":"8"},\
            "confirmed":{"N":"0"},"expiring":{"M":{"99999999":{"N":"1"}}},\
            "expiredThrough":{"N":"0"},"status":{"S":"OPEN"},"stripes":{"N":"1"}}""";
    private static final String TARGET = "X-Amz-Target";
    private static final int OK = 200;

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
        return new ExecutableHttpRequest() {
            @Override
            public HttpExecuteResponse call() {
                return answer(request);
            }

            @Override
            public void abort() {}
        };
    }

    @Override
    public void close() {}

    private static HttpExecuteResponse answer(HttpExecuteRequest request) {
        String target = request.httpRequest().firstMatchingHeader(TARGET).orElse("");
        String body = switch (target.substring(target.indexOf('.') + 1)) {
            case "BatchGetItem" -> "{\"Responses\":{\"" + TABLE + "\":[" + RESOURCE_ITEM + "]}}";
            case "GetItem" -> "{\"Item\":" + (isForResource(request)
                    ? RESOURCE_ITEM
                    : BOOKING_ITEM) + "}";
            case "PutEvents" -> "{\"FailedEntryCount\":0,\"Entries\":[{\"EventId\":\"1\"}]}";
            default -> "{}";
        };
        return HttpExecuteResponse.builder()
                .response(SdkHttpResponse.builder().statusCode(OK).build())
                .responseBody(AbortableInputStream.create(
                        new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8))))
                .build();
    }

    private static boolean isForResource(HttpExecuteRequest request) {
        try (InputStream stream = request.contentStreamProvider().orElseThrow().newStream()) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8).contains("resource#");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
