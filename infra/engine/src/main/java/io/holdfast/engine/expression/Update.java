package io.holdfast.engine.expression;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * An update: {@code SET … REMOVE …}. Every value is read from the item as it was. It is parsed once
 * for each text, and holds no values.
 *
 * @param used the placeholders in it
 */
record Update(List<Action> actions, Set<String> used) {
    private static final Pattern ASSIGNMENT = Pattern.compile("(" + Path.FORM + ") = (.+)");
    private static final Pattern VALUE = Pattern.compile(":\\w+");
    private static final Pattern SUM = Pattern.compile("(.+) ([+-]) (:\\w+)");
    private static final Pattern DEFAULT = Pattern
            .compile("if_not_exists\\((" + Path.FORM + "), (:\\w+)\\)");
    private static final Pattern PATH = Pattern.compile(Path.FORM);
    private static final Pattern BETWEEN_CLAUSES = Pattern.compile(", (?![^(]*\\))");
    private static final String SET = "SET ";

    private static final Compiled<Update> COMPILED = new Compiled<>(Update::parse);

    /** Sets what is at a path, or removes it if there is no value. */
    private record Action(NamedPath path, Optional<Value> value) {}

    /** What is set. */
    private sealed interface Value {
        record Given(String placeholder) implements Value {}

        /** A number that is there, or a default for it, and another number. */
        record Sum(NamedPath path, Optional<String> byDefault, boolean adds, String other)
                implements
                    Value {}
    }

    static Update of(String text) {
        return COMPILED.form(text);
    }

    private static Update parse(String text) {
        String[] parts = text.split(" REMOVE ", -1);
        if (parts.length > 2 || !parts[0].startsWith(SET)) {
            throw unknown(text);
        }
        List<Action> actions = new ArrayList<>();
        for (String clause : BETWEEN_CLAUSES.split(parts[0].substring(SET.length()), -1)) {
            Matcher assignment = matched(ASSIGNMENT, clause);
            actions.add(new Action(NamedPath.of(assignment.group(1)),
                    Optional.of(value(assignment.group(2)))));
        }
        if (parts.length == 2) {
            for (String clause : parts[1].split(", ", -1)) {
                actions.add(new Action(NamedPath.of(matched(PATH, clause).group()),
                        Optional.empty()));
            }
        }
        return new Update(List.copyOf(actions), Placeholders.used(text));
    }

    private static Value value(String text) {
        if (VALUE.matcher(text).matches()) {
            return new Value.Given(text);
        }
        Matcher sum = matched(SUM, text);
        Matcher withDefault = DEFAULT.matcher(sum.group(1));
        boolean adds = sum.group(2).equals("+");
        return withDefault.matches()
                ? new Value.Sum(NamedPath.of(withDefault.group(1)),
                        Optional.of(withDefault.group(2)), adds, sum.group(3))
                : new Value.Sum(NamedPath.of(matched(PATH, sum.group(1)).group()),
                        Optional.empty(), adds, sum.group(3));
    }

    /** Refuses what the service refuses whatever the item is. */
    void rejectWrong(Placeholders placeholders) {
        rejectOperands(placeholders);
        rejectOverlaps(actions.stream().map(action -> action.path().bound(placeholders))
                .toList());
    }

    private void rejectOperands(Placeholders placeholders) {
        for (Action action : actions) {
            if (action.value().orElse(null) instanceof Value.Sum sum) {
                placeholders.number(sum.other());
            }
        }
    }

    private static void rejectOverlaps(List<Path> paths) {
        for (int i = 0; i < paths.size(); i++) {
            for (int j = 0; j < i; j++) {
                if (paths.get(i).overlaps(paths.get(j))) {
                    throw Invalid.because("Two document paths overlap with each other: "
                            + paths.get(j) + ", " + paths.get(i));
                }
            }
        }
    }

    Map<String, AttributeValue> apply(Map<String, AttributeValue> item,
            Placeholders placeholders) {
        Draft after = new Draft(item);
        for (Action action : actions) {
            after.put(action.path().bound(placeholders), action.value()
                    .map(value -> evaluate(value, item, placeholders)).orElse(null));
        }
        return after.finished();
    }

    private static AttributeValue evaluate(Value value, Map<String, AttributeValue> item,
            Placeholders placeholders) {
        return switch (value) {
            case Value.Given(String placeholder) -> placeholders.value(placeholder);
            case Value.Sum sum -> {
                BigDecimal left = number(operand(sum, item, placeholders));
                BigDecimal right = placeholders.number(sum.other());
                yield AttributeValue.fromN((sum.adds() ? left.add(right) : left.subtract(right))
                        .toPlainString());
            }
        };
    }

    private static @Nullable AttributeValue operand(Value.Sum sum,
            Map<String, AttributeValue> item, Placeholders placeholders) {
        AttributeValue there = sum.path().bound(placeholders).in(item);
        return there == null && sum.byDefault().isPresent()
                ? placeholders.value(sum.byDefault().get())
                : there;
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
