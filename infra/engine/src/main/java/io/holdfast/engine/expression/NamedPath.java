package io.holdfast.engine.expression;

import java.util.ArrayList;
import java.util.List;

/**
 * A path as an expression writes it.
 *
 * @param steps names, and placeholders of names
 */
record NamedPath(List<String> steps) {
    static NamedPath of(String text) {
        return new NamedPath(List.of(text.split("\\.", -1)));
    }

    /** The path with the names that a request's placeholders mean. */
    Path bound(Placeholders placeholders) {
        List<String> names = new ArrayList<>(steps.size());
        for (String step : steps) {
            names.add(placeholders.name(step));
        }
        return new Path(names);
    }
}
