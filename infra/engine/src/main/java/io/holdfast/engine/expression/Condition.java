package io.holdfast.engine.expression;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * A condition: clauses, all of which must hold. A clause is a term, or terms in parentheses of which
 * one must hold. It is parsed once for each text, and holds no values.
 *
 * @param used the placeholders in it
 */
record Condition(List<List<Term>> clauses, Set<String> used) {
    private static final Pattern ABSENT = Pattern
            .compile("attribute_not_exists\\((" + Path.FORM + ")\\)");
    private static final Pattern SIZE = Pattern
            .compile("size\\((" + Path.FORM + ")\\) (<|<=) (:\\w+)");
    private static final Pattern COMPARISON = Pattern
            .compile("(" + Path.FORM + ") (=|>=|<|<=) (:\\w+)");
    private static final Pattern ALTERNATIVES = Pattern.compile("\\((.+ OR .+)\\)");

    private static final Compiled<Condition> COMPILED = new Compiled<>(Condition::parse);

    /** What one term asks of the value at a path. */
    private sealed interface Term {
        NamedPath path();

        record Absent(NamedPath path) implements Term {}

        record Size(NamedPath path, String operator, String value) implements Term {}

        record Comparison(NamedPath path, String operator, String value) implements Term {}
    }

    static Condition of(String text) {
        return COMPILED.form(text);
    }

    private static Condition parse(String text) {
        List<List<Term>> clauses = new ArrayList<>();
        for (String clause : text.split(" AND ", -1)) {
            Matcher alternatives = ALTERNATIVES.matcher(clause);
            List<String> terms = alternatives.matches()
                    ? List.of(alternatives.group(1).split(" OR ", -1))
                    : List.of(clause);
            clauses.add(terms.stream().map(Condition::term).toList());
        }
        return new Condition(List.copyOf(clauses), Placeholders.used(text));
    }

    private static Term term(String text) {
        Matcher absent = ABSENT.matcher(text);
        if (absent.matches()) {
            return new Term.Absent(NamedPath.of(absent.group(1)));
        }
        Matcher size = SIZE.matcher(text);
        if (size.matches()) {
            return new Term.Size(NamedPath.of(size.group(1)), size.group(2), size.group(3));
        }
        Matcher comparison = COMPARISON.matcher(text);
        if (comparison.matches()) {
            return new Term.Comparison(NamedPath.of(comparison.group(1)), comparison.group(2),
                    comparison.group(3));
        }
        throw new IllegalArgumentException("a condition that is not known here: " + text);
    }

    // Every term is evaluated, so that a comparison that is not known here is found in every run.
    boolean holds(Map<String, AttributeValue> item, Placeholders placeholders) {
        boolean all = true;
        for (List<Term> terms : clauses) {
            boolean any = false;
            for (Term term : terms) {
                any |= holds(term, item, placeholders);
            }
            all &= any;
        }
        return all;
    }

    private static boolean holds(Term term, Map<String, AttributeValue> item,
            Placeholders placeholders) {
        AttributeValue there = term.path().bound(placeholders).in(item);
        return switch (term) {
            case Term.Absent absent -> there == null;
            case Term.Size(NamedPath path, String operator, String value) ->
                compare(size(there), operator, placeholders.value(value));
            case Term.Comparison(NamedPath path, String operator, String value) ->
                compare(there, operator, placeholders.value(value));
        };
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
