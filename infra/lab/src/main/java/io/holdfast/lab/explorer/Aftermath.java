package io.holdfast.lab.explorer;

import io.holdfast.domain.Reason;
import io.holdfast.domain.Verdict;
import io.holdfast.domain.command.Command;
import io.holdfast.domain.ledger.Image;
import io.holdfast.domain.protocol.Answer;
import io.holdfast.domain.resource.Intent;
import io.holdfast.domain.resource.Resource;
import io.holdfast.domain.resource.ResourceStatus;
import io.holdfast.lab.race.RacingCommands;
import io.holdfast.lab.race.Sent;
import io.holdfast.lab.race.World;
import io.holdfast.lab.steps.Got;
import io.holdfast.lab.steps.Got.Shown;
import io.holdfast.lab.steps.Part;
import io.holdfast.lab.steps.Request;
import io.holdfast.lab.steps.State;
import io.holdfast.lab.steps.Step;
import io.holdfast.lab.steps.Store;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What can be done once every invocation has ended, however it has ended and whatever is still in
 * flight. Who comes alone meets nobody: he commits, or is hindered by a young intent in doubt only.
 * Once every intent is stale each command of the schedule is decided, as it is recorded if it is
 * recorded, and then the last unit can be sold.
 */
final class Aftermath {
    /** Attempts to sell the last units: each fences eight intents at most. */
    private static final int MOST_ATTEMPTS = 6;
    private static final int NUMBER_OF_THE_FIRST = 50;

    /** Receives every invocation that runs alone, in the order in which they are tried. */
    static class Tape {
        /** Another state is tried: what was received before is of an earlier one. */
        void rewind() {}

        void starts(Program program, State before) {}

        void step(Step step, Request request, Node after) {}
    }

    private final Rig rig;
    private final Tape tape;
    private final Store store;
    private final ItemRules items;
    private final Duration lastClock;
    private final List<Program> again = new ArrayList<>();
    private final Program young;
    private final Map<Long, List<Program>> sellers = new HashMap<>();
    private final Set<State.Key> good = new HashSet<>();

    Aftermath(Race race, ItemRules items, Tape tape) {
        this.tape = tape;
        this.rig = race.rig().afterwards() ? race.rig() : Rig.NONE;
        this.store = race.store();
        this.items = items;
        List<Sent> sent = race.scenario().sent();
        this.lastClock = sent.stream().map(Sent::later).reduce(Duration.ZERO,
                (one, other) -> one.compareTo(other) > 0 ? one : other);
        Set<List<Command>> distinct = new HashSet<>();
        for (Sent each : sent) {
            if (distinct.add(each.commands())) {
                again.add(new Program(each.later(World.MUCH_LATER),
                        NUMBER_OF_THE_FIRST + again.size(), rig, store));
            }
        }
        this.young = new Program(RacingCommands.probe(1, lastClock), NUMBER_OF_THE_FIRST - 1,
                rig, store);
    }

    void check(State state) {
        State.Key key = state.keyOfItems();
        if (!good.contains(key)) {
            tape.rewind();
            somebodyAloneCommits(state);
            lastUnitsCanBeSold(everyCommandIsDecided(state));
            good.add(key);
        }
    }

    private void somebodyAloneCommits(State state) {
        Image all = items.image(state);
        Alone alone = run(young, state);
        if (all.resource(World.A).filter(each -> !each.isStub()).isEmpty()) {
            return;
        }
        Resource resource = all.resource(World.A).orElseThrow();
        Instant now = World.NOW.plus(lastClock);
        BrokenPromise.unless(!isContention(alone.answers()) || resource.allIntents().stream()
                .anyMatch(intent -> ItemRules.isInDoubt(intent, World.A, all)
                        && !intent.isOlderThan(Intent.STALE_AFTER, now)),
                "who comes alone commits, or meets a young intent in doubt: "
                        + brief(alone.answers()));
    }

    private State everyCommandIsDecided(State state) {
        State now = state;
        for (Program program : again) {
            Alone alone = run(program, now);
            now = alone.after();
            BrokenPromise.unless(alone.answers().stream().noneMatch(
                    answer -> answer instanceof Answer.Undecided),
                    "a command that is sent again is decided");
            BrokenPromise.unless(program.sent().commands().size() > 1
                    || !isNewContention(alone, state),
                    "who comes alone is not contended: " + program.sent().name() + " "
                            + brief(alone.answers()));
        }
        return now;
    }

