package io.holdfast.engine.expression;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * Expressions that were parsed before, by their text. Holdfast's expressions differ only in how
 * many entries of two maps they name, so a run has few of them, each a million times.
 */
final class Compiled<T> {
    /** Texts that are kept; past it all are dropped, so that no run fills the memory. */
    static final int MOST = 4096;

    private final Map<String, T> forms = new ConcurrentHashMap<>();
    private final Function<String, T> parser;

    Compiled(Function<String, T> parser) {
        this.parser = parser;
    }

    /** The form of a text. One that cannot be parsed is rejected each time. */
    T form(String text) {
        T known = forms.get(text);
        if (known != null) {
            return known;
        }
        T parsed = parser.apply(text);
        if (forms.size() >= MOST) {
            forms.clear();
        }
        forms.put(text, parsed);
        return parsed;
    }

    /** Texts that are kept now. */
    int size() {
        return forms.size();
    }
}
