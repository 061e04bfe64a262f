package io.holdfast.lab.races;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.engine.Schedules;
import io.holdfast.engine.Schedules.Trial;
import io.holdfast.lab.Engine;
import io.holdfast.lab.Functions;
import io.holdfast.lab.Reply;
import io.holdfast.lab.workload.History;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Each race of design section 4, in every order of its requests, on the real engine. */
class RacesTest {
    private final Functions undisturbed = Functions.on(Engine.embedded());
    private final Set<String> seen = new HashSet<>();

    @Test
    void bookingsThatBothFitBothCommit() {
        explore(gated -> {
            Race race = new Race(gated, 2);
            return race.trial(race.book("a", 1), race.book("b", 1),
                    () -> assertThat(race.outcome("a") + race.outcome("b"))
                            .as("they commute: neither is refused for the other's write")
                            .isEqualTo("COMMITTEDCOMMITTED"));
        });
    }

    @Test
    void holdsThatBothFitBothCommitAlsoInOneSlot() {
        explore(gated -> {
            Race race = new Race(gated, 2);
            return race.trial(race.hold("a", 1), race.hold("b", 1),
                    () -> assertThat(race.outcome("a") + race.outcome("b"))
                            .isEqualTo("COMMITTEDCOMMITTED"));
        });
    }

    /** The others write their notes in the same order, so none waits and none is refused. */
    @Test
    void bookingsOfTwoResourcesThatBothFitBothCommitWhateverTheOrderOfLines() {
        Orders.explore(Engine.embedded(), gated -> {
            Race race = new Race(gated, 2);
            String second = Engine.fresh("second");
            undisturbed.define(second, 2);
            return race.trial(race.bookEach("a", race.resource, second),
                    race.bookEach("b", second, race.resource), () -> {
                        race.history.check(second);
                        assertThat(race.outcome("a") + race.outcome("b"))
                                .isEqualTo("COMMITTEDCOMMITTED");
                    });
        });
    }

    /** Both look, and both take the same kept intents off. */
    @Test
    void bookingsThatBothTidyBothCommit() {
        Orders.explore(Engine.embedded(), gated -> {
            Race race = new Race(gated, 8);
            for (int i = 0; i < 6; i++) {
                String before = Engine.fresh("before");
                race.history.include(before);
                undisturbed.book(before, race.resource, 1);
            }
            return race.trial(race.book("a", 1), race.book("b", 1),
                    () -> assertThat(race.outcome("a") + race.outcome("b"))
                            .isEqualTo("COMMITTEDCOMMITTED"));
        });
    }

    @Test
    void threeBookingsThatFitAllCommit() {
        Orders.explore(Engine.embedded(), gated -> {
            Race race = new Race(gated, 3);
            return new Trial(List.of(race.book("a", 1), race.book("b", 1), race.book("c", 1)),
                    () -> {
                        race.history.check(race.resource);
                        assertThat(race.outcome("a") + race.outcome("b") + race.outcome("c"))
                                .isEqualTo("COMMITTEDCOMMITTEDCOMMITTED");
                    });
        });
    }

    @Test
    void twoAttemptsForTheLastUnitHaveOneWinner() {
        int orders = explore(gated -> {
            Race race = new Race(gated, 1);
            return race.trial(race.book("a", 1), race.book("b", 1), () -> {
                seen.add(race.outcome("a") + race.outcome("b"));
                assertThat(List.of(race.outcome("a"), race.outcome("b")))
                        .containsOnlyOnce("COMMITTED");
                assertThat(race.reason("a") + race.reason("b"))
                        .as("sold, or in doubt still").isIn("INSUFFICIENT_CAPACITY", "CONTENTION");
            });
        });

        assertThat(seen).as("both have won").hasSize(2);
        assertThat(orders).as("6! over twice 3!").isEqualTo(20);
    }

    @Test
    void threeAttemptsForTwoUnitsHaveTwoWinners() {
        Orders.explore(Engine.embedded(), gated -> {
            Race race = new Race(gated, 2);
            return new Trial(List.of(race.book("a", 1), race.book("b", 1), race.book("c", 1)),
                    () -> {
                        race.history.check(race.resource);
                        assertThat(undisturbed.resource(race.resource).number("available"))
                                .isZero();
                    });
        });
    }

