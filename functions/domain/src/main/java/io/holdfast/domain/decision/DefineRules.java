package io.holdfast.domain.decision;

import io.holdfast.domain.Evidence;
import io.holdfast.domain.Evidence.Figure;
import io.holdfast.domain.InvalidInput;
import io.holdfast.domain.Nonce;
import io.holdfast.domain.Reason;
import io.holdfast.domain.ResourceId;
import io.holdfast.domain.Verdict;
import io.holdfast.domain.command.Command.Define;
import io.holdfast.domain.decision.Rules.Rule;
import io.holdfast.domain.ledger.Image;
import io.holdfast.domain.ledger.RecordWrite.PutDefinition;
import io.holdfast.domain.ledger.ResourceWrite;
import io.holdfast.domain.ledger.ResourceWrite.DefinitionNote;
import io.holdfast.domain.ledger.ResourceWrite.Settle;
import io.holdfast.domain.resource.Bucket.Counter;
import io.holdfast.domain.resource.Definition;
import io.holdfast.domain.resource.DefinitionRecord;
import io.holdfast.domain.resource.DefinitionRecord.Defined;
import io.holdfast.domain.resource.ExpiredSlots;
import io.holdfast.domain.resource.Fate;
import io.holdfast.domain.resource.Intent;
import io.holdfast.domain.resource.Movement;
import io.holdfast.domain.resource.Resource;
import io.holdfast.domain.resource.ResourceStatus;
import io.holdfast.domain.resource.Settlement;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Whether to admit a definition: pure functions of one image of its resource and {@code now}. */
public final class DefineRules {
    private static final Rules<Asked> RULES = new Rules<>(List.of(
            new Rule<>(Reason.RESOURCE_NOT_FOUND, Asked::insistsOnResource, Asked::named),
            new Rule<>(Reason.VERSION_MISMATCH, Asked::versionDiffers, Asked::versions),
            new Rule<>(Reason.CAPACITY_IN_USE, Asked::cutTakesUnitsInUse, Asked::units)));

    private DefineRules() {}

    /**
     * A command, and the outlook on the resource that it names, with the previous definition
     * settled (N15).
     *
     * @param outlook empty if the resource does not exist for callers
     */
    private record Asked(Define command, Optional<Outlook> outlook) {
        Optional<Resource> settled() {
            return outlook.map(Outlook::settled);
        }

        long current() {
            return settled().map(Resource::definitionVersion).orElse(0L);
        }

        long expected() {
            return command.expectedDefinitionVersion().orElse(current());
        }

        long capacity() {
            return command.capacity().orElse(settled().map(Resource::capacity).orElse(0L));
        }

        boolean insistsOnResource() {
            return outlook.isEmpty() && expected() != 0;
        }

        boolean versionDiffers() {
            return expected() != current();
        }

        boolean cutTakesUnitsInUse() {
            return outlook.isPresent() && !command.allowDrain()
                    && capacity() < settled().orElseThrow().capacity()
                    && capacity() < taken(outlook.orElseThrow().bestCase());
        }

        Evidence named() {
            return Evidence.of(command.resource());
        }

        Evidence seen() {
            return named().with(Figure.DEFINITION_VERSION, current());
        }

        Evidence versions() {
            return seen().with(Figure.EXPECTED_DEFINITION_VERSION, expected());
        }

        Evidence units() {
            Resource resource = settled().orElseThrow();
            return seen().with(Figure.REQUESTED, capacity()).with(Figure.TAKEN, taken(resource))
                    .with(Figure.CAPACITY, resource.capacity());
        }

        private long taken(Resource resource) {
            return resource.confirmed() + resource.heldAt(outlook.orElseThrow().now());
        }
    }

    /**
     * Creates or changes the resource, or refuses.
     *
     * @param nonce of this attempt
     * @throws InvalidInput if a resource is to be created without a capacity
     */
    public static Decision decide(Define command, Image image, Instant now, Nonce nonce) {
        Optional<Outlook> outlook = BookRules.outlook(command.resource(), image, now);
        if (outlook.filter(each -> isUnjudgeable(command, each.image())).isPresent()) {
            return new Decision.Unjudgeable();
        }
        Optional<Intent.OfDefinition> previous = outlook.map(Outlook::image)
                .flatMap(Resource::defining);
        boolean inDoubt = previous
                .filter(intent -> !outlook.orElseThrow().fate(intent).isFinal()).isPresent();
        Optional<Outlook> existing = outlook.filter(each -> !each.isAbsent());
        Target target = new Target(command, outlook, existing, now, nonce);
        if (inDoubt && !target.intent().isOfSameCommand(previous.orElseThrow())) {
            return hindered(command, List.of(previous.orElseThrow()));
        }
        if (!command.precondition().isMetBy(existing.isPresent())) {
            return new Decision.Unmet();
        }
        if (inDoubt) {
            return target.adopt(previous.orElseThrow());
        }
        return RULES.refusal(new Asked(command, existing)).<Decision>map(Decision.Refuse::new)
                .orElseGet(() -> target.admit());
    }

    /** The refusal of a note that found this image. */
    public static Decision judge(Define command, Optional<Resource> image, Instant now) {
        Optional<Outlook> outlook = image.map(each -> new Outlook(each, Image.NONE, now));
        boolean inDoubt = image.flatMap(Resource::defining).isPresent();
        Optional<Outlook> existing = outlook.filter(each -> !each.isAbsent());
        // A definition in doubt says nothing of a resource that it would create.
        if (!(inDoubt && existing.isEmpty())
                && !command.precondition().isMetBy(existing.isPresent())) {
            return new Decision.Unmet();
        }
        Optional<Refusal> refusal = inDoubt
                ? Optional.empty()
                : RULES.refusal(new Asked(command, existing));
        return new Decision.Refuse(
                refusal.orElseGet(() -> Refusal.lostRace(command.resource())));
    }

