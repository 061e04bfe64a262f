package io.holdfast.lab.contention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.domain.Limits;
import io.holdfast.engine.service.Outage;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Sales that end, that begin at once, that are held, queued or cut off from the store. */
class SalesTest {
    private static final Experiment SALE = Experiment.of(Design.HOLDFAST, 200,
            Duration.ofSeconds(5));
    private static final long CAPACITY = 300;

    @ParameterizedTest
    @EnumSource(Door.class)
    void aSaleEndsWithTheLastUnit(Door door) {
        Measured measured = Simulation.run(SALE.withDoor(door).withCapacity(CAPACITY));

        assertThat(measured.committed()).isEqualTo(CAPACITY);
        assertThat(measured.available()).isZero();
        assertThat(measured.answers()).containsKey("INSUFFICIENT_CAPACITY");
        assertThat(measured.soldOut()).get().satisfies(
                at -> assertThat(at).isBetween(Duration.ofMillis(1_300), measured.length()));
    }

    @ParameterizedTest
    @EnumSource(value = Design.class, names = "HOLDFAST", mode = EnumSource.Mode.EXCLUDE)
    void noBaselineOverbooksEither(Design baseline) {
        Measured measured = Simulation.run(Experiment.of(baseline, 200, Duration.ofSeconds(10))
                .withCapacity(CAPACITY));

        assertThat(measured.committed()).isEqualTo(CAPACITY);
        assertThat(measured.available()).isZero();
    }

    @Test
    void ofABurstAsManyCommitAsAResourceHasIntents() {
        Measured measured = Simulation
                .run(Experiment.of(Design.HOLDFAST, new Arrivals.Burst(200)));

        assertThat(measured.mostInFlight()).isEqualTo(200);
        assertThat(measured.committed()).isEqualTo(Limits.INTENTS);
        assertThat(measured.answers()).containsOnlyKeys("COMMITTED", "CONTENTION");
    }

    @Test
    void aSaleToWhichNobodyComesTakesNoTime() {
        Measured measured = Simulation
                .run(Experiment.of(Design.HOLDFAST, 0.01, Duration.ofMillis(600)));

        assertThat(measured.offered()).isZero();
        assertThat(measured.length()).isZero();
        assertThat(measured.ended()).isZero();
    }

    @Test
    void halfOfTheHoldsAreConfirmedAndTheOthersStayHeld() {
        Measured measured = Simulation.run(SALE
                .withHolds(new Holds(Duration.ofMinutes(10), 0.5, Duration.ofSeconds(5))));

        assertThat(measured.answers()).containsOnlyKeys("COMMITTED");
        assertThat(measured.confirms()).containsOnlyKeys("COMMITTED");
        assertThat(measured.confirmed()).isEqualTo(measured.confirms().get("COMMITTED"))
                .isBetween(measured.committed() * 2 / 5, measured.committed() * 3 / 5);
        assertThat(measured.held()).isEqualTo(measured.committed() - measured.confirmed());
        assertThat(measured.ended()).isGreaterThan(measured.length().plusSeconds(4));
    }

    @Test
    void aHoldThatIsConfirmedTooLateIsNot() {
        Measured measured = Simulation.run(SALE
                .withHolds(new Holds(Duration.ofSeconds(10), 1, Duration.ofMinutes(3))));

        assertThat(measured.confirms()).containsOnlyKeys("HOLD_EXPIRED");
        assertThat(measured.confirmed()).isZero();
    }

    @Test
    void bookingsOfABatchShareTheirWrites() {
        Measured measured = Simulation.run(SALE.withDoor(Door.QUEUE));

        assertThat(measured.answers()).containsOnlyKeys("COMMITTED");
        assertThat((double) measured.writeUnits() / measured.committed()).isLessThan(1.5);
    }

    @ParameterizedTest
    @EnumSource(Door.class)
    void afterAnOutageEveryAttemptCanBeDecided(Door door) {
        Measured measured = Simulation.run(SALE.withDoor(door)
                .withOutage(Outage.between(Duration.ofSeconds(2), Duration.ofSeconds(3))));

        assertThat(measured.committed()).isGreaterThan(measured.offered() / 2);
        assertThat(measured.answers().containsKey("UNDECIDED")).as("the queue asks again itself")
                .isNotEqualTo(door == Door.QUEUE);
    }

    @Test
    void anOutageBreaksNoPromiseOfHoldsEither() {
        Measured measured = Simulation.run(SALE
                .withHolds(new Holds(Duration.ofMinutes(10), 1, Duration.ofSeconds(1)))
                .withOutage(Outage.between(Duration.ofSeconds(2), Duration.ofSeconds(4))));

        assertThat(measured.confirms()).containsKeys("COMMITTED", "UNDECIDED");
    }

    @Test
    void oneSeedHasOneHistory() {
        Experiment experiment = SALE.withResources(3).withCapacity(CAPACITY)
                .withOutage(Outage.between(Duration.ofSeconds(1), Duration.ofSeconds(2)));

        Measured measured = Simulation.run(experiment);

        assertThat(Simulation.run(experiment)).isEqualTo(measured);
        assertThat(Simulation.run(experiment.withSeed(2))).isNotEqualTo(measured);
    }

    @Test
    void aRefusalForCapacityThatIsLeftIsFound() {
        assertThatThrownBy(() -> Simulation.run(SALE, lying("COMMITTED", "INSUFFICIENT_CAPACITY")))
                .hasMessageContaining("a reason is true");
    }

    @Test
    void anAnswerThatIsNotRecordedIsFound() {
        assertThatThrownBy(() -> Simulation.run(SALE.withCapacity(CAPACITY),
                lying("INSUFFICIENT_CAPACITY", "COMMITTED")))
                .hasMessageContaining("one id, one verdict");
    }

    @Test
    void anAttemptThatIsNeverDecidedIsFound() {
        assertThatThrownBy(() -> Simulation.run(SALE, lying("COMMITTED", "UNDECIDED")))
                .hasMessageContaining("was answered UNDECIDED");
    }

    private static UnaryOperator<Seller> lying(String truth, String lie) {
        return honest -> new Seller() {
            @Override
            public void define(String resource, long capacity) {
                honest.define(resource, capacity);
            }

            @Override
            public void book(Request request, Consumer<String> answer) {
                honest.book(request, each -> answer.accept(each.equals(truth) ? lie : each));
            }

            @Override
            public Stock stock(String resource) {
                return honest.stock(resource);
            }

            @Override
            public long committed(String resource, List<Request> requests) {
                return honest.committed(resource, requests);
            }

            @Override
            public List<String> broken(List<String> resources, Map<Request, String> answers,
                    Map<Request, String> confirms) {
                return honest.broken(resources, answers, confirms);
            }
        };
    }
}
