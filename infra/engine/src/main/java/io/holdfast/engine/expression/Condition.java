package io.holdfast.engine.expression;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * A condition: clauses, all of which must hold. A clause is a term, or terms in parentheses of which
 * one must hold.
 */
record Condition(List<List<String>> clauses, Placeholders placeholders) {
    private static final Pattern ABSENT = Pattern
            .compile("attribute_not_exists\\((" + Path.FORM + ")\\)");
    private static final Pattern SIZE = Pattern
            .compile("size\\((" + Path.FORM + ")\\) (<|<=) (:\\w+)");
    private static final Pattern COMPARISON = Pattern
            .compile("(" + Path.FORM + ") (=|>=|<|<=) (:\\w+)");
    private static final Pattern ALTERNATIVES = Pattern.compile("\\((.+ OR .+)\\)");

    static Condition of(String text, Placeholders placeholders) {
        return new Condition(List.of(text.split(" AND ", -1)).stream().map(Condition::terms)
                .toList(), placeholders);
    }

    private static List<String> terms(String clause) {
        Matcher alternatives = ALTERNATIVES.matcher(clause);
        return alternatives.matches()
                ? List.of(alternatives.group(1).split(" OR ", -1))
                : List.of(clause);
    }

    // Every term is evaluated, so that a form that is not known here is found in every run.
    boolean holds(Map<String, AttributeValue> item) {
        return clauses.stream()
                .map(terms -> terms.stream().filter(term -> holds(term, item)).count() > 0)
                .filter(clauseHolds -> !clauseHolds).count() == 0;
    }

    private boolean holds(String term, Map<String, AttributeValue> item) {
        Matcher absent = ABSENT.matcher(term);
        if (absent.matches()) {
            return placeholders.path(absent.group(1)).in(item) == null;
        }
        Matcher size = SIZE.matcher(term);
        if (size.matches()) {
            return compare(size(placeholders.path(size.group(1)).in(item)), size.group(2),
                    placeholders.value(size.group(3)));
        }
        Matcher comparison = COMPARISON.matcher(term);
        if (comparison.matches()) {
            return compare(placeholders.path(comparison.group(1)).in(item), comparison.group(2),
                    placeholders.value(comparison.group(3)));
        }
        throw new IllegalArgumentException("a condition that is not known here: " + term);
    }

    private static @Nullable AttributeValue size(@Nullable AttributeValue value) {
        if (value == null) {
            return null;
        }
        if (!value.hasM()) {
            throw new IllegalArgumentException("only the sizes of maps are known here: " + value);
        }
        return AttributeValue.fromN(Integer.toString(value.m().size()));
    }

    // As on the service, an absent value, or one of another type, satisfies no comparison.
    private static boolean compare(@Nullable AttributeValue left, String operator,
            AttributeValue right) {
        boolean numbers = right.type() == AttributeValue.Type.N;
        if (!numbers && !operator.equals("=")) {
            throw new IllegalArgumentException("only numbers are compared by size here");
        }
        if (left == null || left.type() != right.type()) {
            return false;
        }
        if (!numbers) {
            return left.equals(right);
        }
        int order = new BigDecimal(left.n()).compareTo(new BigDecimal(right.n()));
        return switch (operator) {
            case "=" -> order == 0;
            case ">=" -> order >= 0;
            case "<=" -> order <= 0;
            default -> order < 0;
        };
    }
}
