package io.holdfast.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpResponse;

/** The replies of DynamoDB that a {@link Wire} makes up, in the bytes of its protocol. */
public final class InjectedReply {
    private static final int OK = 200;
    private static final int BAD_REQUEST = 400;
    private static final int INTERNAL_SERVER_ERROR = 500;
    private static final String NAMESPACE = "com.amazonaws.dynamodb.v20120810#";
    private static final ObjectMapper JSON = new ObjectMapper();

    private InjectedReply() {}

    static HttpExecuteResponse internalServerError() {
        return reply(INTERNAL_SERVER_ERROR, error("InternalServerError"));
    }

    /** A refusal of the whole request. */
    public static HttpExecuteResponse refused(String exception) {
        return reply(BAD_REQUEST, error(exception));
    }

    /**
     * A batch of statements of which the first one failed.
     *
     * @param code why it failed
     * @param others the reply for the other statements
     */
    static HttpExecuteResponse firstFailed(String code, String others) throws IOException {
        ArrayNode responses = JSON.createArrayNode();
        responses.addObject().putObject("Error").put("Code", code).put("Message", "injected");
        JSON.readTree(others).get("Responses").forEach(responses::add);
        return reply(OK, "{\"Responses\":" + responses + "}");
    }

    /** The JSON of a batch without the first element of an array. */
    static String withoutFirst(String array, String json) throws IOException {
        JsonNode batch = JSON.readTree(json);
        ((ArrayNode) batch.get(array)).remove(0);
        return batch.toString();
    }

    /** A batch read without an answer: every requested key is unprocessed. */
    static HttpExecuteResponse unprocessed(String body) {
        return unprocessed("{}", body);
    }

    /**
     * A batch read that answers only a part of its keys. All of them are unprocessed, those with an
     * answer as well: a caller must accept that.
     *
     * @param reply the whole answer; its resources are left out
     */
    static HttpExecuteResponse halfProcessed(String body, String reply) throws IOException {
        JsonNode tables = JSON.readTree(reply).get("Responses");
        for (JsonNode items : tables) {
            Iterator<JsonNode> each = items.iterator();
            while (each.hasNext()) {
                if (each.next().at("/sk/S").asText().equals("resource")) {
                    each.remove();
                }
            }
        }
        return unprocessed(tables.toString(), body);
    }

    private static HttpExecuteResponse unprocessed(String responses, String body) {
        String keys = body.substring(body.indexOf(':') + 1, body.length() - 1);
        return reply(OK, "{\"Responses\":" + responses + ",\"UnprocessedKeys\":" + keys + "}");
    }

    private static String error(String type) {
        return "{\"__type\":\"" + NAMESPACE + type + "\",\"message\":\"injected\"}";
    }

    private static HttpExecuteResponse reply(int status, String body) {
        return HttpExecuteResponse.builder()
                .response(SdkHttpResponse.builder().statusCode(status)
                        .putHeader("Content-Type", "application/x-amz-json-1.0")
                        .putHeader("x-amzn-RequestId", Wire.INJECTED).build())
                .responseBody(AbortableInputStream.create(
                        new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8))))
                .build();
    }
}
