package io.holdfast.lab.explorer;

import io.holdfast.engine.Run;
import io.holdfast.lab.Engine;
import io.holdfast.lab.Items;
import io.holdfast.lab.Reply;
import io.holdfast.lab.explorer.World.Call;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The promises, held against what the invocations were told and what stands in the table. Read it
 * from the top: each rule is a method, and its message names the promise that broke.
 */
final class Specification {
    /** The promise that broke. */
    static final class Broken extends RuntimeException {
        private static final long serialVersionUID = 1;

        private final String promise;

        Broken(String promise) {
            super(promise);
            this.promise = promise;
        }

        String promise() {
            return promise;
        }
    }

    /**
     * What became of an invocation.
     *
     * @param invocation its number; those of a batch share one
     * @param reply null if it crashed
     * @param withoutAnswer whether the store gave no decisive answer to a write of it
     * @param met what became of the invocation's requests
     * @param window the moments of the invocation
     */
    record Told(int invocation, Call call, @Nullable Reply reply, boolean withoutAnswer,
            List<Run.Met> met, Window window) {
        /** The reply of one that did not crash. */
        Reply answer() {
            return Objects.requireNonNull(reply);
        }

        boolean couldNotRead() {
            return met.stream().anyMatch(each -> !each.write() && each.fate().isFault());
        }
    }

    private static final List<Integer> VERDICTS = List.of(200, 201, 409);

    private final World world;
    private final List<Told> told;

    private Specification(World world, List<Told> told) {
        this.world = world;
        this.told = told;
    }

    static void check(World world, List<Told> told) {
        Specification specification = new Specification(world, told);
        specification.everyResourceIsTrue();
        specification.noImageTookUnitsWhileClosed();
        specification.definitionsAreAsTold();
        specification.aDefinitionKeepsWhatItDoesNotName();
        specification.reasonsWereTrue();
        specification.aFailedReadDecidesNothing();
        specification.withoutRoomNothingHappensLater();
        specification.undecidedOnlyWithoutAnAnswer();
        specification.oneIdOneCommand();
        specification.oneIdOneVerdictForEver();
        specification.confirmedOnlyIfSomebodyWasTold();
        // Asking again has decided what was open; that must leave everything true as well.
        specification.everyResourceIsTrue();
    }

    private void everyResourceIsTrue() {
        List<Map<String, AttributeValue>> bookings = bookings();
        for (String name : World.RESOURCES) {
            Map<String, AttributeValue> resource = world.resource(name);
            neverOverbookedAndConserved(resource);
            confirmedIsTheSumOfBookings(name, resource, bookings);
            slotsAreTheSumOfHolds(name, resource, bookings);
        }
    }

    private static void neverOverbookedAndConserved(Map<String, AttributeValue> resource) {
        long available = Items.number(resource, "available");
        require(available >= 0, "never overbooked: " + available + " available");
        require(Items.number(resource, "capacity") == available
                + Items.number(resource, "confirmed") + Items.held(resource),
                "conserved: capacity = available + confirmed + held");
    }

    private void confirmedIsTheSumOfBookings(String name, Map<String, AttributeValue> resource,
            List<Map<String, AttributeValue>> bookings) {
        long sum = bookings.stream()
                .filter(booking -> Items.text(booking, "state").equals("CONFIRMED"))
                .mapToLong(booking -> Items.remaining(booking, world.id(name))).sum();
        require(Items.number(resource, "confirmed") == sum,
                "units confirmed are those of the confirmed bookings");
    }

    private void slotsAreTheSumOfHolds(String name, Map<String, AttributeValue> resource,
            List<Map<String, AttributeValue>> bookings) {
        Map<Long, Long> holds = new HashMap<>();
        bookings.stream().filter(booking -> Items.text(booking, "state").equals("HELD"))
                .forEach(booking -> holds.merge(Items.number(booking, "slot"),
                        Items.remaining(booking, world.id(name)), Long::sum));
        Items.expiring(resource).forEach((slot, units) -> require(
                holds.getOrDefault(Long.parseLong(slot), 0L) == Long.parseLong(units.n()),
                "units held are those of the holds"));
        long watermark = Items.number(resource, "expiredThrough");
        holds.forEach((slot, units) -> require(
                units == 0 || slot <= watermark
                        || Items.expiring(resource).containsKey(Long.toString(slot)),
                "a hold that was not collected has its units"));
    }

    private void noImageTookUnitsWhileClosed() {
        world.images().forEach((version, image) -> {
            Map<String, AttributeValue> next = world.images().get(version + 1);
            if (next != null && Items.text(image, "status").equals("CLOSED")) {
                require(taken(next) <= taken(image), "a closed resource takes no booking");
            }
        });
    }

    private void definitionsAreAsTold() {
        for (Told each : told) {
            Reply reply = each.reply();
            if (reply != null && reply.committed() && reply.body().has("definitionVersion")) {
                long version = reply.number("definitionVersion");
                require(world.images().values().stream()
                        .filter(image -> Items.number(image, "definitionVersion") == version)
                        .allMatch(image -> Items.number(image, "capacity") == reply
                                .number("capacity")),
                        "a definition is what its caller was answered");
            }
        }
    }

