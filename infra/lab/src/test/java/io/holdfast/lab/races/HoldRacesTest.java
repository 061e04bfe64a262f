package io.holdfast.lab.races;

import static io.holdfast.lab.workload.Sale.EARLY;
import static io.holdfast.lab.workload.Sale.END;
import static io.holdfast.lab.workload.Sale.LATE;
import static io.holdfast.lab.workload.Sale.START;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.domain.Limits;
import io.holdfast.engine.Sabotage;
import io.holdfast.engine.Schedules.Trial;
import io.holdfast.lab.Engine;
import io.holdfast.lab.Functions;
import io.holdfast.lab.Reply;
import io.holdfast.lab.workload.Sale;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * The races of holds, in every order of their requests, with clocks that differ. Those that name a
 * guard are run again without it, and must then fail.
 */
class HoldRacesTest {
    private static final String SLOT_AS_SEEN = "#e.#s0 = :s0";
    private static final String SLOT_LIVE = "#expiredThrough < :lowest";
    private static final String WATERMARK_RISES = "#expiredThrough < :through";
    private static final String BOOKING_SEEN = "#version = :seen";
    private static final String COMMAND_ABSENT = "attribute_not_exists(#commands.#command)";
    private static final String NOT_CONFIRMED = "attribute_not_exists(#confirmedAt)";
    private static final String COMMANDS_LEFT = "size(#commands) < :most";

    private final Functions atStart = Functions.on(Engine.embedded(), START);
    private final Functions atEnd = Functions.on(Engine.embedded(), END);
    private final Set<String> seen = new HashSet<>();

    @Test
    void aCollectorAndAConfirmOfTheSameSlotHaveOneWinner() {
        Function<DynamoDbClient, Trial> race = client -> {
            Sale sale = new Sale(client, 2, 2);
            return sale.trial(() -> seen.add(sale.state() + sale.outcome("other")),
                    sale.confirm(EARLY, "confirm"), sale.book(LATE, "other", 2));
        };
        explore(race);
        // By the collector's clock the confirm is stale; both may undo it, and refuse each other.
        assertThat(seen).containsExactlyInAnyOrder("CONFIRMEDFAILED", "EXPIREDCOMMITTED",
                "EXPIREDFAILED");

        // Units of a slot that is gone need no guard: the store refuses to subtract from it.
        breaksWithout(race, SLOT_AS_SEEN);
    }

    @Test
    void aCollectorAndAReleaseOfTheSameSlotGiveTheUnitsBackOnce() {
        Function<DynamoDbClient, Trial> race = client -> {
            Sale sale = new Sale(client, 2, 2);
            return sale.trial(() -> seen.add(sale.state() + sale.outcome("other")),
                    sale.release(EARLY, "release"), sale.book(LATE, "other", 1));
        };
        explore(race);
        assertThat(seen).contains("RELEASEDCOMMITTED", "EXPIREDCOMMITTED");

        breaksWithout(race, SLOT_AS_SEEN);
    }

    /** Either guard alone is enough here; SLOT_AS_SEEN is for a release in between. */
    @Test
    void twoCollectorsGiveTheUnitsBackOnce() {
        Function<DynamoDbClient, Trial> race = client -> {
            Sale sale = new Sale(client, 3, 2);
            return sale.trial(() -> assertThat(sale.outcome("a") + sale.outcome("b"))
                    .contains("COMMITTED"), sale.book(LATE, "a", 2), sale.book(LATE, "b", 2));
        };
        explore(race);

        breaksWithout(race, SLOT_AS_SEEN, WATERMARK_RISES);
    }

    @Test
    void aHoldThatSlipsIntoACollectedSlotIsRefused() {
        Function<DynamoDbClient, Trial> race = client -> {
            Sale sale = new Sale(client, 5, 2);
            return sale.trial(() -> assertThat(sale.deadSlots()).as("holds there").isEmpty(),
                    sale.book(LATE, "collector", 4), sale.hold(EARLY, "slow", 1, "PT30S"));
        };
        explore(race);

        breaksWithout(race, SLOT_LIVE);
    }

    @Test
    void aSlowCollectorDoesNotLowerTheWatermark() {
        Function<DynamoDbClient, Trial> race = client -> {
            Sale sale = new Sale(client, 3, 2);
            return sale.trial(() -> {
                long slot = START.plus(Duration.ofMinutes(10)).getEpochSecond() / 60;
                if (sale.outcome("collector").equals("COMMITTED")) {
                    assertThat(sale.watermark()).as("the watermark").isGreaterThanOrEqualTo(slot);
                }
            }, sale.book(LATE, "collector", 2), sale.hold(START, "short", 1, "PT1M"),
                    sale.book(EARLY, "slow", 1));
        };
        explore(race);

        breaksWithout(race, WATERMARK_RISES);
    }

