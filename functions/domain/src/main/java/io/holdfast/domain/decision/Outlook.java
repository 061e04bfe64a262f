package io.holdfast.domain.decision;

import io.holdfast.domain.ledger.Image;
import io.holdfast.domain.resource.Fate;
import io.holdfast.domain.resource.Intent;
import io.holdfast.domain.resource.Resource;
import io.holdfast.domain.resource.ResourceStatus;
import io.holdfast.domain.resource.Settlement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * One image of a resource with the fates of its intents, at one reading of the clock. An intent
 * whose record was not read is in doubt like one whose record does not decide it. Rules ask for the
 * same fates many times, so each is found once, when the outlook is made.
 */
public final class Outlook {
    private final Resource image;
    private final Image records;
    private final Instant now;
    private final List<Intent> intents;
    private final List<Intent> inDoubt = new ArrayList<>();
    private final List<Settlement> settlements = new ArrayList<>();
    private final Resource settled;

    /**
     * @param records the records that were read; those read after the image also prove doubt (N4)
     */
    public Outlook(Resource image, Image records, Instant now) {
        this.image = image;
        this.records = records;
        this.now = now;
        this.intents = image.allIntents();
        List<Settlement> open = new ArrayList<>();
        for (Intent intent : intents) {
            Fate fate = fate(intent);
            if (fate.isFinal()) {
                open.add(Settlement.of(intent, fate, image));
            } else {
                inDoubt.add(intent);
            }
        }
        this.settled = settle(open);
    }

    /**
     * Puts the settlements in an order in which each finds its units. Units that are lent to
     * another intent can only be moved once that gives them back, so what no order makes possible
     * stays where it is (N1).
     */
    private Resource settle(List<Settlement> open) {
        Resource resource = image;
        int i = 0;
        while (i < open.size()) {
            if (open.get(i).isPossible(resource)) {
                Settlement next = open.remove(i);
                settlements.add(next);
                // What was not possible before may be now.
                i = next.changesResource() ? 0 : i;
                resource = after(resource, next);
            } else {
                i++;
            }
        }
        return resource;
    }

    public Resource image() {
        return image;
    }

    Instant now() {
        return now;
    }

    /** All intents of the image: a definition's first, then those of bookings, the oldest first. */
    List<Intent> intents() {
        return intents;
    }

    /** What becomes of an intent. */
    public Fate fate(Intent intent) {
        return Fates.of(intent, image.id(), records);
    }

    /** The intents that may be taken off, each with what that moves, in a possible order. */
    List<Settlement> settlements() {
        return Collections.unmodifiableList(settlements);
    }

    public List<Intent> inDoubt() {
        return Collections.unmodifiableList(inDoubt);
    }

    /** The resource as it is once every intent whose fate is final has moved its units. */
    Resource settled() {
        return settled;
    }

    /** The units of a resource once the intent is taken off. */
    static Resource after(Resource resource, Settlement settlement) {
        return settlement.changesResource() ? resource.after(settlement) : resource;
    }

    /**
     * The units of the resource if every intent in doubt freed as many as it can: takings undone,
     * releases settled, a definition under way decided in the better way (N8).
     */
    Resource bestCase() {
        Resource best = settled;
        for (Intent intent : inDoubt) {
            best = better(best, intent);
        }
        return best;
    }

    private Resource better(Resource resource, Intent intent) {
        Optional<Resource> kept = decided(resource, intent, Fate.KEPT);
        Optional<Resource> undone = decided(resource, intent, Fate.VOID);
        if (kept.isEmpty() || undone.isEmpty()) {
            return kept.or(() -> undone).orElse(resource);
        }
        return undone.get().availableAt(now) > kept.get().availableAt(now)
                ? undone.get()
                : kept.get();
    }

    private Optional<Resource> decided(Resource resource, Intent intent, Fate fate) {
        Settlement settlement = Settlement.of(intent, fate, image);
        return settlement.isPossible(resource)
                ? Optional.of(after(resource, settlement))
                : Optional.empty();
    }

    /**
     * Whether the resource does not exist for callers: no definition of it was ever settled, and
     * none is kept.
     */
    public boolean isAbsent() {
        return image.isStub() && settled.isStub();
    }

    /** The resource as callers see it; empty if it does not exist for them. */
    public Optional<Resource> visible() {
        if (isAbsent()) {
            return Optional.empty();
        }
        Resource visible = image;
        for (Intent intent : intents) {
            boolean applied = fate(intent).isFinal()
                    ? image.isStub() || intent.isOlderThan(Intent.TIDIED_AFTER, now)
                    : intent.isOlderThan(Intent.STALE_AFTER, now);
            Fate fate = fate(intent).isFinal() ? fate(intent) : Fate.VOID;
            visible = applied ? visible.after(Settlement.of(intent, fate, image)) : visible;
        }
        return Optional.of(visible);
    }

    /** Whether only its first definition's record says if it exists, and that was not read. */
    public boolean mayExist() {
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
        return settled.status() == ResourceStatus.CLOSED && image.defining()
                .filter(intent -> intent.closes() && !fate(intent).isFinal()).isPresent();
    }

    /** Whether it has intents whose fates no record that was read proves. */
    public boolean isUnproven() {
        return !inDoubt.isEmpty();
    }
}
