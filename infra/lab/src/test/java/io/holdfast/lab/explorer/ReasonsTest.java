package io.holdfast.lab.explorer;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.domain.ledger.Image;
import io.holdfast.domain.ledger.Ledger;
import io.holdfast.domain.ledger.ResourceWrite;
import io.holdfast.domain.ledger.Writing;
import io.holdfast.domain.resource.Resource;
import io.holdfast.lab.race.InitialState;
import io.holdfast.lab.race.RacingCommands;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The negative control of reasons: one that no image ever supported is noticed. */
class ReasonsTest {
    private static final long AFTER_ALL_SLOTS = 99_999_999;

    @Test
    void anExpiryThatWasTrueOfNoImageIsNoticed() {
        Scenario scenario = Scenario.in(InitialState.THREE, RacingCommands.CONFIRM,
                RacingCommands.RELEASE_ONE);
        assertThat(new Explorer(0).shortest(scenario)).isEmpty();

        Optional<Counterexample> found = new Explorer(0, Rig.ledger(LyingAboutTheWatermark::new))
                .shortest(scenario);

        assertThat(found).isPresent();
        assertThat(found.get().promise()).startsWith("HOLD_EXPIRED was true")
                .contains(Long.toString(AFTER_ALL_SLOTS));
    }

    @Test
    void aShortageThatOnlyAnIntentInDoubtMakesIsNoticed() {
        Scenario scenario = Scenario.in(InitialState.ALONE.withBook("doubtful",
                Duration.ofSeconds(5)), RacingCommands.BOOK_MORE);
        assertThat(new Explorer(0).shortest(scenario)).isEmpty();

        Optional<Counterexample> found = new Explorer(0, Rig.ledger(BlindToIntents::new))
                .shortest(scenario);

        assertThat(found).isPresent();
        assertThat(found.get().promise()).startsWith("INSUFFICIENT_CAPACITY was true");
    }

    /** Images of refused notes say that every slot was collected. */
    private static final class LyingAboutTheWatermark extends Mutant {
        LyingAboutTheWatermark(Ledger ledger) {
            super(ledger);
        }

        @Override
        public Writing note(ResourceWrite note) {
            return super.note(note) instanceof Writing.Refused(Image image)
                    ? new Writing.Refused(changed(image, LyingAboutTheWatermark::collected))
                    : new Writing.Applied();
        }

        private static Resource collected(Resource seen) {
            return new Resource(seen.id(), seen.version(), seen.definitionVersion(),
                    seen.definition(), seen.available(), seen.confirmed(), seen.expiring(),
                    AFTER_ALL_SLOTS, seen.intents(), seen.defining());
        }
    }

    /** Resources look as if they had no intents. */
    private static final class BlindToIntents extends Mutant {
        BlindToIntents(Ledger ledger) {
            super(ledger);
        }

        @Override
        Image seen(Image image) {
            return changed(image, resource -> new Resource(resource.id(), resource.version(),
                    resource.definitionVersion(), resource.definition(), resource.available(),
                    resource.confirmed(), resource.expiring(), resource.expiredThrough()));
        }
    }
}