    @Test
    void twoRunsOfOneConfirmWithDifferentClocksEndTheSame() {
        Function<DynamoDbClient, Trial> race = client -> {
            Sale sale = new Sale(client, 2, 2);
            return sale.trial(() -> {
                Reply again = atEnd.confirm(sale.held, sale.id("confirm"));
                seen.add(again.outcome() + again.reason());
                assertThat(again.committed()).isEqualTo(sale.state().equals("CONFIRMED"));
            }, sale.confirm(EARLY, "confirm"), sale.confirm(LATE, "confirm"));
        };
        explore(race);
        assertThat(seen).containsExactlyInAnyOrder("COMMITTED", "FAILEDHOLD_EXPIRED");

        breaksWithout(race, COMMAND_ABSENT, NOT_CONFIRMED);
    }

    @Test
    void twoRunsOfOnePartialReleaseWithDifferentClocksEndTheSame() {
        Function<DynamoDbClient, Trial> race = client -> {
            Sale sale = new Sale(client, 2, 2);
            return sale.trial(() -> seen.add(sale.outcomes()),
                    sale.releaseUnits(EARLY, "release", 1), sale.releaseUnits(LATE, "release", 1));
        };
        explore(race);
        assertThat(seen).containsExactlyInAnyOrder("COMMITTED COMMITTED", "FAILED FAILED");

        breaksWithout(race, COMMAND_ABSENT);
    }

    /**
     * An invocation whose clock is late has decided to fail; another command confirms; a redelivery
     * is answered COMMITTED because of that, without a record; and only then the failure arrives.
     */
    @Test
    void aFailureUnderWayDoesNotOverturnWhatAnotherCommandBroughtAbout() {
        Function<DynamoDbClient, Trial> confirms = client -> {
            Sale sale = new Sale(client, 2, 2);
            return sale.trial(() -> {}, sale.confirm(LATE, "x"), sale.confirm(EARLY, "y"),
                    sale.confirm(EARLY, "x"));
        };
        explore(confirms);
        breaksWithout(confirms, NOT_CONFIRMED);

        Function<DynamoDbClient, Trial> releases = client -> {
            Sale sale = new Sale(client, 2, 2);
            return sale.trial(() -> {}, sale.release(LATE, "x"), sale.release(EARLY, "y"),
                    sale.release(EARLY, "x"));
        };
        explore(releases);
        breaksWithout(releases, "attribute_not_exists(#releasedAt)");
    }

    /**
     * A failure raises the booking's version, so two that meet can both lose the race; then the
     * next confirm wins.
     */
    @Test
    void twoConfirmsUnderDifferentIdsBothSayConfirmedOrLostTheRace() {
        explore(client -> {
            Sale sale = new Sale(client, 2, 2);
            return sale.trial(() -> {
                requireLostRaces(sale, "one", "two");
                seen.add(sale.outcomes());
                assertThat(Functions.on(Engine.embedded(), EARLY)
                        .confirm(sale.held, sale.id("next")).committed()).isTrue();
            }, sale.confirm(EARLY, "one"), sale.confirm(EARLY, "two"));
        });
        assertThat(seen).contains("COMMITTED COMMITTED");
    }

    /** Whoever failed met the other. */
    private static void requireLostRaces(Sale sale, String... commands) {
        for (String command : commands) {
            assertThat(sale.replies(command)).extracting(Reply::reason)
                    .allMatch(reason -> reason.isEmpty() || reason.equals("CONTENTION"));
        }
    }

    @Test
    void aConfirmAndAReleaseNeverBothMoveTheUnits() {
        Function<DynamoDbClient, Trial> race = client -> {
            Sale sale = new Sale(client, 5, 2).withNeighbor(2);
            return sale.trial(() -> seen.add(sale.state()), sale.confirm(EARLY, "confirm"),
                    sale.release(EARLY, "release"));
        };
        explore(race);
        assertThat(seen).as("either, or neither")
                .containsExactlyInAnyOrder("CONFIRMED", "RELEASED", "EXPIRED");

        breaksWithout(race, BOOKING_SEEN);
    }