    /** Where all that were told COMMITTED name one capacity, that is the capacity. */
    private void aDefinitionKeepsWhatItDoesNotName() {
        Set<Long> named = told.stream()
                .filter(each -> each.reply() != null && each.answer().committed())
                .map(each -> each.call().asked())
                .filter(asked -> asked instanceof Asked.Define define
                        && define.capacity().isPresent())
                .map(asked -> ((Asked.Define) asked).capacity().getAsLong())
                .collect(Collectors.toSet());
        boolean othersAreKnown = told.stream()
                .allMatch(each -> !(each.call().asked() instanceof Asked.Define)
                        || (each.reply() != null && each.answer().status() != 503));
        if (named.size() == 1 && othersAreKnown) {
            require(named.contains(Items.number(world.resource("A"), "capacity")),
                    "a definition keeps what it does not name");
        }
    }

    private static long taken(Map<String, AttributeValue> image) {
        return Items.number(image, "confirmed") + Items.held(image);
    }

    private void reasonsWereTrue() {
        new Reasons(world, told).untrue().ifPresent(untrue -> {
            throw new Broken(untrue);
        });
    }

    /** Nothing is in flight after a read that failed, so nothing needs to be recorded. */
    private void aFailedReadDecidesNothing() {
        for (Told each : told) {
            boolean first = !each.met().isEmpty() && !each.met().getFirst().write()
                    && each.met().getFirst().fate().isFault();
            require(!first || each.reply() == null
                    || (each.reply().status() == 503 && each.met().size() == 1),
                    "a failed read decides nothing, and is followed by no request");
        }
    }

    /** A failure without room is no verdict; what was answered must stay true all the same. */
    private void withoutRoomNothingHappensLater() {
        Map<String, AttributeValue> hold = world.booking("H");
        for (Told each : told) {
            if (each.reply() != null && tooMany(each.reply())) {
                require(Reasons.hasNoRoom(world), "too many commands only where there is no room");
                boolean alone = told.stream()
                        .filter(other -> other.call().id().equals(each.call().id())).count() == 1;
                boolean stands = Items.commands(hold).containsKey(world.id(each.call().id()));
                require(!alone || !stands,
                        "a command for which there was no room never takes effect later");
                require(!stands || decidedByAnother(each),
                        "if it does, then by another delivery of the same command");
            }
        }
        require(Items.failures(hold) <= 100, "a booking keeps a bounded number of failures");
    }

    /** The weaker rule: an attempt that was answered so has not taken effect, but its twin may have. */
    private boolean decidedByAnother(Told one) {
        return told.stream()
                .filter(each -> !each.equals(one))
                .filter(each -> each.call().id().equals(one.call().id()))
                .anyMatch(each -> each.reply() == null || each.reply().status() == 503
                        || each.reply().committed());
    }

    private static boolean tooMany(Reply reply) {
        return reply.text("type").endsWith("too-many-commands");
    }

    private void undecidedOnlyWithoutAnAnswer() {
        for (Told each : told) {
            require(each.reply() == null || each.reply().status() != 503 || each.withoutAnswer()
                    || each.couldNotRead() || isBehindOneWithoutRoom(each),
                    "UNDECIDED only when the store gave no decisive answer");
        }
    }

    /** A message waits for the one before it in its group, which found no room and is delivered again. */
    private boolean isBehindOneWithoutRoom(Told one) {
        return told.stream().filter(each -> each.invocation() == one.invocation())
                .anyMatch(each -> each.reply() != null && tooMany(each.reply()));
    }

    private void oneIdOneCommand() {
        Map<String, String> names = new HashMap<>();
        for (Told each : told) {
            Reply reply = each.reply();
            // An abandoned id answers so to every command; resolve asks for no command's payload.
            if (reply != null && VERDICTS.contains(reply.status())
                    && !reply.reason().equals("ABANDONED")
                    && !each.call().name().equals("resolve")) {
                String first = names.putIfAbsent(each.call().id(), each.call().name());
                require(first == null || first.equals(each.call().name()),
                        "one id, one command: key-reused for any other");
            }
        }
    }

    private void oneIdOneVerdictForEver() {
        for (Told each : told) {
            Reply again = each.call().ask(Engine.embedded(), World.END, world);
            Reply reply = each.reply();
            if (reply == null || reply.status() == 503) {
                continue;
            }
            boolean sharesItsId = told.stream()
                    .anyMatch(other -> other.call().id().equals(each.call().id())
                            && !other.call().name().equals(each.call().name()));
            if (tooMany(reply)) {
                continue;
            }
            if (reply.status() == 422) {
                require(sharesItsId, "key-reused only where another command has the id");
                continue;
            }
            require(VERDICTS.contains(reply.status()),
                    "a verdict, and not " + reply.status());
            require(again.verdict().equals(reply.verdict()), "one id, one verdict for ever: "
                    + reply.verdict() + ", then " + again.verdict());
        }
    }

    private void confirmedOnlyIfSomebodyWasTold() {
        List<Told> confirms = told.stream().filter(each -> each.call().name().startsWith("confirm"))
                .toList();
        boolean mayHave = confirms.stream().anyMatch(each -> each.reply() == null
                || each.reply().status() == 503 || each.reply().committed());
        require(mayHave || !world.booking("H").containsKey("confirmedAt"),
                "a confirm that FAILED never takes effect");
    }

    private List<Map<String, AttributeValue>> bookings() {
        return Stream.concat(Stream.of("H", "G"), told.stream().map(each -> each.call().id()))
                .distinct().map(world::booking)
                .filter(booking -> Items.text(booking, "outcome").equals("COMMITTED"))
                .collect(Collectors.toList());
    }

    private static void require(boolean kept, String promise) {
        if (!kept) {
            throw new Broken(promise);
        }
    }
}