    /** Whether the image has an intent of another delivery of this command. */
    public static boolean isAdoptable(Define command, Optional<Resource> image) {
        return image.flatMap(Resource::defining)
                .filter(intent -> intent.command().equals(command.id())
                        && intent.fingerprint() == command.fingerprint().bits())
                .isPresent();
    }

    /**
     * Whether a later release gave the resource a status that this one cannot leave. An opening
     * replaces it: it takes effect when it is settled, so that undoing it leaves the status alone.
     * Undoing a closing would not.
     */
    private static boolean isUnjudgeable(Define command, Resource resource) {
        return resource.isOfLaterRelease()
                && !command.status().equals(Optional.of(ResourceStatus.OPEN));
    }

    private static Decision hindered(Define command, List<Intent> by) {
        return new Decision.Hindered(
                by.stream().map(intent -> new Decision.Hindrance(command.resource(), intent))
                        .toList(),
                Refusal.lostRace(command.resource()));
    }

    /**
     * What a command makes of its resource.
     *
     * @param outlook on the item, which may be there although the resource does not exist
     * @param existing the same if the resource exists
     */
    private record Target(Define command, Optional<Outlook> outlook, Optional<Outlook> existing,
            Instant now, Nonce nonce) {
        /**
         * The resource with the previous definition settled; without one in doubt, which can only
         * be this command's own.
         */
        Optional<Resource> settled() {
            return existing.map(each -> each.image().defining()
                    .filter(intent -> !each.fate(intent).isFinal())
                    .map(intent -> each.settled()
                            .after(Settlement.of(intent, Fate.VOID, each.image())))
                    .orElseGet(each::settled));
        }

        Definition definition() {
            return command.applyTo(settled().map(Resource::definition));
        }

        /** The difference to the resource; a new one has no capacity yet and is closed. */
        Intent.OfDefinition intent() {
            Definition target = definition();
            long delta = target.capacity() - settled().map(Resource::capacity).orElse(0L);
            ResourceStatus status = settled().map(Resource::status)
                    .orElse(ResourceStatus.CLOSED);
            return new Intent.OfDefinition(command.id(), nonce, movement(delta),
                    target.status() == status ? Optional.empty() : Optional.of(target.status()),
                    command.fingerprint().bits(), now);
        }

        // A definition that changes nothing raises no version: otherwise a caller who insists on
        // the version that it saw would be refused although the definition is still the same.
        Decision admit() {
            Intent.OfDefinition intent = intent();
            return existing.isPresent() && intent.movement().isEmpty() && intent.status().isEmpty()
                    ? unchanged()
                    : noted(intent);
        }

        private Decision unchanged() {
            List<ResourceWrite> previous = outlook.orElseThrow().settlements().stream()
                    .filter(each -> each.intent() instanceof Intent.OfDefinition)
                    .<ResourceWrite>map(each -> new Settle(command.resource(), List.of(each)))
                    .toList();
            return new Decision.Admit(previous, List.of(), put(new Defined(definition(),
                    settled().orElseThrow().definitionVersion(), false, Optional.empty())),
                    List.of());
        }

        private Decision noted(Intent.OfDefinition intent) {
            if (outlook.isEmpty()) {
                return admit(List.of(note(intent, OptionalLong.empty(),
                        new NotePlan.Tidying(List.of(), ExpiredSlots.NONE))), List.of(), intent);
            }
            NotePlan plan = NotePlan.of(outlook.get(), List.of(intent), command.allowDrain(),
                    ExpiredSlots.MOST);
            OptionalLong seen = OptionalLong.of(outlook.get().image().definitionVersion());
            return plan.tidying()
                    .<Decision>map(tidying -> admit(List.of(note(intent, seen, tidying)),
                            List.of(), intent))
                    .orElseGet(() -> hindered(command, plan.hindrances()));
        }

        Decision adopt(Intent.OfDefinition intent) {
            return admit(List.of(), List.of(intent), intent);
        }

        private Decision admit(List<ResourceWrite> notes, List<Intent> adopted,
                Intent.OfDefinition intent) {
            long version = settled().map(Resource::definitionVersion).orElse(0L) + 1;
            return new Decision.Admit(notes, adopted,
                    put(new Defined(definition(), version, existing.isEmpty(),
                            Optional.of(intent.nonce()))),
                    List.of(DefineRules.settle(command.resource(), intent)));
        }

        private DefinitionNote note(Intent.OfDefinition intent, OptionalLong seen,
                NotePlan.Tidying tidying) {
            return new DefinitionNote(command.resource(), intent, seen, command.allowDrain(),
                    tidying.settlements(), tidying.collected());
        }

        private PutDefinition put(Defined defined) {
            return new PutDefinition(new DefinitionRecord(command.id(), command.fingerprint(),
                    new Verdict.Committed(now), command.resource(), Optional.of(defined)));
        }
    }

    /** The settlement of a definition that is kept. It needs no image: it moves no slots. */
    public static Settle settle(ResourceId resource, Intent.OfDefinition intent) {
        return new Settle(resource, List.of(new Settlement(intent, Fate.KEPT,
                intent.movement().filter(movement -> !movement.isTaking()), true)));
    }

    private static Optional<Movement> movement(long delta) {
        if (delta == 0) {
            return Optional.empty();
        }
        return Optional.of(delta > 0
                ? new Movement(Counter.OUTSIDE, Counter.AVAILABLE, delta)
                : new Movement(Counter.AVAILABLE, Counter.OUTSIDE, -delta));
    }
}
