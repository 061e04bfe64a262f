package io.holdfast.lab.explorer;

import io.holdfast.lab.race.InitialState;
import io.holdfast.lab.race.Names;
import io.holdfast.lab.race.Sent;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Some commands that run at the same time. The same command twice is a duplicate delivery.
 *
 * @param mustCommit whether all must be COMMITTED if no request fails
 */
public record Scenario(InitialState initial, List<Sent> sent, boolean mustCommit) {
    /** More have no place on a page. */
    private static final int MOST_NAMED = 5;
    private static final Pattern NAME = Pattern.compile("([^()]+?)\\s*(?:\\(([^()]*)\\))?");

    public Scenario {
        sent = List.copyOf(sent);
    }

    static Scenario of(Sent... sent) {
        return in(InitialState.ALONE, sent);
    }

    static Scenario in(InitialState initial, Sent... sent) {
        return new Scenario(initial, Arrays.asList(sent), false);
    }

    /**
     * The scenario that a report names so: commands between bars, and in brackets what they find.
     *
     * @throws IllegalArgumentException if there is none; the message says what there is
     */
    public static Scenario named(String name) {
        Matcher parts = NAME.matcher(name.strip());
        if (!parts.matches()) {
            throw new IllegalArgumentException("\"" + name + "\" names no command");
        }
        List<Sent> sent = Stream.of(parts.group(1).split("\\|", -1))
                .map(each -> Names.sent(each.strip())).toList();
        if (sent.size() > MOST_NAMED) {
            throw new IllegalArgumentException("a scenario has at most " + MOST_NAMED
                    + " commands, not " + sent.size());
        }
        String suffix = parts.group(2) == null ? "" : parts.group(2);
        return new Scenario(Names.initial(suffix), sent, false);
    }

    /** The same, and all of it must be COMMITTED. */
    Scenario committed() {
        return new Scenario(initial, sent, true);
    }

    /** The commands and the initial state, as a report names them. */
    public String name() {
        return sent.stream().map(Sent::title).collect(Collectors.joining(" | "))
                + (initial.suffix().isEmpty() ? "" : " (" + initial.suffix() + ")");
    }
}
