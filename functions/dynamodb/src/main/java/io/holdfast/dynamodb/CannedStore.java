package io.holdfast.dynamodb;

import io.holdfast.domain.BookingId;
import io.holdfast.domain.Fingerprint;
import io.holdfast.domain.Nonce;
import io.holdfast.domain.ResourceId;
import io.holdfast.domain.Verdict;
import io.holdfast.domain.booking.Admission;
import io.holdfast.domain.booking.Booking;
import io.holdfast.domain.booking.Line;
import io.holdfast.domain.listing.ListedBooking;
import io.holdfast.domain.resource.Definition;
import io.holdfast.domain.resource.Resource;
import io.holdfast.dynamodb.item.BookingItem;
import io.holdfast.dynamodb.item.ItemJson;
import io.holdfast.dynamodb.item.ListingItem;
import io.holdfast.dynamodb.item.ResourceItem;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpResponse;

/**
 * An HTTP layer for the SDK that answers in this process: every read finds one open resource and
 * one hold of it, which is also listed, every write succeeds and is dropped. A function primes on it before a snapshot.
 */
public final class CannedStore implements SdkHttpClient {
    /** The name of its table. */
    public static final String TABLE = "rehearsal";
    /** The resource that every read finds. */
    public static final String RESOURCE = "rehearsal";
    /** The hold that every read finds. */
    public static final String BOOKING = "rehearsal-hold";
    /** The hold's item in DynamoDB's JSON. */
    public static final String BOOKING_ITEM = ItemJson.write(BookingItem.write(hold()));
    private static final String LISTED_ITEM = ItemJson
            .write(ListingItem.write(ListedBooking.of(hold()).getFirst()));
    private static final String RESOURCE_ITEM = ItemJson.write(ResourceItem.write(resource()));

    /** About two centuries from now: the hold does not expire. */
    private static final long SLOT = 99_999_999;
    private static final long CAPACITY = 9;
    private static final String TARGET = "X-Amz-Target";
    private static final Pattern STATEMENT = Pattern.compile("\"Statement\":");
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

    private static Booking hold() {
        return new Booking(new BookingId(BOOKING), 1, new Fingerprint("0".repeat(64)),
                new Verdict.Committed(Instant.EPOCH),
                Optional.of(Admission.held(List.of(new Line(new ResourceId(RESOURCE), 1, 1,
                        new Nonce("rehearsal-------"))), SLOT)),
                Map.of(), Optional.empty());
    }

    private static Resource resource() {
        return new Resource(new ResourceId(RESOURCE), 1, 1,
                Definition.open(CAPACITY), CAPACITY - 1, 0,
                new TreeMap<>(Map.of(SLOT, 1L)), 0);
    }

    private static HttpExecuteResponse answer(HttpExecuteRequest request) {
        String target = request.httpRequest().firstMatchingHeader(TARGET).orElse("");
        String body = switch (target.substring(target.indexOf('.') + 1)) {
            case "BatchGetItem" -> "{\"Responses\":{\"" + TABLE + "\":[" + RESOURCE_ITEM + "]}}";
            case "GetItem" -> "{\"Item\":" + (body(request).contains("resource#")
                    ? RESOURCE_ITEM
                    : BOOKING_ITEM) + "}";
            case "BatchExecuteStatement" -> inserted(request);
            case "Query" -> "{\"Items\":[" + LISTED_ITEM + "],\"Count\":1}";
            default -> "{}";
        };
        return HttpExecuteResponse.builder()
                .response(SdkHttpResponse.builder().statusCode(OK).build())
                .responseBody(AbortableInputStream.create(
                        new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8))))
                .build();
    }

    /** An answer for each statement of the batch: it was carried out. */
    private static String inserted(HttpExecuteRequest request) {
        return "{\"Responses\":[" + STATEMENT.matcher(body(request)).results()
                .map(statement -> "{\"TableName\":\"" + TABLE + "\"}")
                .collect(Collectors.joining(",")) + "]}";
    }

    private static String body(HttpExecuteRequest request) {
        try (InputStream stream = request.contentStreamProvider().orElseThrow().newStream()) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
