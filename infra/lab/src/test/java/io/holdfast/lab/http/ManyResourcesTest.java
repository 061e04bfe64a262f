package io.holdfast.lab.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.holdfast.engine.Interception;
import io.holdfast.lab.Engine;
import io.holdfast.lab.Functions;
import io.holdfast.lab.Reply;
import io.holdfast.lab.RouteEvent;
import io.holdfast.lab.TestContext;
import io.holdfast.lambda.Route;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;

/** {@code GET /resources?ids=…}: the counts of many resources in one reply. */
class ManyResourcesTest {
    private final Functions functions = Functions.on(Engine.embedded());
    private final String first = Engine.fresh("resource");
    private final String second = Engine.fresh("resource");

    @Test
    void eachIsShownAsItsOwnReadShowsItInTheOrderAsked() {
        functions.define(first, 5);
        functions.define(second, "c-" + second, "{\"capacity\":7,\"status\":\"CLOSED\"}");
        functions.book(Engine.fresh("booking"), first, 2);
        functions.hold(Engine.fresh("booking"), first, 1, "PT10M");

        Reply both = functions.resources(second + "," + first);

        assertThat(both.status()).isEqualTo(200);
        assertThat(both.headers().get("cache-control").textValue()).isEqualTo("no-store");
        assertThat(both.body().get("resources")).containsExactly(
                functions.resource(second).body(), functions.resource(first).body());
        assertThat(both.body().get("missing")).isEmpty();
    }

    @Test
    void whatDoesNotExistIsNamedInTheOrderAsked() {
        functions.define(first, 5);
        String none = Engine.fresh("none");
        String other = Engine.fresh("none");

        Reply reply = functions.resources(other + "," + first + "," + none);

        assertThat(texts(reply.body().get("missing"))).containsExactly(other, none);
        assertThat(reply.body().get("resources")).hasSize(1);
        assertThat(functions.resources(none).body().get("resources"))
                .as("nothing that exists is a reply, too").isEmpty();
    }

    @Test
    void whatTheStoreLeavesUnprocessedIsNotMissing() {
        functions.define(first, 5);
        functions.define(second, 7);
        Interception leavesOut = (request, proceed) -> {
            Object answer = proceed.with(request);
            return answer instanceof BatchGetItemResponse read ? withoutSecond(read) : answer;
        };

        Reply reply = Functions.on(leavesOut.around(Engine.embedded()))
                .resources(first + "," + second);

        assertThat(reply.status()).isEqualTo(503);
        assertThat(reply.text("type")).isEqualTo("urn:holdfast:problem:unavailable");
    }

    private BatchGetItemResponse withoutSecond(BatchGetItemResponse read) {
        AttributeValue pk = AttributeValue.fromS("resource#" + second);
        Map<String, AttributeValue> key = Map.of("pk", pk, "sk",
                AttributeValue.fromS("resource"));
        return read.toBuilder()
                .responses(Map.of(Engine.TABLE, read.responses()
                        .getOrDefault(Engine.TABLE, List.of()).stream()
                        .filter(item -> !pk.equals(item.get("pk"))).toList()))
                .unprocessedKeys(Map.of(Engine.TABLE,
                        KeysAndAttributes.builder().keys(List.of(key)).build()))
                .build();
    }

    @Test
    void aHundredAreReadAndOneMoreIsRefused() {
        functions.define(first, 5);

        Reply hundred = functions.resources(first + "," + none(99));
        Reply more = functions.resources(first + "," + none(100));

        assertThat(hundred.body().get("missing")).hasSize(99);
        assertThat(hundred.body().at("/resources/0/resourceId").textValue()).isEqualTo(first);
        assertThat(more.status()).isEqualTo(400);
        assertThat(more.text("field")).isEqualTo("ids");
        assertThat(more.text("problem")).contains("1 to 100");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"''|ids[0]|1 to 128 characters",
            "a,|ids[1]|1 to 128 characters", "a,,b|ids[1]|1 to 128 characters",
            "a, b|ids[1]|A-Z", "a,..|ids[1]|neither . nor ..", "a,b,a|ids[2]|appears twice"})
    void anIdThatNoResourceHasOrThatAppearsTwiceIsNamed(String ids, String field,
            String problem) {
        Reply reply = functions.resources(ids);

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.text("field")).isEqualTo(field);
        assertThat(reply.text("problem")).contains(problem);
    }

    @Test
    void withoutIdsTheRequestNamesNothing() {
        Reply reply = functions.call(Route.READ_RESOURCES, "none", Map.of(), "");

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.text("field")).isEqualTo("ids");
        assertThat(reply.text("problem")).contains("1 to 100");
    }

    @Test
    void aParameterThatAnotherRouteHasIsRefused() {
        for (Route route : Route.values()) {
            Reply reply = functions.invoke(route, RouteEvent.of(route, first,
                    Map.of("ids", first, "limit", "5")), new TestContext(30_000));

            assertThat(reply.status()).as(route.name()).isEqualTo(400);
            assertThat(reply.text("field")).as(route.name()).isEqualTo(
                    route.queryParameters().contains("ids") ? "limit" : "ids");
            assertThat(route.queryParameters()).allSatisfy(
                    each -> assertThat(reply.text("problem")).contains(each));
        }
    }

    private static String none(int count) {
        return IntStream.range(0, count).mapToObj(i -> "none-" + i)
                .collect(Collectors.joining(","));
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        ((ArrayNode) array).forEach(each -> texts.add(each.textValue()));
        return texts;
    }
}
