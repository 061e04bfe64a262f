package io.holdfast.engine.expression;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.util.SdkAutoConstructMap;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * What the placeholders of a request's expressions mean.
 *
 * @param names placeholders of names
 * @param values placeholders of values
 */
record Placeholders(Map<String, String> names, Map<String, AttributeValue> values) {
    private static final Pattern PLACEHOLDER = Pattern.compile("[#:]\\w+");

    Placeholders {
        rejectEmpty(names);
        rejectEmpty(values);
    }

    // The SDK sends a map that a caller has set, even if it is empty, and the service refuses it.
    private static void rejectEmpty(Map<String, ?> map) {
        if (map.isEmpty() && !(map instanceof SdkAutoConstructMap)) {
            throw Invalid.because("placeholders must not be empty");
        }
    }

    /**
     * Refuses the request, as the service does before it looks at the item, if its expressions leave
     * a placeholder unused, or use one without a meaning.
     */
    void rejectUnusedAndUndefined(Collection<Set<String>> used) {
        Set<String> defined = new HashSet<>(names.keySet());
        defined.addAll(values.keySet());
        boolean undefined = used.stream().anyMatch(each -> !defined.containsAll(each));
        used.forEach(defined::removeAll);
        if (undefined || !defined.isEmpty()) {
            throw Invalid.because("placeholders " + names.keySet() + " and " + values.keySet()
                    + ", but the expressions use " + used);
        }
    }

    /** The placeholders in a text. */
    static Set<String> used(String expression) {
        return PLACEHOLDER.matcher(expression).results().map(MatchResult::group)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** What a step of a path means. */
    String name(String step) {
        return step.startsWith("#") ? Objects.requireNonNull(names.get(step)) : step;
    }

    AttributeValue value(String placeholder) {
        return Objects.requireNonNull(values.get(placeholder));
    }

    BigDecimal number(String placeholder) {
        AttributeValue value = value(placeholder);
        if (value.type() != AttributeValue.Type.N) {
            throw Invalid.because("Incorrect operand type for operator or function");
        }
        return new BigDecimal(value.n());
    }
}
