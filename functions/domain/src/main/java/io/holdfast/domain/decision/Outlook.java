package io.holdfast.domain.decision;

import io.holdfast.domain.ledger.Image;
import io.holdfast.domain.resource.Fate;
import io.holdfast.domain.resource.Intent;
import io.holdfast.domain.resource.Resource;
import io.holdfast.domain.resource.ResourceStatus;
import io.holdfast.domain.resource.Settlement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One image of a resource with the fates of its intents, at one reading of the clock. An intent
 * whose record was not read is in doubt like one whose record does not decide it.
 *
 * @param records the records that were read; those read after the image also prove doubt (N4)
 */
public record Outlook(Resource image, Image records, Instant now) {
    /** What becomes of an intent. */
    public Fate fate(Intent intent) {
        return Fates.of(intent, image.id(), records);
    }

    /**
     * The intents that may be taken off, each with what that moves, in an order in which each finds
     * its units. Units that are lent to another intent can only be moved once that gives them back,
     * so what no order makes possible stays where it is (N1).
     */
    List<Settlement> settlements() {
        List<Settlement> open = new ArrayList<>(image.allIntents().stream()
                .filter(intent -> fate(intent).isFinal())
                .map(intent -> Settlement.of(intent, fate(intent), image)).toList());
        List<Settlement> possible = new ArrayList<>();
        Resource resource = image;
        for (int i = 0; i < open.size(); i++) {
            if (open.get(i).isPossible(resource)) {
                Settlement next = open.remove(i);
                possible.add(next);
                resource = next.changesResource() ? resource.after(next) : resource;
                i = -1;
            }
        }
        return possible;
    }

    public List<Intent> inDoubt() {
        return image.allIntents().stream().filter(intent -> !fate(intent).isFinal()).toList();
    }

    /** The resource as it is once every intent whose fate is final has moved its units. */
    Resource settled() {
        return after(settlements());
    }

    Resource after(List<Settlement> settlements) {
        Resource resource = image;
        for (Settlement settlement : settlements) {
            if (settlement.changesResource()) {
                resource = resource.after(settlement);
            }
        }
        return resource;
    }

    /**
     * The resource if every intent in doubt freed as many units as it can: takings undone, releases
     * settled, a definition under way decided in the better way (N8).
     */
    Resource bestCase() {
        Resource best = settled();
        for (Intent intent : inDoubt()) {
            best = better(best, intent);
        }
        return best;
    }

    private Resource better(Resource resource, Intent intent) {
        return Stream.of(Fate.KEPT, Fate.VOID)
                .map(fate -> Settlement.of(intent, fate, image))
                .filter(settlement -> settlement.isPossible(resource)).map(resource::after)
                .max(Comparator.comparingLong(each -> each.availableAt(now))).orElse(resource);
    }

    /**
     * Whether the resource does not exist for callers: no definition of it was ever settled, and
     * none is kept.
     */
    public boolean isAbsent() {
        return image.isStub() && settled().isStub();
    }

    /** The resource as callers see it; empty if it does not exist for them. */
    public Optional<Resource> visible() {
        if (isAbsent()) {
            return Optional.empty();
        }
        Resource visible = image;
        for (Intent intent : image.allIntents()) {
            boolean applied = fate(intent).isFinal()
                    ? image.isStub() || intent.isOlderThan(Intent.TIDIED_AFTER, now)
                    : intent.isOlderThan(Intent.STALE_AFTER, now);
            Fate fate = fate(intent).isFinal() ? fate(intent) : Fate.VOID;
            visible = applied ? visible.after(Settlement.of(intent, fate, image)) : visible;
        }
        return Optional.of(visible);
    }

    /** Whether only its first definition's record says if it exists, and that was not read. */
    boolean mayExist() {
        return isAbsent() && isDefinitionUnread();
    }

    /** Whether a definition opens it, unless the record says otherwise, and that was not read. */
    boolean mayOpen() {
        return image.defining().filter(Intent.OfDefinition::opens).isPresent()
                && isDefinitionUnread();
    }

    private boolean isDefinitionUnread() {
        return image.defining()
                .filter(intent -> !records.definitions().containsKey(intent.command()))
                .isPresent();
    }

    /** Whether it is closed only by a definition in doubt. */
    boolean isClosedInDoubt() {
        return settled().status() == ResourceStatus.CLOSED && image.defining()
                .filter(intent -> intent.closes() && !fate(intent).isFinal()).isPresent();
    }

    /** Whether it has intents whose fates no record that was read proves. */
    public boolean isUnproven() {
        return !inDoubt().isEmpty();
    }
}
