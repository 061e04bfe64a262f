package io.holdfast.lab.explorer;

import io.holdfast.domain.protocol.Answer;
import io.holdfast.lab.steps.State;
import io.holdfast.lab.steps.Step;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The promises, as one page. They are checked in every state of a search:
 *
 * <ul>
 * <li>every write: a verdict never changes, nothing is ever removed from a record, a watermark never
 * sinks, a closed resource takes no booking, the map of intents is bounded ({@link ItemRules})
 * <li>every record: a write records one command, and makes of the booking all that it says, or
 * nothing; a shortage is true of the lines that it is recorded beside ({@link RecordRules})
 * <li>every state of the items: conserved; never over capacity; backed and without a leak, which is
 * one statement: with every intent settled or undone as its record says, the counters equal the
 * bookings exactly ({@link ItemRules})
 * <li>every answer: it is what the record says, for ever; COMMITTED for good, and a command without
 * room or with another's id changes nothing ({@link AnswerRules})
 * <li>every reason: true of what its attempt has seen ({@link Truth})
 * <li>every end: whoever comes alone then commits, or meets a young intent in doubt; once intents
 * are stale the last unit can be sold, and every command is decided ({@link Aftermath})
 * </ul>
 */
final class Specification {
    private final Race race;
    private final ItemRules items;
    private final AnswerRules answers;
    private final Aftermath aftermath;
    private final Set<State.Key> good = new HashSet<>();

    Specification(Race race) {
        this(race, new Aftermath.Tape());
    }

    /** @param tape of what is tried once a schedule has ended */
    Specification(Race race, Aftermath.Tape tape) {
        this.race = race;
        this.items = new ItemRules(race);
        this.answers = new AnswerRules(race);
        this.aftermath = new Aftermath(race, items, tape);
    }

    /** Checks a step, and the state that it leads to. */
    void check(State before, Step step) {
        items.checkWrite(before.item(step.part().key()), step.after().item(step.part().key()));
        check(step.after());
    }

    void check(State state) {
        State.Key key = state.keyOfItems();
        if (!good.contains(key)) {
            items.check(state);
            good.add(key);
        }
        for (int i = 0; i < race.programs().size(); i++) {
            Optional<Node> node = race.node(state, i);
            if (node.isPresent()) {
                check(node.get(), state);
            }
        }
        if (race.hasEnded(state)) {
            aftermath.check(state);
        }
    }

    private void check(Node node, State state) {
        BrokenPromise.unless(node.failure().isEmpty(),
                "every invocation ends with an answer: " + node.failure());
        BrokenPromise.unless(node.broken().isEmpty(), node.broken().orElse(""));
        Optional<Map<String, Answer>> ended = node.answers();
        if (ended.isPresent()) {
            answers.check(node, ended.get(), state);
        }
    }
}