    // A recorded CONTENTION is replayed; a new one must not be, for nobody else was there.
    private boolean isNewContention(Alone alone, State before) {
        return isContention(alone.answers()) && alone.answers().stream()
                .map(answer -> ((Answer.Decided) answer).verdict().decidedAt())
                .anyMatch(at -> at.equals(World.NOW.plus(World.MUCH_LATER)))
                && items.image(before).resources().values().stream().allMatch(
                        each -> each.map(Resource::intents).map(Map::size).orElse(0) < 9);
    }

    private void lastUnitsCanBeSold(State state) {
        Image all = items.image(state);
        Resource resource = all.resource(World.A).orElse(null);
        if (resource == null) {
            return;
        }
        Resource settled = ItemRules.settled(resource, all);
        Instant now = World.NOW.plus(World.MUCH_LATER);
        long units = settled.availableAt(now);
        if (units < 1 || settled.status() != ResourceStatus.OPEN || settled.isStub()) {
            return;
        }
        State after = state;
        List<Alone> attempts = new ArrayList<>();
        for (Program seller : sellers.computeIfAbsent(units, this::sellers)) {
            attempts.add(run(seller, after));
            after = attempts.getLast().after();
            if (attempts.getLast().answers().stream().allMatch(AnswerRules::isCommitted)) {
                Image sold = items.image(after);
                Resource empty = ItemRules.settled(sold.resource(World.A).orElseThrow(), sold);
                BrokenPromise.unless(empty.availableAt(now) == 0, "nothing leaks");
                return;
            }
            BrokenPromise.unless(resource.intents().size() > 8,
                    "the last units can be sold: " + units + " of " + resource + ", "
                            + brief(attempts.getLast().answers()));
        }
        BrokenPromise.unless(false, "a full map empties as attempts come");
    }

    private List<Program> sellers(long units) {
        List<Program> all = new ArrayList<>();
        for (int i = 0; i < MOST_ATTEMPTS; i++) {
            Sent probe = RacingCommands.probe(units, World.MUCH_LATER);
            all.add(new Program(i == 0 ? probe : probe.named("probe" + i),
                    NUMBER_OF_THE_FIRST + 20 + i, rig, store));
        }
        return all;
    }

    private static boolean isContention(Collection<Answer> answers) {
        return answers.stream().anyMatch(answer -> answer instanceof Answer.Decided decided
                && decided.verdict() instanceof Verdict.Failed failed
                && failed.reason() == Reason.CONTENTION);
    }

    private static String brief(Collection<Answer> answers) {
        return answers.stream().map(AnswerRules::brief).collect(Collectors.joining(", "));
    }

    /** An invocation that has run alone. */
    private record Alone(Collection<Answer> answers, State after) {}

    private static Step step(Program program, Request request, Part part, Shown shown,
            State after) {
        return new Step(program.number(), part, Step.Fate.PASS, request.isBatch(),
                shown.refused(), after);
    }

    private Alone run(Program program, State state) {
        Node node = program.first();
        State now = state;
        tape.starts(program, state);
        while (node.request().isPresent()) {
            Request request = node.request().get();
            List<Shown> shown = new ArrayList<>();
            for (Part part : request.parts()) {
                int before = now.item(part.key());
                shown.add(Shown.of(part, before, store));
                int after = part.write() ? store.apply(part, before).after() : before;
                now = now.withItem(part.key(), after);
                Node next = shown.size() == request.parts().size()
                        ? node.after(Got.of(request, shown, store))
                        : node;
                tape.step(step(program, request, part, shown.getLast(), now), request, next);
                items.checkWrite(before, after);
                node = next;
            }
        }
        BrokenPromise.unless(node.failure().isEmpty(),
                "every invocation ends with an answer: " + node.failure());
        BrokenPromise.unless(node.broken().isEmpty(), node.broken().orElse(""));
        items.check(now);
        return new Alone(node.answers().orElse(Map.of()).values(), now);
    }
}
