package io.holdfast.lab.schedule;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Values of the table for people: as JSON without its types, and filled into expressions. */
final class Values {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final Pattern PLACEHOLDER = Pattern.compile("[#:]\\w+");
    /** An intent may be in an expression more than once; past this it is cut. */
    private static final int MOST_CHARACTERS = 160;
    private static final int MOST_BRIEF = 24;
    /** Beyond it a reader of JSON may round a number. */
    private static final long MOST_EXACT = 1L << 53;

    private Values() {}

    /** Members in the order of their names; numbers beyond 2^53 as text. */
    static JsonNode json(AttributeValue value) {
        if (value.n() != null) {
            long number = Long.parseLong(value.n());
            return Math.abs(number) < MOST_EXACT
                    ? JSON.numberNode(number)
                    : JSON.textNode(value.n());
        }
        if (value.hasM()) {
            return json(value.m());
        }
        if (value.hasL()) {
            ArrayNode list = JSON.arrayNode();
            value.l().forEach(each -> list.add(json(each)));
            return list;
        }
        return value.bool() == null ? JSON.textNode(value.s()) : JSON.booleanNode(value.bool());
    }

    static ObjectNode json(Map<String, AttributeValue> map) {
        ObjectNode object = JSON.objectNode();
        new TreeMap<>(map).forEach((name, each) -> object.set(name, json(each)));
        return object;
    }

    /** On one line, without quotes around names. */
    static String text(AttributeValue value) {
        if (value.hasM()) {
            return new TreeMap<>(value.m()).entrySet().stream()
                    .map(each -> each.getKey() + ": " + text(each.getValue()))
                    .collect(Collectors.joining(", ", "{", "}"));
        }
        if (value.hasL()) {
            return value.l().stream().map(Values::text)
                    .collect(Collectors.joining(", ", "[", "]"));
        }
        return value.n() != null ? value.n() : "\"" + value.s() + "\"";
    }

    /** An expression with the names and the values that its placeholders stand for. */
    static String fill(String expression, Map<String, String> names,
            Map<String, AttributeValue> values) {
        return PLACEHOLDER.matcher(expression).replaceAll(found -> {
            AttributeValue value = values.get(found.group());
            String text = value == null
                    ? names.getOrDefault(found.group(), found.group())
                    : text(value);
            return Matcher.quoteReplacement(cut(text));
        });
    }

    /** A value that only shows that another is not the same. */
    static String brief(String text) {
        return text.length() <= MOST_BRIEF ? text : text.substring(0, MOST_BRIEF) + "…";
    }

    static String cut(String text) {
        return text.length() <= MOST_CHARACTERS
                ? text
                : text.substring(0, MOST_CHARACTERS) + "…";
    }
}
