package io.holdfast.examples;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Executes the part of the Amazon States Language that the example uses: Task with Retry and Catch,
 * Choice, Pass, Wait (without waiting), Succeed and Fail. Every other state is an error.
 */
final class StateMachine {
    /** States that one execution may enter; an endless definition fails here. */
    private static final int MOST_STATES = 100;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final JsonNode definition;
    private final Map<String, Function> functions;
    private final List<String> visited = new ArrayList<>();

    /** A Lambda function, by the name that a Task gives it. */
    @FunctionalInterface
    interface Function {
        JsonNode invoke(JsonNode payload) throws FunctionError;
    }

    /** The failure of an invocation, by the runtime's errorType. */
    static final class FunctionError extends Exception {
        private static final long serialVersionUID = 1L;

        FunctionError(String errorType) {
            super(errorType);
        }
    }

    StateMachine(JsonNode definition, Map<String, Function> functions) {
        this.definition = definition;
        this.functions = functions;
    }

    /** The states of an execution in their order; it ended in the last one. */
    List<String> execute(JsonNode input) {
        JsonNode data = input;
        String name = definition.path("StartAt").asText();
        while (!name.isEmpty()) {
            visited.add(name);
            if (visited.size() > MOST_STATES) {
                throw new IllegalStateException("does not end: " + visited);
            }
            JsonNode state = definition.path("States").path(name);
            Step step = step(state, data);
            data = step.data();
            name = step.next();
        }
        return List.copyOf(visited);
    }

    private record Step(String next, JsonNode data) {}

    private Step step(JsonNode state, JsonNode data) {
        String next = state.path("Next").asText();
        return switch (state.path("Type").asText()) {
            case "Succeed", "Fail" -> new Step("", data);
            case "Wait" -> new Step(next, data);
            case "Pass" -> new Step(next, placed(state, data, state.has("Result")
                    ? state.path("Result")
                    : Templates.fill(state.path("Parameters"), data)));
            case "Choice" -> new Step(choose(state, data), data);
            case "Task" -> task(state, data);
            default -> throw new IllegalStateException("no such state: " + state);
        };
    }

    private Step task(JsonNode state, JsonNode data) {
        JsonNode call = Templates.fill(state.path("Parameters"), data);
        Map<JsonNode, Integer> retries = new HashMap<>();
        while (true) {
            try {
                JsonNode payload = function(call).invoke(call.path("Payload"));
                JsonNode result = JSON.createObjectNode().set("Payload", payload);
                return new Step(state.path("Next").asText(), placed(state, data,
                        state.has("ResultSelector")
                                ? Templates.fill(state.path("ResultSelector"), result)
                                : result));
            } catch (FunctionError e) {
                JsonNode retrier = matching(state.path("Retry"), e);
                if (retries.merge(retrier, 1, Integer::sum) > retrier.path("MaxAttempts")
                        .asInt(0)) {
                    JsonNode catcher = matching(state.path("Catch"), e);
                    return new Step(catcher.path("Next").asText("uncaught"),
                            placed(catcher, data, JSON.createObjectNode().put("Error",
                                    e.getMessage())));
                }
            }
        }
    }

    private Function function(JsonNode call) {
        String name = call.path("FunctionName").asText();
        return Objects.requireNonNull(functions.get(name), name);
    }

    /** The first entry that names the error; a missing node if none does. */
    private static JsonNode matching(JsonNode entries, FunctionError error) {
        for (JsonNode entry : entries) {
            for (JsonNode name : entry.path("ErrorEquals")) {
                if (name.asText().equals(error.getMessage())
                        || name.asText().equals("States.ALL")) {
                    return entry;
                }
            }
        }
        return JSON.missingNode();
    }

    private static String choose(JsonNode state, JsonNode data) {
        for (JsonNode choice : state.path("Choices")) {
            if (applies(choice, data)) {
                return choice.path("Next").asText();
            }
        }
        return state.path("Default").asText();
    }

    private static boolean applies(JsonNode rule, JsonNode data) {
        if (rule.has("And")) {
            return rule.path("And").valueStream().allMatch(part -> applies(part, data));
        }
        JsonNode value = Templates.at(rule.path("Variable").asText(), data);
        // A rule without this comparison has a missing node, which equals no value.
        return value.equals(rule.path("StringEquals"))
                || value.equals(rule.path("BooleanEquals"))
                || value.asInt(Integer.MAX_VALUE) < rule.path("NumericLessThan")
                        .asInt(Integer.MIN_VALUE);
    }

    /** The data, with the result at the {@code ResultPath}. */
    private static JsonNode placed(JsonNode state, JsonNode data, JsonNode result) {
        if (!state.has("ResultPath")) {
            return result;
        }
        if (state.path("ResultPath").isNull()) {
            return data;
        }
        ObjectNode placed = data.deepCopy();
        return placed.set(state.path("ResultPath").asText().substring("$.".length()), result);
    }
}
