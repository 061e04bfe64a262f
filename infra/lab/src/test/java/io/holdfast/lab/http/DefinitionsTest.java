package io.holdfast.lab.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.engine.Schedules;
import io.holdfast.engine.Schedules.Trial;
import io.holdfast.lab.Engine;
import io.holdfast.lab.Functions;
import io.holdfast.lab.Items;
import io.holdfast.lab.Reply;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A definition changes the members that it names, and undoes no other definition. */
class DefinitionsTest {
    private static final String CLOSE = "{\"status\":\"CLOSED\"}";

    private final Functions functions = Functions.on(Engine.embedded());
    private final String resource = Engine.fresh("resource");

    @Test
    void aStatusAloneClosesAndKeepsTheCapacity() {
        functions.define(resource, 5);

        Reply closed = define(CLOSE);

        assertThat(closed.status()).isEqualTo(200);
        assertThat(closed.number("capacity")).isEqualTo(5);
        assertThat(closed.text("status")).isEqualTo("CLOSED");
        assertThat(definition()).isEqualTo("5 CLOSED, definition 2, version 4");
        assertThat(functions.book(Engine.fresh("booking"), resource, 1).reason())
                .isEqualTo("RESOURCE_CLOSED");
    }

    @Test
    void aCapacityAloneKeepsTheStatus() {
        define("{\"capacity\":5,\"status\":\"CLOSED\"}");

        assertThat(define("{\"capacity\":7}").text("status")).isEqualTo("CLOSED");
        assertThat(definition()).isEqualTo("7 CLOSED, definition 2, version 4");
    }

    @Test
    void whoClosesWhatAnotherHasRaisedKeepsTheRaise() {
        functions.define(resource, 5);
        define("{\"capacity\":9}");

        assertThat(define(CLOSE).number("capacity")).isEqualTo(9);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"capacity\":5}", "{\"status\":\"OPEN\"}",
            "{\"allowDrain\":false}",
            "{\"capacity\":5,\"status\":\"OPEN\",\"allowDrain\":true}",
            "{\"capacity\":5,\"expectedDefinitionVersion\":1}"})
    void aDefinitionThatChangesNothingRaisesNoVersion(String body) {
        functions.define(resource, 5);
        String command = Engine.fresh("command");

        Reply reply = functions.define(resource, command, body);

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.number("definitionVersion")).isEqualTo(1);
        assertThat(reply.body().get("created").booleanValue()).isFalse();
        assertThat(definition()).isEqualTo("5 OPEN, definition 1, version 2");
        Reply again = functions.define(resource, command, body);
        assertThat(again.verdict()).isEqualTo(reply.verdict());
        assertThat(again.body().get("replayed").booleanValue()).isTrue();
    }

    @Test
    void aVerdictThatChangedNothingIsReplayedAfterOthersHaveChangedTheResource() {
        functions.define(resource, 5);
        String command = Engine.fresh("command");
        Reply first = functions.define(resource, command, "{\"capacity\":5}");
        define("{\"capacity\":9}");

        Reply again = functions.define(resource, command, "{\"capacity\":5}");

        assertThat(again.verdict()).isEqualTo(first.verdict());
        assertThat(again.number("capacity")).isEqualTo(5);
        assertThat(definition()).isEqualTo("9 OPEN, definition 2, version 4");
        assertThat(functions.define(resource, command, CLOSE).status()).isEqualTo(422);
    }

    @Test
    void aDrainThatWasAllowedOnceCanBeAskedForAgain() {
        functions.define(resource, 5);
        functions.book(Engine.fresh("booking"), resource, 4);
        define("{\"capacity\":3,\"allowDrain\":true}");

        assertThat(define("{\"capacity\":3}").committed()).as("it cuts nothing").isTrue();
        assertThat(define(CLOSE).committed()).as("nor does this").isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"status\":\"OPEN\"}", "{\"expectedDefinitionVersion\":0}"})
    void withoutACapacityNothingIsCreatedAndTheKeyStaysUnused(String body) {
        String command = Engine.fresh("command");

        Reply reply = functions.define(resource, command, body);

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.text("field")).isEqualTo("capacity");
        assertThat(functions.resource(resource).status()).isEqualTo(404);
        assertThat(functions.define(resource, command, "{\"capacity\":5}").status())
                .isEqualTo(201);
    }

    @Test
    void whoInsistsOnADefinitionThatIsNotThereGetsAVerdictWithOrWithoutACapacity() {
        assertThat(define("{\"status\":\"CLOSED\",\"expectedDefinitionVersion\":3}").reason())
                .isEqualTo("RESOURCE_NOT_FOUND");
    }

    /** In no order does the closing undo the raise. */
    @Test
    void aClosingAndARaiseAtOnceNeverUndoEachOther() {
        Set<String> seen = new HashSet<>();
        Functions undisturbed = functions;
        Schedules.explore(Engine.embedded(), gated -> {
            Functions racing = Functions.on(gated);
            String raced = Engine.fresh("resource");
            undisturbed.define(raced, 5);
            String close = Engine.fresh("close");
            String raise = Engine.fresh("raise");
            return new Trial(List.of(() -> racing.define(raced, close, CLOSE),
                    () -> racing.define(raced, raise, "{\"capacity\":9}")), () -> {
                        boolean closed = undisturbed.define(raced, close, CLOSE).committed();
                        boolean raised = undisturbed.define(raced, raise, "{\"capacity\":9}")
                                .committed();
                        Reply now = undisturbed.resource(raced);
                        assertThat(now.text("status")).isEqualTo(closed ? "CLOSED" : "OPEN");
                        assertThat(now.number("capacity")).isEqualTo(raised ? 9 : 5);
                        seen.add(closed + " " + raised);
                    });
        });
        assertThat(seen).contains("true true", "true false", "false true");
    }

    private Reply define(String body) {
        return functions.define(resource, Engine.fresh("command"), body);
    }

    /** A definition is two writes: its note and its settlement. */
    private String definition() {
        Map<String, AttributeValue> item = Items.resource(resource);
        return Items.number(item, "capacity") + " " + Items.text(item, "status") + ", definition "
                + Items.number(item, "definitionVersion") + ", version "
                + Items.number(item, "version");
    }
}
