package io.holdfast.engine;

import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;

/**
 * The SDK's HTTP layer, which records every request and injects faults. They happen below the SDK's
 * retries, timeouts and parsing, so that tests cover all of those as well.
 */
public final class Wire implements SdkHttpClient {
    private static final String TARGET = "X-Amz-Target";
    /** The request id of every injected reply. */
    public static final String INJECTED = "injected";

    private final SdkHttpClient store;
    private final List<Sent> sent = Collections.synchronizedList(new ArrayList<>());
    private final Map<Integer, Fault> faults = new TreeMap<>();
    private final List<Callable<HttpExecuteResponse>> late = new ArrayList<>();

    public Wire(SdkHttpClient store) {
        this.store = store;
    }

    /**
     * One request as the SDK sent it.
     *
     * @param operation BatchGetItem, PutItem, UpdateItem or another
     * @param body its JSON
     */
    public record Sent(String operation, String body) {}

    /** Forgets the recorded requests, and plans faults by the number of a later request, from 0. */
    public synchronized void plan(Map<Integer, Fault> planned) {
        sent.clear();
        late.clear();
        faults.clear();
        faults.putAll(planned);
    }

    public List<Sent> sent() {
        return List.copyOf(sent);
    }

    public List<String> operations() {
        return sent().stream().map(Sent::operation).toList();
    }

    /** Delivers the requests that their callers gave up on. */
    public synchronized void deliverLate() {
        try {
            for (Callable<HttpExecuteResponse> each : late) {
                text(each.call());
            }
        } catch (Exception e) {
            throw new IllegalStateException("a late request could not be delivered", e);
        }
        late.clear();
    }

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
        return new ExecutableHttpRequest() {
            @Override
            public HttpExecuteResponse call() throws IOException {
                return send(request);
            }

            @Override
            public void abort() {}
        };
    }

    @Override
    public void close() {
        store.close();
    }

    private synchronized HttpExecuteResponse send(HttpExecuteRequest request)
            throws IOException {
        Sent now = new Sent(operation(request), body(request));
        Fault fault = faults.get(sent.size());
        sent.add(now);
        return fault == null
                ? store.prepareRequest(request).call()
                : inject(fault, request, now);
    }

    private HttpExecuteResponse inject(Fault fault, HttpExecuteRequest request, Sent now)
            throws IOException {
        return switch (fault) {
            case LOST -> throw new IOException("connection reset");
            case ANSWER_LOST -> {
                text(store.prepareRequest(request).call());
                throw new IOException("connection reset");
            }
            case LATE -> {
                late.add(store.prepareRequest(request));
                throw new SocketTimeoutException("read timed out");
            }
            case SERVER_ERROR -> InjectedReply.internalServerError();
            case SERVER_ERROR_APPLIED -> {
                text(store.prepareRequest(request).call());
                yield InjectedReply.internalServerError();
            }
            case THROTTLED -> InjectedReply.refused("ProvisionedThroughputExceededException");
            case TOO_FAST -> InjectedReply.refused("ThrottlingException");
            case CONFLICT -> InjectedReply.refused("TransactionConflictException");
            case REPLICATED_CONFLICT -> InjectedReply.refused("ReplicatedWriteConflictException");
            case DENIED -> InjectedReply.refused("AccessDeniedException");
            case MEMBER_THROTTLED, MEMBER_OUT_OF_THROUGHPUT, MEMBER_CONFLICT,
                    MEMBER_SERVER_ERROR, MEMBER_SERVER_ERROR_APPLIED ->
                failMember(fault, request, now);
            case UNPROCESSED -> InjectedReply.unprocessed(now.body());
            case HALF_PROCESSED -> InjectedReply.halfProcessed(now.body(),
                    text(store.prepareRequest(request).call()));
        };
    }

    private HttpExecuteResponse failMember(Fault fault, HttpExecuteRequest request, Sent now)
            throws IOException {
        String code = switch (fault) {
            case MEMBER_THROTTLED -> "ThrottlingError";
            case MEMBER_OUT_OF_THROUGHPUT -> "ProvisionedThroughputExceeded";
            case MEMBER_CONFLICT -> "TransactionConflict";
            default -> "InternalServerError";
        };
        if (fault == Fault.MEMBER_SERVER_ERROR_APPLIED) {
            String reply = text(store.prepareRequest(request).call());
            return InjectedReply.firstFailed(code, InjectedReply.withoutFirst("Responses", reply));
        }
        String others = InjectedReply.withoutFirst("Statements", now.body());
        String reply = others.contains("\"Statements\":[]")
                ? "{\"Responses\":[]}"
                : text(store.prepareRequest(withBody(request, others)).call());
        return InjectedReply.firstFailed(code, reply);
    }

    private static HttpExecuteRequest withBody(HttpExecuteRequest request, String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        return HttpExecuteRequest.builder()
                .request(request.httpRequest().toBuilder()
                        .putHeader("Content-Length", Integer.toString(bytes.length)).build())
                .contentStreamProvider(ContentStreamProvider.fromByteArray(bytes))
                .build();
    }

    private static String operation(HttpExecuteRequest request) {
        String target = request.httpRequest().firstMatchingHeader(TARGET).orElse("");
        return target.substring(target.indexOf('.') + 1);
    }

    private static String body(HttpExecuteRequest request) throws IOException {
        ContentStreamProvider content = request.contentStreamProvider().orElseThrow();
        try (InputStream stream = content.newStream()) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static String text(HttpExecuteResponse response) throws IOException {
        try (InputStream body = response.responseBody().orElseThrow()) {
            return new String(body.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
