package io.holdfast.lab.explorer;

import io.holdfast.lab.race.CallResult;
import io.holdfast.lab.race.World;
import java.util.List;

/**
 * The promises, checked against the replies of a schedule and against what it recorded. The
 * promises about the table are those of the domain's {@code Promises}; the rules about replies are
 * here.
 */
final class Specification {
    private final World world;
    private final List<CallResult> results;

    private Specification(World world, List<CallResult> results) {
        this.world = world;
        this.results = results;
    }

    /** Throws the first {@link BrokenPromise}. */
    static void check(World world, List<CallResult> results) {
        Specification specification = new Specification(world, results);
        specification.everyPromiseAboutTheTableIsKept();
        new DefinitionRules(world, results).check();
        specification.reasonsWereTrue();
        new AnswerRules(results).checkFailedReads();
        new RoomRules(world, results).check();
        new AnswerRules(results).checkUndecided();
        new VerdictRules(world, results).check();
        // The rules about verdicts repeat every command, and that decides what was undecided.
        specification.everyPromiseAboutTheTableIsKept();
    }

    private void everyPromiseAboutTheTableIsKept() {
        List<String> broken = world.brokenPromises(
                results.stream().map(each -> each.call().id()).toList());
        BrokenPromise.unless(broken.isEmpty(), broken.isEmpty() ? "" : broken.getFirst());
    }

    private void reasonsWereTrue() {
        new Reasons(world, results).untrue()
                .ifPresent(untrue -> BrokenPromise.unless(false, untrue));
    }
}
