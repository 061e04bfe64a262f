package io.holdfast.lab.explorer;

import io.holdfast.lab.Engine;
import io.holdfast.lab.Reply;
import io.holdfast.lab.race.CallResult;
import io.holdfast.lab.race.World;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Rules about verdicts: one id has one command and one verdict. */
final class VerdictRules {
    private static final List<Integer> VERDICTS = List.of(200, 201, 409);
    private static final int KEY_REUSED = 422;

    private final World world;
    private final List<CallResult> results;

    VerdictRules(World world, List<CallResult> results) {
        this.world = world;
        this.results = results;
    }

    void check() {
        oneIdOneCommand();
        results.forEach(this::oneIdOneVerdict);
        aFailedConfirmNeverTakesEffect();
    }

    private void oneIdOneCommand() {
        Map<String, String> names = new HashMap<>();
        for (CallResult each : results) {
            // An abandoned id gives every command that answer, and a resolve has no payload to
            // compare.
            if (each.reply() != null && VERDICTS.contains(each.answer().status())
                    && !each.answer().reason().equals("ABANDONED")
                    && !each.call().name().equals("resolve")) {
                String first = names.putIfAbsent(each.call().id(), each.call().name());
                BrokenPromise.unless(first == null || first.equals(each.call().name()),
                        "one id, one command: key-reused for any other");
            }
        }
    }

    // Every command is sent again, also one whose invocation crashed: that decides it.
    private void oneIdOneVerdict(CallResult result) {
        Reply again = result.call().ask(Engine.embedded(), World.END, world);
        if (result.isUnknown() || result.hadNoRoom()) {
            return;
        }
        Reply reply = result.answer();
        if (reply.status() == KEY_REUSED) {
            BrokenPromise.unless(sharesItsId(result),
                    "key-reused only where another command has the id");
            return;
        }
        BrokenPromise.unless(VERDICTS.contains(reply.status()),
                "a verdict, and not " + reply.status());
        BrokenPromise.unless(again.verdict().equals(reply.verdict()),
                "one id, one verdict forever: " + reply.verdict() + ", then "
                        + again.verdict());
    }

    private boolean sharesItsId(CallResult result) {
        return results.stream().filter(result::hasId)
                .anyMatch(other -> !other.call().name().equals(result.call().name()));
    }

    private void aFailedConfirmNeverTakesEffect() {
        boolean mayHave = results.stream()
                .filter(each -> each.call().name().startsWith("confirm"))
                .anyMatch(each -> each.isUnknown() || each.isCommitted());
        BrokenPromise.unless(mayHave || !world.booking("H").containsKey("confirmedAt"),
                "a confirm that FAILED never takes effect");
    }
}
