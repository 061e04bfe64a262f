package io.holdfast.lab.race;

import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** The commands that race in the scenarios. */
public final class RacingCommands {
    public static final Call BOOK = new Call("book", "X", World.EARLY, book("X", 1),
            (functions, world) -> functions.book(world.id("X"), world.id("A"), 1));
    public static final Call BOOK_MORE = new Call("book more", "X", World.EARLY, book("X", 2),
            (functions, world) -> functions.book(world.id("X"), world.id("A"), 2));
    public static final Call BOOK_LAST = new Call("book last", "Y", World.EARLY, book("Y", 1),
            (functions, world) -> functions.book(world.id("Y"), world.id("A"), 1));
    /** Needs the units of the hold, which has expired by this clock. */
    public static final Call COLLECT = new Call("collect", "Z", World.LATE, book("Z", 2),
            (functions, world) -> functions.book(world.id("Z"), world.id("A"), 2));
    public static final Call HOLD = new Call("hold", "N", World.EARLY, book("N", 1),
            (functions, world) -> functions.hold(world.id("N"), world.id("A"), 1, "PT1M"));
    public static final Call BOOK_BOTH = new Call("book both", "M", World.LATE,
            new Asked.Book("M", Map.of("A", 1L, "B", 1L)),
            (functions, world) -> functions.bookEach(world.id("M"), world.id("A"), world.id("B")));
    public static final Call CONFIRM = new Call("confirm", "c", World.EARLY, new Asked.Confirm(),
            (functions, world) -> functions.confirm(world.id("H"), world.id("c")));
    public static final Call CONFIRM_LATE = new Call("confirm", "c", World.LATE, CONFIRM.asked(),
            CONFIRM.ask());
    public static final Call CONFIRM_OTHER = new Call("confirm other", "c2", World.EARLY,
            new Asked.Confirm(),
            (functions, world) -> functions.confirm(world.id("H"), world.id("c2")));
    public static final Call RELEASE = new Call("release", "r", World.EARLY, release(),
            (functions, world) -> functions.release(world.id("H"), world.id("r")));
    public static final Call RELEASE_LATE = new Call("release", "r", World.LATE, RELEASE.asked(),
            RELEASE.ask());
    public static final Call RELEASE_OTHER = new Call("release other", "r2", World.EARLY, release(),
            (functions, world) -> functions.release(world.id("H"), world.id("r2")));
    public static final Call RELEASE_ONE = new Call("release one", "p", World.EARLY, release(1),
            (functions, world) -> functions.release(world.id("H"), world.id("p"), 1));
    public static final Call RELEASE_ONE_LATE = new Call("release one", "p", World.LATE,
            RELEASE_ONE.asked(), RELEASE_ONE.ask());
    public static final Call RELEASE_ONE_OTHER = new Call("release one other", "p2", World.EARLY,
            release(1),
            (functions, world) -> functions.release(world.id("H"), world.id("p2"), 1));
    public static final Call RELEASE_TOO_MANY = new Call("release four", "q", World.EARLY,
            release(4),
            (functions, world) -> functions.release(world.id("H"), world.id("q"), 4));
    public static final Call RELEASE_TOO_MANY_LATE = new Call("release four", "q", World.LATE,
            release(4),
            RELEASE_TOO_MANY.ask());
    public static final Call RESOLVE = new Call("resolve", "X", World.EARLY, new Asked.Resolve(),
            (functions, world) -> functions.resolve(world.id("X")));
    public static final Call CUT = new Call("cut", "d", World.EARLY, capacity(2),
            (functions, world) -> functions.define(world.id("A"), world.id("d"),
                    "{\"capacity\":2}"));
    public static final Call GROW = new Call("grow", "g", World.EARLY, capacity(5),
            (functions, world) -> functions.define(world.id("A"), world.id("g"),
                    "{\"capacity\":5}"));
    public static final Call CLOSE = new Call("close", "e", World.EARLY,
            new Asked.Define(OptionalLong.empty()),
            (functions, world) -> functions.define(world.id("A"), world.id("e"),
                    "{\"status\":\"CLOSED\"}"));

    /** Changes nothing, and so writes nothing but its own record. */
    public static final Call NOTHING = new Call("nothing", "n", World.EARLY,
            new Asked.Define(OptionalLong.empty()),
            (functions, world) -> functions.define(world.id("A"), world.id("n"), "{}"));

    /** One command of every kind. All pairs of them race, and each one with itself. */
    public static final List<Call> KINDS = List.of(BOOK, COLLECT, HOLD, BOOK_BOTH, CONFIRM,
            RELEASE_ONE,
            RELEASE, RESOLVE, CUT);

    /** Two bookings that share a write, and collect in it. */
    public static final Batch GROUP = new Batch("group", World.LATE, List.of(BOOK, BOOK_LAST),
            List.of(world -> book(world, "X", 1, ""), world -> book(world, "Y", 1, "")));
    /** Two bookings of which only one fits. */
    public static final Batch CROWD = new Batch("crowd", World.EARLY, List.of(BOOK, BOOK_LAST),
            List.of(world -> book(world, "X", 1, ""), world -> book(world, "Y", 1, "")));
    /** Shares a booking with the other group, and has one that needs the units of the hold. */
    public static final Batch GROUP_OTHER = new Batch("other group", World.LATE,
            List.of(BOOK_LAST, COLLECT),
            List.of(world -> book(world, "Y", 1, ""), world -> book(world, "Z", 2, "")));
    /** A hold and a booking, and behind them two commands that must not overtake them. */
    public static final Batch MIXED = new Batch("mixed batch", World.EARLY,
            List.of(HOLD, BOOK, CONFIRM, RESOLVE),
            List.of(world -> book(world, "N", 1, ",\"holdFor\":\"PT1M\""),
                    world -> book(world, "X", 1, ""),
                    world -> "{\"command\":\"confirm\",\"bookingId\":\"" + world.id("H")
                            + "\",\"commandId\":\"" + world.id("c") + "\"}",
                    world -> "{\"command\":\"resolve\",\"bookingId\":\"" + world.id("X")
                            + "\"}"));

    public static final List<Sent> ALL = List.of(GROUP, GROUP_OTHER, CROWD, MIXED, BOOK, BOOK_MORE,
            BOOK_LAST,
            COLLECT, HOLD, BOOK_BOTH, CONFIRM, CONFIRM_LATE, CONFIRM_OTHER, RELEASE, RELEASE_LATE,
            RELEASE_OTHER, RELEASE_ONE,
            RELEASE_ONE_LATE, RELEASE_ONE_OTHER, RELEASE_TOO_MANY, RELEASE_TOO_MANY_LATE, RESOLVE,
            CUT, GROW, CLOSE, NOTHING);

    private RacingCommands() {}

    private static Asked book(String booking, long units) {
        return new Asked.Book(booking, Map.of("A", units));
    }

    private static Asked capacity(long capacity) {
        return new Asked.Define(OptionalLong.of(capacity));
    }

    private static Asked release() {
        return new Asked.Release(OptionalLong.empty());
    }

    private static Asked release(long units) {
        return new Asked.Release(OptionalLong.of(units));
    }

    private static String book(World world, String id, long units, String more) {
        return "{\"command\":\"book\",\"bookingId\":\"" + world.id(id)
                + "\",\"resourceId\":\"" + world.id("A") + "\",\"units\":" + units + more + "}";
    }
}
