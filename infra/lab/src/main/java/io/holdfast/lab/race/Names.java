package io.holdfast.lab.race;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Finds the commands and the initial states of scenarios by the names that reports show. */
public final class Names {
    /** Clocks of a scenario, and the ages of what dead attempts have left, in seconds. */
    private static final int MOST_SECONDS = 300;
    private static final long MOST_ROOM = 1_000;
    private static final int MOST_INTENTS = 32;
    private static final Pattern TITLE = Pattern.compile("(.*?)(?: \\+(\\d{1,9})s)?");
    private static final String FATE = "(kept|void|doubtful) ";
    private static final String AGE = " (\\d{1,9})s";

    private static final Map<String, Sent> COMMANDS = commands();
    private static final List<InitialState> BASES = List.of(InitialState.STRANGER,
            InitialState.THREE_AND_STRANGER, InitialState.THREE, InitialState.CONFIRMED,
            InitialState.NO_ROOM, InitialState.ROOM_FOR_ONE, InitialState.LONGER,
            InitialState.ROOM_TO_EXTEND_ONCE, InitialState.withKeptConfirm());
    /** Those that nothing is added to. */
    private static final List<InitialState> WHOLE = List.of(InitialState.ABSENT,
            TwoResources.HELD, TwoResources.CONFIRMED, TwoResources.OPPOSITE);
    private static final List<Addition> ADDITIONS = List.of(
            new Addition("(\\d{1,9}) more",
                    (state, of) -> state.withRoom(number("units", of.group(1), MOST_ROOM))),
            new Addition(FATE + "book" + AGE,
                    (state, of) -> state.withBook(of.group(1), age(of.group(2)))),
            new Addition(FATE + "hold" + AGE,
                    (state, of) -> state.withHold(of.group(1), age(of.group(2)))),
            new Addition(FATE + "(growth|cut|closing)" + AGE, (state, of) -> state
                    .withDefining(of.group(2), of.group(1), age(of.group(3)))),
            new Addition("(void|doubtful) confirm" + AGE, (state, of) -> state
                    .withConfirm(of.group(1).equals("void"), age(of.group(2)))),
            new Addition("(void|doubtful) release" + AGE, (state, of) -> state
                    .withRelease(of.group(1).equals("void"), age(of.group(2)))),
            new Addition("(\\d{1,9}) (void|doubtful)" + AGE,
                    (state, of) -> state.withMap(
                            (int) number("intents", of.group(1), MOST_INTENTS),
                            of.group(2).equals("void"), age(of.group(3)))));

    /** What a name says that dead attempts have left, or more units. */
    private record Addition(Pattern pattern,
            BiFunction<InitialState, MatchResult, InitialState> add) {
        Addition(String pattern, BiFunction<InitialState, MatchResult, InitialState> add) {
            this(Pattern.compile(pattern), add);
        }
    }

    private Names() {}

    private static Map<String, Sent> commands() {
        Map<String, Sent> commands = new TreeMap<>();
        Stream.of(RacingCommands.ALL, RacingCommands.KINDS,
                List.of(RacingCommands.RELEASE_FIVE, RacingCommands.CONFIRM_STRANGER,
                        RacingCommands.AMEND_SWAP_STRANGER, RacingCommands.DRAIN,
                        RacingCommands.CREATE))
                .flatMap(List::stream).forEach(each -> commands.put(each.name(), each));
        return commands;
    }

    /**
     * A command by its title: its name, and the seconds by which its clock is ahead.
     *
     * @throws IllegalArgumentException if there is none; the message lists those that there are
     */
    public static Sent sent(String title) {
        Matcher parts = TITLE.matcher(title);
        Sent sent = parts.matches() ? COMMANDS.get(parts.group(1)) : null;
        if (sent == null) {
            throw new IllegalArgumentException("there is no command \"" + title
                    + "\"; there are " + String.join(", ", COMMANDS.keySet())
                    + ", each also with \"+120s\" for a clock that is ahead");
        }
        return parts.group(2) == null ? sent : sent.later(age(parts.group(2)));
    }

    /**
     * An initial state by the suffix of scenarios that start with it; the usual one has none.
     *
     * @throws IllegalArgumentException if there is none; the message lists those that there are
     */
    public static InitialState initial(String suffix) {
        Optional<InitialState> whole = WHOLE.stream()
                .filter(each -> each.suffix().equals(suffix)).findFirst();
        if (whole.isPresent()) {
            return whole.get();
        }
        InitialState state = InitialState.ALONE;
        String rest = suffix;
        for (InitialState base : BASES) {
            if (suffix.equals(base.suffix()) || suffix.startsWith(base.suffix() + ", ")) {
                state = base;
                rest = suffix.substring(Math.min(suffix.length(), base.suffix().length() + 2));
                break;
            }
        }
        for (String addition : rest.isEmpty() ? new String[0] : rest.split(", ", -1)) {
            state = add(state, addition);
        }
        return state;
    }

    private static InitialState add(InitialState state, String addition) {
        for (Addition each : ADDITIONS) {
            Matcher found = each.pattern().matcher(addition);
            if (found.matches()) {
                return each.add().apply(state, found);
            }
        }
        List<String> known = new ArrayList<>();
        Stream.of(BASES, WHOLE).flatMap(List::stream).forEach(each -> known.add(each.suffix()));
        throw new IllegalArgumentException("there is no initial state \"" + addition
                + "\"; there are " + String.join("; ", known) + "; and behind a comma: 3 more,"
                + " kept|void|doubtful book|hold|growth|cut|closing 20s,"
                + " void|doubtful confirm|release 20s, 31 void|doubtful 5s");
    }

    private static Duration age(String seconds) {
        return Duration.ofSeconds(number("seconds", seconds, MOST_SECONDS));
    }

    private static long number(String what, String text, long most) {
        long number = Long.parseLong(text);
        if (number > most) {
            throw new IllegalArgumentException(what + " must be at most " + most + ", not "
                    + number);
        }
        return number;
    }
}
