package io.holdfast.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpResponse;

/**
 * The SDK's HTTP layer, with every request written down and faults where they happen: below the
 * SDK's retries, timeouts and parsing, so that all of those are under test as well.
 */
public final class Wire implements SdkHttpClient {
    private static final int OK = 200;
    private static final int BAD_REQUEST = 400;
    private static final int INTERNAL_SERVER_ERROR = 500;
    private static final String NAMESPACE = "com.amazonaws.dynamodb.v20120810#";
    private static final String TARGET = "X-Amz-Target";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String TRANSACTION = "TransactWriteItems";
    /** The request id of every answer that was made here. */
    public static final String INJECTED = "injected";

    private final SdkHttpClient store;
    private final List<Sent> sent = Collections.synchronizedList(new ArrayList<>());
    private final Map<Integer, Fault> faults = new TreeMap<>();
    private final List<Callable<HttpExecuteResponse>> late = new ArrayList<>();

    public Wire(SdkHttpClient store) {
        this.store = store;
    }

    /**
     * One request as it went out.
     *
     * @param operation BatchGetItem, GetItem, TransactWriteItems or PutItem
     * @param body its JSON
     */
    public record Sent(String operation, String body) {}

    /** Forgets what was sent, and plans faults by the number of the request from here on, from 0. */
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

    /** Lets the requests that were given up on arrive now. */
    public synchronized void deliverLate() {
        try {
            for (Callable<HttpExecuteResponse> each : late) {
                drain(each.call());
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
        String body = body(request);
        String operation = operation(request);
        Fault fault = faults.get(sent.size());
        sent.add(new Sent(operation, body));
        if (fault == null) {
            return store.prepareRequest(request).call();
        }
        return switch (fault) {
            case LOST -> throw new IOException("connection reset");
            case ANSWER_LOST -> {
                drain(store.prepareRequest(request).call());
                throw new IOException("connection reset");
            }
            case LATE -> {
                late.add(store.prepareRequest(request));
                throw new SocketTimeoutException("read timed out");
            }
            case SERVER_ERROR -> internalServerError();
            case SERVER_ERROR_APPLIED -> {
                drain(store.prepareRequest(request).call());
                yield internalServerError();
            }
            case THROTTLED -> throttled(operation);
            case CONFLICT -> conflict(operation);
            case UNPROCESSED -> unprocessed("{}", body);
            case HALF_PROCESSED -> unprocessed(commandsOnly(store.prepareRequest(request).call()),
                    body);
            case DENIED -> response(BAD_REQUEST, error("AccessDeniedException", ""));
        };
    }

    private static HttpExecuteResponse internalServerError() {
        return response(INTERNAL_SERVER_ERROR, error("InternalServerError", ""));
    }

    private static HttpExecuteResponse throttled(String operation) {
        return response(BAD_REQUEST, operation.equals(TRANSACTION)
                ? cancelled("ThrottlingError")
                : error("ProvisionedThroughputExceededException", ""));
    }

    private static HttpExecuteResponse conflict(String operation) {
        return response(BAD_REQUEST, operation.equals(TRANSACTION)
                ? cancelled("TransactionConflict")
                : error("TransactionConflictException", ""));
    }

    private static String cancelled(String code) {
        return error("TransactionCanceledException",
                ",\"CancellationReasons\":[{\"Code\":\"None\"},{\"Code\":\"" + code + "\"}]");
    }

    private static String error(String type, String more) {
        return "{\"__type\":\"" + NAMESPACE + type + "\",\"message\":\"injected\"" + more + "}";
    }

    // What was asked for comes back as what was left undone, whatever else came.
    private static HttpExecuteResponse unprocessed(String responses, String body) {
        String items = body.substring(body.indexOf(':') + 1, body.length() - 1);
        return response(OK,
                "{\"Responses\":" + responses + ",\"UnprocessedKeys\":" + items + "}");
    }

    // The items of commands and bookings out of a batch; the resources are left out.
    private static String commandsOnly(HttpExecuteResponse response) throws IOException {
        JsonNode tables = JSON.readTree(text(response)).get("Responses");
        for (JsonNode items : tables) {
            Iterator<JsonNode> each = items.iterator();
            while (each.hasNext()) {
                if (each.next().at("/sk/S").asText().equals("resource")) {
                    each.remove();
                }
            }
        }
        return tables.toString();
    }

    private static HttpExecuteResponse response(int status, String body) {
        return HttpExecuteResponse.builder()
                .response(SdkHttpResponse.builder().statusCode(status)
                        .putHeader("Content-Type", "application/x-amz-json-1.0")
                        .putHeader("x-amzn-RequestId", INJECTED).build())
                .responseBody(AbortableInputStream.create(
                        new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8))))
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

    private static void drain(HttpExecuteResponse response) throws IOException {
        text(response);
    }

    private static String text(HttpExecuteResponse response) throws IOException {
        try (InputStream body = response.responseBody().orElseThrow()) {
            return new String(body.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
