package io.holdfast.lab.schedule;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.holdfast.lab.explorer.Recording;
import io.holdfast.lab.explorer.Recording.Moment;
import io.holdfast.lab.explorer.Recording.Visit;
import io.holdfast.lab.race.Sent;
import io.holdfast.lab.steps.Request;
import io.holdfast.lab.steps.State;
import io.holdfast.lab.steps.Step.Fate;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A recording as JSON; the form is described in {@code infra/docs/schedules.md}. */
public final class ScheduleJson {
    /** Raised when a member changes its meaning or goes; a new member does not raise it. */
    public static final int VERSION = 1;
    /** Records that are read one after the other in one batch are one step beyond so many. */
    private static final int MOST_STEPS_OF_A_READ = 4;
    private static final String STEP = "step";

    private final Recording recording;
    private final List<Visit> visits;
    private final StepJson steps;
    private final Images images;
    private final ObjectNode json = JsonNodeFactory.instance.objectNode();

    private ScheduleJson(Recording recording) {
        this.recording = recording;
        this.visits = recording.brokeAfterwards() ? chain(recording.afterwards()) : List.of();
        List<State> states = new ArrayList<>(List.of(recording.start()));
        Stream.concat(recording.moments().stream(),
                visits.stream().flatMap(visit -> visit.moments().stream()))
                .forEach(moment -> states.add(moment.step().after()));
        this.images = new Images(recording.store(), states);
        this.steps = new StepJson(recording.store(), images);
    }

    // The first one only tries what a caller meets at once; the others start from what it found.
    private static List<Visit> chain(List<Visit> all) {
        return all.size() == 1 ? all : all.subList(1, all.size());
    }

    /** A schedule with every guard in place. */
    public static ObjectNode of(Recording recording) {
        return new ScheduleJson(recording).fill();
    }

    /** The schedule without a guard. */
    static ObjectNode without(Guarded guard, Recording without, Difference difference) {
        ScheduleJson made = new ScheduleJson(without);
        made.guard(guard, "without", difference);
        return made.fill();
    }

    /** The same with it. */
    static ObjectNode with(Guarded guard, Recording with, Difference difference) {
        ScheduleJson made = new ScheduleJson(with);
        made.guard(guard, "with", difference);
        return made.fill();
    }

    private void guard(Guarded guard, String place, Difference difference) {
        head();
        json.putObject("guard").put("name", guard.plainName()).put("protects", guard.protects())
                .put("place", place).put(STEP, numberOfStep(difference.step()))
                .put("without", difference.without()).put("with", difference.with());
    }

    private void head() {
        json.put("format", "holdfast-schedule").put("version", VERSION);
    }

    private ObjectNode fill() {
        head();
        json.put("scenario", recording.scenario().name()).put("schedule", recording.schedule());
        invocations(json.putArray("invocations"));
        json.set("items", images.changed(State.of(new int[0]), recording.start()));
        ArrayNode all = json.putArray("steps");
        steps(all);
        visits(all);
        afterwards();
        promise(all);
        return json;
    }

    private void invocations(ArrayNode into) {
        recording.scenario().sent().forEach(sent -> invocation(into, sent));
        visits.forEach(visit -> {
            invocation(into, visit.sent());
            ((ObjectNode) into.get(into.size() - 1)).put("afterwards", true);
        });
    }

    private static ObjectNode invocation(ArrayNode into, Sent sent) {
        return into.addObject().put("invocation", into.size() - 1).put("name", sent.name())
                .put("command", CommandWords.of(sent)).put("clock", sent.clock().toString())
                .put("aheadSeconds", sent.later().toSeconds());
    }

    private void steps(ArrayNode into) {
        for (int i = 0; i < recording.moments().size(); i++) {
            Moment moment = recording.moments().get(i);
            int invocation = moment.step().invocation();
            if (isMore(i)) {
                more((ObjectNode) into.get(into.size() - 1), moment);
            } else {
                into.add(steps.of(into.size() + 1, invocation,
                        recording.scenario().sent().get(invocation),
                        Difference.before(recording, i), moment));
            }
        }
    }

    /** Whether a step reads one more record of a long batch. */
    private boolean isMore(int index) {
        Moment moment = recording.moments().get(index);
        return index > 0 && moment.step().fate() == Fate.PASS
                && moment.request().map(Request::parts)
                        .filter(parts -> parts.size() > MOST_STEPS_OF_A_READ
                                && !parts.getFirst().write()
                                && parts.contains(recording.moments().get(index - 1).step().part()))
                        .isPresent();
    }

    private void more(ObjectNode step, Moment moment) {
        int read = step.path("read").asInt(1) + 1;
        step.put("token", step.path("token").asText() + " " + moment.step().token())
                .put("words", "looks at " + read + " records of others").put("read", read);
    }

    /** The number of a step in the JSON, where reads of a long batch are one. */
    private int numberOfStep(int ofRecording) {
        int number = 0;
        for (int i = 0; i < ofRecording; i++) {
            number += isMore(i) ? 0 : 1;
        }
        return number;
    }

    private void visits(ArrayNode into) {
        int invocation = recording.scenario().sent().size();
        for (Visit visit : visits) {
            State before = visit.before();
            for (Moment moment : visit.moments()) {
                into.add(steps.of(into.size() + 1, invocation, visit.sent(), before, moment));
                before = moment.step().after();
            }
            invocation++;
        }
    }

    /** Who came once all had ended, and what each was answered, if every promise was kept. */
    private void afterwards() {
        if (recording.broken().isPresent()) {
            return;
        }
        ArrayNode all = json.putArray("afterwards");
        chain(recording.afterwards()).forEach(visit -> all.addObject()
                .put("command", CommandWords.of(visit.sent()))
                .put("clock", visit.sent().clock().toString())
                .put("answer", new TreeMap<>(visit.answers()).values().stream()
                        .map(CommandWords::of).collect(Collectors.joining("; "))));
    }

    private void promise(ArrayNode all) {
        ObjectNode promise = json.putObject("promise").put("kept", recording.broken().isEmpty());
        recording.broken().ifPresent(broken -> {
            promise.put(STEP, all.size()).put("name", name(broken))
                    .put("words", new PlainWords(Ending.of(recording, visits)).of(broken));
            Moment last = visits.isEmpty()
                    ? recording.moments().getLast()
                    : visits.getLast().moments().getLast();
            Sent sent = visits.isEmpty()
                    ? recording.scenario().sent().get(last.step().invocation())
                    : visits.getLast().sent();
            steps.next(last, sent).ifPresent(next -> promise.put("next", next));
        });
    }

    /** The promise without its figures. */
    public static String name(String broken) {
        return broken.replaceAll("(?s)[:,].*", "");
    }
}