    @Test
    void theSameIdTwiceAtOnceTakesItsUnitsOnce() {
        explore(gated -> {
            Race race = new Race(gated, 5);
            return race.trial(race.book("a", 2), race.book("a", 2), () -> {
                assertThat(race.history.about(race.id("a"))).allMatch(Reply::committed);
                assertThat(undisturbed.resource(race.resource).number("confirmed")).isEqualTo(2);
            });
        });
    }

    /** While the note of one is in doubt, the other loses the race, and may record that first. */
    @Test
    void theSameIdWithAnotherPayloadIsKeyReused() {
        explore(gated -> {
            Race race = new Race(gated, 5);
            return race.trial(race.book("a", 2), race.book("a", 3), () -> {
                List<Reply> replies = race.history.about(race.id("a"));
                assertThat(replies).extracting(Reply::status).containsOnlyOnce(422)
                        .containsAnyOf(201, 409);
                assertThat(race.reason("a")).isIn("", "CONTENTION");
                seen.add(undisturbed.resource(race.resource).text("confirmed"));
            });
        });

        assertThat(seen).as("either payload has won, or neither")
                .containsExactlyInAnyOrder("0", "2", "3");
    }

    @Test
    void theSameIdWithAnotherPayloadIsKeyReusedWhenBothAreRefused() {
        explore(gated -> {
            Race race = new Race(gated, 1);
            return race.trial(race.book("a", 2), race.book("a", 3),
                    () -> assertThat(race.history.about(race.id("a"))).extracting(Reply::status)
                            .containsExactlyInAnyOrder(409, 422));
        });
    }

    @Test
    void theAnswerOfAResolveNeverChanges() {
        explore(gated -> {
            Race race = new Race(gated, 5);
            return race.trial(race.book("a", 2), race.resolve("a"), () -> {
                assertThat(race.history.about(race.id("a"))).extracting(Reply::outcome)
                        .doesNotContain("");
                seen.add(race.outcome("a"));
            });
        });

        assertThat(seen).as("either has won").containsExactlyInAnyOrder("COMMITTED", "FAILED");
    }

    @Test
    void aCutAndABookingNeverShareTheSameUnits() {
        explore(gated -> {
            Race race = new Race(gated, 2);
            String command = Engine.fresh("cut");
            return race.trial(race.book("a", 2),
                    () -> race.functions.define(race.resource, command, "{\"capacity\":1}"),
                    () -> {
                        String cut = undisturbed.define(race.resource, command,
                                "{\"capacity\":1}").outcome();
                        seen.add(race.outcome("a") + cut);
                    });
        });

        assertThat(seen).as("either has won, never both").contains("COMMITTEDFAILED",
                "FAILEDCOMMITTED").doesNotContain("COMMITTEDCOMMITTED");
    }

    @Test
    void aRaiseIsNotStarvedByBookings() {
        explore(gated -> {
            Race race = new Race(gated, 2);
            String command = Engine.fresh("raise");
            return race.trial(race.book("a", 1),
                    () -> race.functions.define(race.resource, command, "{\"capacity\":9}"),
                    () -> assertThat(undisturbed.define(race.resource, command,
                            "{\"capacity\":9}").outcome() + race.outcome("a"))
                            .as("a delta commutes with a booking")
                            .isEqualTo("COMMITTEDCOMMITTED"));
        });
    }

    @Test
    void twoDefinitionsOfOneResourceNeverOverwriteEachOther() {
        explore(gated -> {
            Race race = new Race(gated, 2);
            String first = Engine.fresh("first");
            String second = Engine.fresh("second");
            return race.trial(
                    () -> race.functions.define(race.resource, first, "{\"capacity\":7}"),
                    () -> race.functions.define(race.resource, second, "{\"capacity\":9}"),
                    () -> {
                        Reply one = undisturbed.define(race.resource, first, "{\"capacity\":7}");
                        Reply two = undisturbed.define(race.resource, second, "{\"capacity\":9}");
                        long committed = List.of(one, two).stream().filter(Reply::committed)
                                .count();
                        assertThat(undisturbed.resource(race.resource)
                                .number("definitionVersion")).isEqualTo(1 + committed);
                        seen.add(one.outcome() + one.reason() + two.outcome() + two.reason());
                    });
        });

        assertThat(seen).contains("COMMITTEDCOMMITTED", "COMMITTEDFAILEDCONTENTION",
                "FAILEDCONTENTIONCOMMITTED");
    }

