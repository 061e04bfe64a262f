package io.holdfast.lab.explorer;

import io.holdfast.engine.Fate;
import io.holdfast.engine.Run;
import io.holdfast.lab.Items;
import io.holdfast.lab.Reply;
import io.holdfast.lab.race.Asked;
import io.holdfast.lab.race.CallResult;
import io.holdfast.lab.race.World;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A reason is a statement about the items. With its evidence it must have been true at one moment
 * of the attempt that gave it, and the first in the documented order of the reasons that were true
 * then.
 */
final class Reasons {
    /** Fates of a write that may have taken effect: the attempt was fenced off. */
    private static final Set<Fate> OPEN = EnumSet.of(Fate.LOST, Fate.ANSWER_LOST, Fate.LATE,
            Fate.OUTAGE);

    private final World world;
    private final List<CallResult> results;

    Reasons(World world, List<CallResult> results) {
        this.world = world;
        this.results = results;
    }

    /** The reply of a failure whose reason was not true, if there is one. */
    Optional<String> untrue() {
        return results.stream()
                .filter(each -> each.reply() != null && each.reply().status() == 409)
                .filter(each -> deciders(each)
                        .noneMatch(decider -> wasTrue(decider, each.answer())))
                .map(each -> each.answer().reason() + " was true, with evidence "
                        + each.answer().body().path("evidence"))
                .findFirst();
    }

    // A replay repeats the verdict of another delivery of the same command, which decided by its
    // own clock.
    private Stream<CallResult> deciders(CallResult each) {
        return each.answer().body().path("replayed").booleanValue()
                ? results.stream().filter(other -> other.call().id().equals(each.call().id()))
                : Stream.of(each);
    }

    private boolean wasTrue(CallResult decider, Reply reply) {
        if (reply.reason().equals("ABANDONED")) {
            return decider.call().asked() instanceof Asked.Resolve;
        }
        List<Truth> window = decider.window().moments().stream()
                .map(moment -> new Truth(world, moment, decider.call().clock())).toList();
        Asked asked = decider.call().asked();
        return switch (reply.reason()) {
            case "CONTENTION" -> (window.stream().anyMatch(truth -> truth.first(asked).isEmpty())
                    && (lostARace(decider) || isNotAbove(window, reply)))
                    || (wrote(decider, EnumSet.of(Fate.CONFLICT)) && admitted(window, asked));
            case "THROTTLED" ->
                wrote(decider, EnumSet.of(Fate.THROTTLED)) && admitted(window, asked);
            case "STORE_ERROR" -> wrote(decider, OPEN) && admitted(window, asked);
            default -> window.stream().anyMatch(truth -> truth.first(asked)
                    .contains(new Truth.Claim(reply.reason(), evidence(reply))));
        };
    }

    // It sent its write, so the items that it had read allowed it. The write returned no image.
    private static boolean admitted(List<Truth> window, Asked asked) {
        return window.stream().anyMatch(truth -> truth.admits(asked));
    }

    /** Another write changed an item that the command needs while the command was under way. */
    private boolean lostARace(CallResult decider) {
        return decider.window().moments().stream().skip(1)
                .filter(moment -> !moment.writer().equals(Optional.of(decider.invocation())))
                .anyMatch(moment -> touches(decider).anyMatch(moment.written()::contains));
    }

    private Stream<String> touches(CallResult decider) {
        return Stream.concat(Stream.of(decider.call().id()),
                decider.call().asked().touches().stream()).map(world::pk);
    }

    /** The slot of a new hold had been collected already, by a command whose clock is ahead. */
    private static boolean isNotAbove(List<Truth> window, Reply reply) {
        long slot = reply.body().at("/evidence/slot").asLong(Long.MAX_VALUE);
        long watermark = reply.body().at("/evidence/expiredThrough").asLong(Long.MIN_VALUE);
        return slot <= watermark
                && window.stream().anyMatch(truth -> truth.isWatermark(watermark));
    }

    private static boolean wrote(CallResult decider, Set<Fate> fates) {
        return decider.met().stream().filter(Run.Met::write).map(Run.Met::fate)
                .anyMatch(fates::contains);
    }

    private static Map<String, String> evidence(Reply reply) {
        Map<String, String> evidence = new TreeMap<>();
        reply.body().path("evidence").properties()
                .forEach(field -> evidence.put(field.getKey(), field.getValue().asText()));
        return evidence;
    }

    /** Whether the hold has as many failures as a booking keeps, so that one more is no verdict. */
    static boolean hasNoRoom(World world) {
        return Items.failures(world.booking("H")) >= 100;
    }
}