    @Test
    void twoPartialReleasesNeverGiveBackMoreThanThereIs() {
        Function<DynamoDbClient, Trial> race = client -> {
            Sale sale = new Sale(client, 6, 3).withNeighbor(3);
            return sale.trial(() -> seen.add(sale.outcomes()),
                    sale.releaseUnits(EARLY, "one", 2), sale.releaseUnits(EARLY, "two", 2));
        };
        explore(race);
        assertThat(seen).as("one, or neither")
                .containsExactlyInAnyOrder("COMMITTED FAILED", "FAILED FAILED");

        breaksWithout(race, BOOKING_SEEN);
    }

    @Test
    void onePartialReleaseTwiceAtOnceGivesBackOnce() {
        explore(client -> {
            Sale sale = new Sale(client, 5, 3);
            return sale.trial(() -> {
                assertThat(sale.outcomes()).isEqualTo("COMMITTED COMMITTED");
                assertThat(atStart.resource(sale.resource).number("available")).isEqualTo(3);
            }, sale.releaseUnits(EARLY, "one", 1), sale.releaseUnits(EARLY, "one", 1));
        });
    }

    @Test
    void oneIdForAConfirmAndAReleaseIsReused() {
        explore(client -> {
            Sale sale = new Sale(client, 5, 3);
            return sale.trial(
                    () -> assertThat(sale.replies("same")).extracting(Reply::status)
                            .containsOnlyOnce(422).containsAnyOf(200, 409),
                    sale.confirm(EARLY, "same"), sale.release(EARLY, "same"));
        });
    }

    @Test
    void aCutMadeWithExpiredUnitsNeverTakesThemTwice() {
        Function<DynamoDbClient, Trial> race = client -> {
            Sale sale = new Sale(client, 2, 2);
            Functions late = Functions.on(client, LATE);
            return sale.trial(() -> {}, sale.confirm(EARLY, "confirm"),
                    () -> late.define(sale.resource, 0));
        };
        explore(race);

        breaksWithout(race, SLOT_AS_SEEN);
    }

    @Test
    void twoFailuresAtOnceNeverPassTheMostThatABookingKeeps() {
        Function<DynamoDbClient, Trial> race = client -> {
            Sale sale = new Sale(client, 2, 2);
            IntStream.range(0, Limits.COMMANDS - 1)
                    .forEach(i -> atStart.release(sale.held, "fails-" + i, 3));
            return sale.trial(() -> assertThat(sale.replies("one").getFirst().status()
                    + sale.replies("two").getFirst().status()).as("409 and 422").isEqualTo(831),
                    sale.releaseUnits(EARLY, "one", 4), sale.releaseUnits(EARLY, "two", 5));
        };
        explore(race);

        breaksWithout(race, COMMANDS_LEFT);
    }

    @Test
    void aHoldOfTwoResourcesIsConfirmedOnBothOrOnNone() {
        explore(client -> {
            Sale sale = new Sale(client, 4, 2);
            String second = Engine.fresh("second");
            String both = Engine.fresh("both");
            atStart.define(second, 1);
            atStart.book(both, "{\"holdFor\":\"PT10M\",\"lines\":[{\"resourceId\":\""
                    + sale.resource + "\",\"units\":1},{\"resourceId\":\"" + second
                    + "\",\"units\":1}]}");
            sale.history.include(both);
            Functions early = Functions.on(client, EARLY);
            Functions late = Functions.on(client, LATE);
            String taker = Engine.fresh("taker");
            return new Trial(List.of(() -> early.confirm(both, "confirm"),
                    () -> sale.history.record(taker, () -> late.book(taker, second, 1))), () -> {
                        sale.history.check(sale.resource, second);
                        seen.add(atEnd.booking(both).text("state"));
                    });
        });

        assertThat(seen).containsExactlyInAnyOrder("CONFIRMED", "EXPIRED");
    }

    private static void explore(Function<DynamoDbClient, Trial> trial) {
        Orders.explore(Engine.embedded(), trial);
    }

    private static void breaksWithout(Function<DynamoDbClient, Trial> trial,
            String... conditions) {
        DynamoDbClient sabotaged = Engine.embedded();
        for (String condition : conditions) {
            sabotaged = Sabotage.withoutCondition(sabotaged, condition::equals);
        }
        DynamoDbClient engine = sabotaged;
        assertThatThrownBy(() -> Orders.explore(engine, trial))
                .isInstanceOf(AssertionError.class);
    }
}