    @Test
    void theSameDefinitionTwiceAtOnceChangesOnce() {
        explore(gated -> {
            Race race = new Race(gated, 2);
            String command = Engine.fresh("twice");
            Runnable raise = () -> race.functions.define(race.resource, command,
                    "{\"capacity\":7}");
            return race.trial(raise, raise,
                    () -> assertThat(undisturbed.resource(race.resource)
                            .number("definitionVersion")).isEqualTo(2));
        });
    }

    @Test
    void twoCreationsOfOneResourceHaveOneWinner() {
        explore(gated -> {
            Functions functions = Functions.on(gated);
            String resource = Engine.fresh("resource");
            return new Trial(List.of(create(functions, resource, Engine.fresh("three"), 3),
                    create(functions, resource, Engine.fresh("four"), 4)), () -> {
                        long capacity = undisturbed.resource(resource).number("capacity");
                        seen.add(Long.toString(capacity));
                        assertThat(undisturbed.resource(resource).number("definitionVersion"))
                                .isEqualTo(1);
                    });
        });

        assertThat(seen).containsExactlyInAnyOrder("3", "4");
    }

    @Test
    void aBookingOfTwoResourcesTakesNothingWhereTheSecondIsFull() {
        explore(gated -> {
            Race race = new Race(gated, 5);
            String second = Engine.fresh("second");
            undisturbed.define(second, 1);
            String both = race.id("both");
            String single = race.id("single");
            return new Trial(List.of(
                    () -> race.history.record(both,
                            () -> race.functions.bookEach(both, race.resource, second)),
                    () -> race.history.record(single,
                            () -> race.functions.bookEach(single, second))),
                    () -> {
                        race.history.check(race.resource, second);
                        seen.add(race.outcome("both") + race.outcome("single"));
                        assertThat(undisturbed.resource(race.resource).number("confirmed"))
                                .isEqualTo(race.outcome("both").equals("COMMITTED") ? 1 : 0);
                    });
        });

        assertThat(seen).as("either has won, never both").containsExactlyInAnyOrder(
                "COMMITTEDFAILED", "FAILEDCOMMITTED");
    }

    @Test
    void anExpectedVersionAdmitsOneWinner() {
        explore(gated -> {
            Race race = new Race(gated, 5);
            return race.trial(race.bookAtItsVersion("a"), race.bookAtItsVersion("b"),
                    () -> assertThat(race.reason("a") + race.reason("b"))
                            .isEqualTo("VERSION_MISMATCH"));
        });
    }

    private static Runnable create(Functions functions, String resource, String command,
            long capacity) {
        return () -> functions.define(resource, command,
                "{\"capacity\":" + capacity + ",\"expectedDefinitionVersion\":0}");
    }

    private static int explore(Function<DynamoDbClient, Trial> trial) {
        return Schedules.explore(Engine.embedded(), trial);
    }

    /** One resource, bookings named by a letter, and the replies that their callers received. */
    private final class Race {
        final Functions functions;
        final String resource = Engine.fresh("resource");
        final History history = new History(undisturbed);
        private final String prefix = Engine.fresh("booking");

        Race(DynamoDbClient gated, long capacity) {
            this.functions = Functions.on(gated);
            undisturbed.define(resource, capacity);
        }

        String id(String name) {
            return prefix + "-" + name;
        }

        Runnable book(String name, long units) {
            return () -> history.record(id(name), () -> functions.book(id(name), resource, units));
        }

        Runnable hold(String name, long units) {
            return () -> history.record(id(name),
                    () -> functions.hold(id(name), resource, units, "PT10M"));
        }

        Runnable bookEach(String name, String... resources) {
            return () -> history.record(id(name), () -> functions.bookEach(id(name), resources));
        }

        Runnable bookAtItsVersion(String name) {
            return () -> history.record(id(name), () -> functions.book(id(name),
                    "{\"resourceId\":\"" + resource + "\",\"units\":1,\"expectedVersion\":2}"));
        }

        Runnable resolve(String name) {
            return () -> history.record(id(name), () -> functions.resolve(id(name)));
        }

        Trial trial(Runnable one, Runnable two, Runnable check) {
            return new Trial(List.of(one, two), () -> {
                history.check(resource);
                check.run();
            });
        }

        String outcome(String name) {
            return undisturbed.booking(id(name)).outcome();
        }

        String reason(String name) {
            return undisturbed.booking(id(name)).reason();
        }
    }
}
