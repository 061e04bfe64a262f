package io.holdfast.lab.explorer;

import io.holdfast.lab.Items;
import io.holdfast.lab.Reply;
import io.holdfast.lab.race.Asked;
import io.holdfast.lab.race.CallResult;
import io.holdfast.lab.race.World;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Rules about the capacity and the status of resource {@code A}. */
final class DefinitionRules {
    private final World world;
    private final List<CallResult> results;

    DefinitionRules(World world, List<CallResult> results) {
        this.world = world;
        this.results = results;
    }

    void check() {
        noImageTookUnitsWhileClosed();
        definitionsAreAsAnswered();
        aDefinitionKeepsWhatItDoesNotName();
    }

    private void noImageTookUnitsWhileClosed() {
        world.images().forEach((version, image) -> {
            Map<String, AttributeValue> next = world.images().get(version + 1);
            if (next != null && Items.text(image, "status").equals("CLOSED")) {
                BrokenPromise.unless(taken(next) <= taken(image),
                        "a closed resource takes no booking");
            }
        });
    }

    private static long taken(Map<String, AttributeValue> image) {
        return Items.number(image, "confirmed") + Items.held(image);
    }

    private void definitionsAreAsAnswered() {
        for (CallResult each : results) {
            if (each.isCommitted() && each.answer().body().has("definitionVersion")) {
                Reply reply = each.answer();
                long version = reply.number("definitionVersion");
                BrokenPromise.unless(world.images().values().stream()
                        .filter(image -> Items.number(image, "definitionVersion") == version)
                        .allMatch(image -> Items.number(image, "capacity") == reply
                                .number("capacity")),
                        "a definition is what its caller was answered");
            }
        }
    }

    /** If all COMMITTED definitions that name a capacity name the same one, that is the capacity. */
    private void aDefinitionKeepsWhatItDoesNotName() {
        Set<Long> named = results.stream().filter(CallResult::isCommitted)
                .flatMap(DefinitionRules::capacity).collect(Collectors.toSet());
        boolean othersAreKnown = results.stream()
                .noneMatch(each -> each.call().asked() instanceof Asked.Define
                        && each.isUnknown());
        if (named.size() == 1 && othersAreKnown) {
            BrokenPromise.unless(
                    named.contains(Items.number(world.resource("A"), "capacity")),
                    "a definition keeps what it does not name");
        }
    }

    private static Stream<Long> capacity(CallResult result) {
        return result.call().asked() instanceof Asked.Define(OptionalLong capacity)
                ? capacity.stream().boxed()
                : Stream.empty();
    }
}
