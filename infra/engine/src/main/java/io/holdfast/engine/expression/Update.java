package io.holdfast.engine.expression;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** An update: {@code SET … REMOVE …}. Every value is read from the item as it was. */
record Update(List<Action> actions, Placeholders placeholders) {
    private static final Pattern ASSIGNMENT = Pattern.compile("(" + Path.FORM + ") = (.+)");
    private static final Pattern VALUE = Pattern.compile(":\\w+");
    private static final Pattern SUM = Pattern.compile("(.+) ([+-]) (:\\w+)");
    private static final Pattern DEFAULT = Pattern
            .compile("if_not_exists\\((" + Path.FORM + "), (:\\w+)\\)");
    private static final Pattern PATH = Pattern.compile(Path.FORM);
    private static final Pattern BETWEEN_CLAUSES = Pattern.compile(", (?![^(]*\\))");
    private static final String SET = "SET ";

    /** Sets what is at a path, or removes it if there is no text of a value. */
    record Action(Path path, @Nullable String value) {}

    static Update of(String text, Placeholders placeholders) {
        String[] parts = text.split(" REMOVE ", -1);
        if (parts.length > 2 || !parts[0].startsWith(SET)) {
            throw unknown(text);
        }
        List<Action> actions = new ArrayList<>();
        for (String clause : BETWEEN_CLAUSES.split(parts[0].substring(SET.length()), -1)) {
            Matcher assignment = matched(ASSIGNMENT, clause);
            rejectOperand(assignment.group(2), placeholders);
            actions.add(new Action(placeholders.path(assignment.group(1)), assignment.group(2)));
        }
        if (parts.length == 2) {
            for (String clause : parts[1].split(", ", -1)) {
                actions.add(new Action(placeholders.path(matched(PATH, clause).group()), null));
            }
        }
        rejectOverlaps(actions);
        return new Update(actions, placeholders);
    }

    private static void rejectOperand(String value, Placeholders placeholders) {
        Matcher sum = SUM.matcher(value);
        if (sum.matches()) {
            placeholders.number(sum.group(3));
        }
    }

    private static void rejectOverlaps(List<Action> actions) {
        for (int i = 0; i < actions.size(); i++) {
            for (int j = 0; j < i; j++) {
                if (actions.get(i).path().overlaps(actions.get(j).path())) {
                    throw Invalid.because("Two document paths overlap with each other: "
                            + actions.get(j).path() + ", " + actions.get(i).path());
                }
            }
        }
    }

    Map<String, AttributeValue> apply(Map<String, AttributeValue> item) {
        Map<String, AttributeValue> after = item;
        for (Action action : actions) {
            String value = action.value();
            after = action.path().put(value == null ? null : evaluate(value, item), after);
        }
        return after;
    }

    private AttributeValue evaluate(String text, Map<String, AttributeValue> item) {
        if (VALUE.matcher(text).matches()) {
            return placeholders.value(text);
        }
        Matcher sum = matched(SUM, text);
        BigDecimal left = number(operand(sum.group(1), item));
        BigDecimal right = placeholders.number(sum.group(3));
        return AttributeValue.fromN((sum.group(2).equals("+")
                ? left.add(right)
                : left.subtract(right)).toPlainString());
    }

    private @Nullable AttributeValue operand(String text, Map<String, AttributeValue> item) {
        Matcher withDefault = DEFAULT.matcher(text);
        if (withDefault.matches()) {
            AttributeValue there = placeholders.path(withDefault.group(1)).in(item);
            return there == null ? placeholders.value(withDefault.group(2)) : there;
        }
        return placeholders.path(matched(PATH, text).group()).in(item);
    }

    private static BigDecimal number(@Nullable AttributeValue operand) {
        if (operand == null) {
            throw Invalid.because(
                    "The provided expression refers to an attribute that does not exist in the item");
        }
        if (operand.type() != AttributeValue.Type.N) {
            throw Invalid
                    .because("An operand in the update expression has an incorrect data type");
        }
        return new BigDecimal(operand.n());
    }

    private static Matcher matched(Pattern form, String text) {
        Matcher matcher = form.matcher(text);
        if (!matcher.matches()) {
            throw unknown(text);
        }
        return matcher;
    }

    private static IllegalArgumentException unknown(String text) {
        return new IllegalArgumentException("an update that is not known here: " + text);
    }
}
