package io.holdfast.domain.protocol;

import io.holdfast.domain.Id;
import io.holdfast.domain.Nonce;
import io.holdfast.domain.decision.Decision;
import io.holdfast.domain.decision.Outlook;
import io.holdfast.domain.ledger.Image;
import io.holdfast.domain.ledger.Ledger;
import io.holdfast.domain.ledger.Ledger.Reading;
import io.holdfast.domain.resource.Intent;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The first two steps of an attempt: it reads the record and the resources, looks at the records of
 * intents where they matter, and decides (design section 4, steps 1 to 3). All lines are looked at
 * before the first is noted (N5).
 */
final class Look {
    /** Intents on a resource from which on their records are read, so that the map is tidied. */
    static final int TIDIED_FROM = 6;

    /** Records of one look: one batch read. What is not read counts as in doubt. */
    static final int MOST_RECORDS = 100;

    private final Ledger ledger;
    private final Plan plan;
    private final Invocation invocation;

    Look(Ledger ledger, Plan plan, Invocation invocation) {
        this.ledger = ledger;
        this.plan = plan;
        this.invocation = invocation;
    }

    /** What a look shows. */
    sealed interface Sight {
        /** A read gave no answer, so nothing may be decided. */
        record NotRead() implements Sight {}

        /** The command has a verdict, or none is possible under its id. */
        record Recorded(Answer answer, Image image) implements Sight {}

        /** The record has changed since it was read: the attempt starts anew. */
        record Changed(Image image) implements Sight {}

        record Judged(Decision decision, Image image) implements Sight {}
    }

    Sight take(Nonce nonce) {
        return switch (ledger.read(plan.reads())) {
            case Reading.NotRead notRead -> new Sight.NotRead();
            case Reading.Read(Image image) -> plan.recorded(image)
                    .<Sight>map(answer -> new Sight.Recorded(answer, image))
                    .orElseGet(() -> readRest(image, nonce));
        };
    }

    private Sight readRest(Image image, Nonce nonce) {
        if (!image.showsAll(plan.reads())) {
            return new Sight.NotRead();
        }
        Set<Id> rest = plan.readsAfter(image, invocation.now());
        if (rest.isEmpty()) {
            return judge(image, nonce);
        }
        return switch (ledger.read(rest)) {
            case Reading.Read(Image more) when more.showsAll(rest) ->
                judge(image.updatedBy(more), nonce);
            case Reading reading -> new Sight.NotRead();
        };
    }

    private Sight judge(Image image, Nonce nonce) {
        Decision decision = plan.decide(image, invocation.now(), nonce);
        List<Outlook> outlooks = outlooks(image);
        if (!isDue(decision, outlooks)) {
            return new Sight.Judged(decision, image);
        }
        Set<Id> unproven = records(inDoubt(outlooks));
        if (unproven.isEmpty()) {
            return new Sight.Judged(decision, image);
        }
        return switch (ledger.read(unproven)) {
            case Reading.NotRead notRead -> new Sight.NotRead();
            case Reading.Read(Image records) -> judgeAgain(image, records, nonce);
        };
    }

    // The look may show the command's own record, which another delivery has written since.
    private Sight judgeAgain(Image image, Image records, Nonce nonce) {
        Image all = image.updatedBy(records);
        Optional<Answer> recorded = plan.recorded(all);
        if (recorded.isPresent()) {
            return new Sight.Recorded(recorded.get(), all);
        }
        if (!plan.isUnchanged(image, all)) {
            return new Sight.Changed(all);
        }
        invocation.encounters().countInDoubt(inDoubt(outlooks(all)));
        return new Sight.Judged(plan.decide(all, invocation.now(), nonce), all);
    }

    /** A refusal is true whatever becomes of intents, so it needs no look. */
    private boolean isDue(Decision decision, List<Outlook> outlooks) {
        return switch (decision) {
            case Decision.Hindered hindered -> true;
            case Decision.Admit admit -> outlooks.stream().anyMatch(this::isDue);
            case Decision.Refuse refuse -> false;
            case Decision.NoBooking noBooking -> false;
            case Decision.NoRoom noRoom -> false;
            case Decision.Unmet unmet -> false;
            case Decision.Unjudgeable unjudgeable -> false;
        };
    }

    private boolean isDue(Outlook outlook) {
        List<Intent> inDoubt = outlook.inDoubt();
        boolean hasOwn = inDoubt.stream()
                .anyMatch(intent -> intent.record().equals(plan.record()));
        boolean isDefined = inDoubt.stream().anyMatch(Intent.OfDefinition.class::isInstance);
        return hasOwn || isDefined
                || (outlook.isUnproven() && outlook.image().intents().size() >= TIDIED_FROM);
    }

    private static List<Intent> inDoubt(List<Outlook> outlooks) {
        return outlooks.stream().map(Outlook::inDoubt).flatMap(List::stream).toList();
    }

    /** The records of the oldest intents, as many as one request reads. */
    static Set<Id> records(List<Intent> intents) {
        return intents.stream().sorted(Comparator.comparing(Intent::at)).map(Intent::record)
                .distinct().limit(MOST_RECORDS).collect(Collectors.toSet());
    }

    private List<Outlook> outlooks(Image image) {
        return image.resources().values().stream().flatMap(Optional::stream)
                .map(resource -> new Outlook(resource, image, invocation.now())).toList();
    }
}
