package io.holdfast.engine;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Evaluates the part of DynamoDB's expressions that Holdfast writes. It rejects every other
 * expression, so that it cannot silently differ from the service.
 *
 * @param names placeholders of names
 * @param values placeholders of values
 */
record Expression(Map<String, String> names, Map<String, AttributeValue> values) {
    private static final Pattern ABSENT = Pattern.compile("attribute_not_exists\\((\\S+)\\)");
    private static final Pattern SIZE = Pattern.compile("size\\((\\S+)\\) < (:\\w+)");
    private static final Pattern COMPARISON = Pattern.compile("(\\S+) (=|>=|<) (:\\w+)");
    private static final Pattern ASSIGNMENT = Pattern.compile("(\\S+) = (.+)");
    private static final Pattern SUM = Pattern.compile("(.+) ([+-]) (:\\w+)");
    private static final Pattern DEFAULT = Pattern.compile("if_not_exists\\((\\S+), (:\\w+)\\)");
    private static final Pattern BETWEEN_CLAUSES = Pattern.compile(", (?![^(]*\\))");

    boolean holds(@Nullable String condition, Map<String, AttributeValue> item) {
        if (condition == null) {
            return true;
        }
        for (String clause : condition.split(" AND ", -1)) {
            if (!clauseHolds(clause, item)) {
                return false;
            }
        }
        return true;
    }

    private boolean clauseHolds(String clause, Map<String, AttributeValue> item) {
        Matcher absent = ABSENT.matcher(clause);
        if (absent.matches()) {
            return at(absent.group(1), item) == null;
        }
        Matcher size = SIZE.matcher(clause);
        if (size.matches()) {
            AttributeValue map = at(size.group(1), item);
            return map != null && map.hasM()
                    && BigDecimal.valueOf(map.m().size()).compareTo(number(size.group(2))) < 0;
        }
        Matcher comparison = COMPARISON.matcher(clause);
        if (comparison.matches()) {
            return compare(at(comparison.group(1), item), comparison.group(2),
                    value(comparison.group(3)));
        }
        throw new IllegalArgumentException("a condition that is not known here: " + clause);
    }

    // As on the service, an absent value, or one of another type, satisfies no comparison.
    private static boolean compare(@Nullable AttributeValue left, String operator,
            AttributeValue right) {
        if (left == null || left.type() != right.type()) {
            return false;
        }
        if (left.type() != AttributeValue.Type.N) {
            if (!operator.equals("=")) {
                throw new IllegalArgumentException("only numbers are compared by size here");
            }
            return left.equals(right);
        }
        int order = new BigDecimal(left.n()).compareTo(new BigDecimal(right.n()));
        return switch (operator) {
            case "=" -> order == 0;
            case ">=" -> order >= 0;
            default -> order < 0;
        };
    }

    /** The item after {@code SET … REMOVE …}; every value is read from the item as it was. */
    Map<String, AttributeValue> apply(String update, Map<String, AttributeValue> item) {
        String[] parts = update.split(" REMOVE ", -1);
        if (parts.length > 2 || !parts[0].startsWith("SET ")) {
            throw new IllegalArgumentException("an update that is not known here: " + update);
        }
        Map<String, AttributeValue> after = new HashMap<>(item);
        for (String clause : BETWEEN_CLAUSES.split(parts[0].substring("SET ".length()), -1)) {
            Matcher assignment = ASSIGNMENT.matcher(clause);
            if (!assignment.matches()) {
                throw new IllegalArgumentException("an update that is not known here: " + clause);
            }
            put(assignment.group(1), evaluate(assignment.group(2), item), after);
        }
        if (parts.length == 2) {
            for (String path : parts[1].split(", ", -1)) {
                put(path, null, after);
            }
        }
        return after;
    }

    private AttributeValue evaluate(String text, Map<String, AttributeValue> item) {
        Matcher sum = SUM.matcher(text);
        if (!sum.matches()) {
            return value(text);
        }
        BigDecimal left = new BigDecimal(term(sum.group(1), item).n());
        BigDecimal right = number(sum.group(3));
        return AttributeValue.fromN((sum.group(2).equals("+")
                ? left.add(right)
                : left.subtract(right)).toPlainString());
    }

    private AttributeValue term(String text, Map<String, AttributeValue> item) {
        Matcher withDefault = DEFAULT.matcher(text);
        if (withDefault.matches()) {
            AttributeValue there = at(withDefault.group(1), item);
            return there == null ? value(withDefault.group(2)) : there;
        }
        return Objects.requireNonNull(at(text, item), () -> "nothing at " + text);
    }

    private @Nullable AttributeValue at(String path, Map<String, AttributeValue> item) {
        List<String> steps = steps(path);
        AttributeValue value = item.get(steps.getFirst());
        return steps.size() == 1 || value == null ? value : value.m().get(steps.getLast());
    }

    private void put(String path, @Nullable AttributeValue value,
            Map<String, AttributeValue> item) {
        List<String> steps = steps(path);
        if (steps.size() == 1) {
            item.put(steps.getFirst(), Objects.requireNonNull(value, "only entries are removed"));
            return;
        }
        AttributeValue map = Objects.requireNonNull(item.get(steps.getFirst()),
                "a path into a map that is not there");
        Map<String, AttributeValue> entries = new HashMap<>(map.m());
        if (value == null) {
            entries.remove(steps.getLast());
        } else {
            entries.put(steps.getLast(), value);
        }
        item.put(steps.getFirst(), AttributeValue.fromM(entries));
    }

    private List<String> steps(String path) {
        List<String> steps = new ArrayList<>();
        for (String step : path.split("\\.", -1)) {
            steps.add(step.startsWith("#") ? Objects.requireNonNull(names.get(step), step) : step);
        }
        if (steps.size() > 2) {
            throw new IllegalArgumentException("a path that is not known here: " + path);
        }
        return steps;
    }

    private AttributeValue value(String placeholder) {
        return Objects.requireNonNull(values.get(placeholder), placeholder);
    }

    private BigDecimal number(String placeholder) {
        return new BigDecimal(value(placeholder).n());
    }
}
