package io.holdfast.lab.explorer;

import io.holdfast.domain.Limits;
import io.holdfast.lab.Items;
import io.holdfast.lab.race.CallResult;
import io.holdfast.lab.race.World;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * A failure that a booking has no room for is no verdict; its answer must stay true all the same.
 */
final class RoomRules {
    private final World world;
    private final List<CallResult> results;

    RoomRules(World world, List<CallResult> results) {
        this.world = world;
        this.results = results;
    }

    void check() {
        Map<String, AttributeValue> hold = world.booking("H");
        results.stream().filter(CallResult::hadNoRoom).forEach(each -> check(each, hold));
        BrokenPromise.unless(Items.failures(hold) <= Limits.COMMANDS,
                "a booking keeps a bounded number of failures");
    }

    private void check(CallResult each, Map<String, AttributeValue> hold) {
        BrokenPromise.unless(Reasons.hasNoRoom(world),
                "too many commands only where there is no room");
        boolean alone = results.stream().filter(each::hasId).count() == 1;
        boolean recorded = Items.commands(hold).containsKey(world.id(each.call().id()));
        BrokenPromise.unless(!alone || !recorded,
                "a command for which there was no room never takes effect later");
        BrokenPromise.unless(!recorded || decidedByAnother(each),
                "if it does, then by another delivery of the same command");
    }

    /** The weaker rule: this attempt did not take effect, but its twin may have. */
    private boolean decidedByAnother(CallResult one) {
        return results.stream().filter(each -> !each.equals(one)).filter(one::hasId)
                .anyMatch(each -> each.isUnknown() || each.isCommitted());
    }
}
