package io.holdfast.lab.race;

import io.holdfast.domain.BookingId;
import io.holdfast.domain.CommandId;
import io.holdfast.domain.ResourceId;
import io.holdfast.domain.command.Command;
import io.holdfast.domain.command.Command.Book;
import io.holdfast.domain.command.Command.Define;
import io.holdfast.domain.command.Command.Resolve;
import io.holdfast.domain.command.FollowUp.Amend;
import io.holdfast.domain.command.FollowUp.Confirm;
import io.holdfast.domain.command.FollowUp.Extend;
import io.holdfast.domain.command.FollowUp.Release;
import io.holdfast.domain.command.LineRequest;
import io.holdfast.domain.command.Part;
import io.holdfast.domain.command.Precondition;
import io.holdfast.domain.resource.ResourceStatus;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** The commands that race in the scenarios. */
public final class RacingCommands {
    public static final Sent BOOK = Sent.of("book", book("X", 1));
    public static final Sent BOOK_MORE = Sent.of("book more", book("X", 2));
    public static final Sent BOOK_OTHER = Sent.of("book other", book("Y", 1));
    /** Needs more units than are available: those of an expired hold, or of a stale intent. */
    public static final Sent SETTLER = Sent.of("settler", book("Z", 2))
            .later(Duration.ofMinutes(2));
    public static final Sent HOLD = Sent.of("hold", hold("N", 1));
    public static final Sent HOLD_OTHER = Sent.of("hold other", hold("O", 1));
    public static final Sent BOOK_BOTH = Sent.of("book both", new Book(new BookingId("M"),
            List.of(line(World.B, 1), line(World.A, 1)), Optional.empty(), Optional.empty()));
    public static final Sent HOLD_BOTH = Sent.of("hold both", new Book(new BookingId("M"),
            List.of(line(World.B, 1), line(World.A, 1)), Optional.of(Duration.ofMinutes(1)),
            Optional.empty()));
    public static final Sent CONFIRM = Sent.of("confirm", confirm("c"));
    public static final Sent CONFIRM_OTHER = Sent.of("confirm other", confirm("c2"));
    public static final Sent CONFIRM_STRANGER = Sent.of("confirm stranger",
            new Confirm(World.G, new CommandId("s")));
    public static final Sent RELEASE = Sent.of("release", release("r", OptionalLong.empty()));
    public static final Sent RELEASE_OTHER = Sent.of("release other",
            release("r2", OptionalLong.empty()));
    public static final Sent RELEASE_ONE = Sent.of("release one",
            release("p", OptionalLong.of(1)));
    public static final Sent RELEASE_ONE_OTHER = Sent.of("release one other",
            release("p2", OptionalLong.of(1)));
    public static final Sent RELEASE_FOUR = Sent.of("release four",
            release("q", OptionalLong.of(4)));
    public static final Sent RELEASE_FIVE = Sent.of("release five",
            release("q2", OptionalLong.of(5)));
    /** Says which line, which a booking of several lines needs. */
    public static final Sent RELEASE_PART = Sent.of("release part", new Release(World.H,
            new CommandId("p3"), OptionalLong.empty(), List.of(new Part(World.A, 1))));
    /** Beyond the clocks of most collectors. A clock that is ahead by 11 s gets a later slot. */
    public static final Sent EXTEND = Sent.of("extend", extend("x", Duration.ofMinutes(3)));
    public static final Sent EXTEND_OTHER = Sent.of("extend other",
            extend("x2", Duration.ofMinutes(5)));
    /** Changes nothing, but by a clock that is ahead by 11 s it does. */
    public static final Sent EXTEND_HARDLY = Sent.of("extend hardly",
            extend("x3", Duration.ofMinutes(1)));
    /** Takes the unit that is available. */
    public static final Sent AMEND_UP = Sent.of("amend up", amend(World.H, "u", a(3)));
    /** Makes the same of the booking, as another command. */
    public static final Sent AMEND_UP_OTHER = Sent.of("amend up other",
            amend(World.H, "u2", a(3)));
    /** More than can be available. */
    public static final Sent AMEND_TOO_FAR = Sent.of("amend too far",
            amend(World.H, "u4", a(4)));
    public static final Sent AMEND_DOWN = Sent.of("amend down", amend(World.H, "v", a(1)));
    /** Swaps all units of {@code A} for one of {@code B}. */
    public static final Sent AMEND_SWAP = Sent.of("amend swap", amend(World.H, "w", b(1)));
    /** What is the other way around with {@code G}. */
    public static final Sent AMEND_SWAP_STRANGER = Sent.of("amend swap stranger",
            amend(World.G, "w2", a(1)));
    /** Lowers {@code A}; has one unit of {@code B}, which most bookings have not. */
    public static final Sent AMEND_MIX = Sent.of("amend mix", amend(World.H, "m", a(1), b(1)));
    /** Raises {@code A}, and lowers {@code B} of a booking that has units of both. */
    public static final Sent AMEND_MIX_OTHER = Sent.of("amend mix other",
            amend(World.H, "m2", b(1), a(3)));
    public static final Sent AMEND_SAME = Sent.of("amend same", amend(World.H, "y", a(2)));
    /** Names no resource: it is the one that the booking has units of. */
    public static final Sent AMEND_UNITS = Sent.of("amend units", new Amend(World.H,
            new CommandId("z"), OptionalLong.of(3), List.of()));
    public static final Sent RESOLVE = Sent.of("resolve", new Resolve(new BookingId("X")));
    public static final Sent GROW = Sent.of("grow", define("g", OptionalLong.of(5), null, false));
    public static final Sent CUT = Sent.of("cut", define("d", OptionalLong.of(2), null, false));
    public static final Sent DRAIN = Sent.of("drain", define("w", OptionalLong.of(1), null, true));
    public static final Sent CLOSE = Sent.of("close",
            define("e", OptionalLong.empty(), ResourceStatus.CLOSED, false));
    public static final Sent OPEN = Sent.of("open",
            define("o", OptionalLong.empty(), ResourceStatus.OPEN, false));
    /** Changes nothing, and so writes nothing but its own record. */
    public static final Sent NOTHING = Sent.of("nothing",
            define("n", OptionalLong.empty(), null, false));
    public static final Sent CREATE = Sent.of("create",
            new Define(World.A, new CommandId("k"), OptionalLong.of(2), Optional.empty(), false,
                    OptionalLong.empty(), Precondition.ABSENT));
    /** Two bookings that share a write. */
    public static final Sent GROUP = Sent.of("group", book("X", 1), book("Y", 1));
    /** Shares a booking with the other group. */
    public static final Sent GROUP_OTHER = Sent.of("other group", book("Y", 1), book("Z", 2));

    /** One command of every kind. All pairs of them race, and each one with itself. */
    public static final List<Sent> KINDS = List.of(BOOK, HOLD, BOOK_BOTH, CONFIRM, RELEASE_ONE,
            RELEASE, RESOLVE, GROW, CUT, CLOSE, GROUP, SETTLER, EXTEND, EXTEND_HARDLY, AMEND_UP,
            AMEND_DOWN, AMEND_SWAP, AMEND_MIX, AMEND_SAME);
    /** All of them. */
    public static final List<Sent> ALL = List.of(BOOK, BOOK_MORE, BOOK_OTHER, SETTLER, HOLD,
            HOLD_OTHER, BOOK_BOTH, HOLD_BOTH, CONFIRM, CONFIRM_OTHER, RELEASE, RELEASE_OTHER,
            RELEASE_ONE, RELEASE_ONE_OTHER, RELEASE_FOUR, RESOLVE, GROW, CUT, CLOSE, OPEN,
            NOTHING, GROUP, GROUP_OTHER, RELEASE_PART, EXTEND, EXTEND_OTHER, EXTEND_HARDLY,
            AMEND_UP, AMEND_UP_OTHER, AMEND_TOO_FAR, AMEND_DOWN, AMEND_SWAP, AMEND_MIX,
            AMEND_MIX_OTHER, AMEND_SAME, AMEND_UNITS);

    private RacingCommands() {}

    private static LineRequest line(ResourceId resource, long units) {
        return new LineRequest(resource, units, OptionalLong.empty());
    }

    private static Command book(String booking, long units) {
        return new Book(new BookingId(booking), List.of(line(World.A, units)), Optional.empty(),
                Optional.empty());
    }

    private static Command hold(String booking, long units) {
        return new Book(new BookingId(booking), List.of(line(World.A, units)),
                Optional.of(Duration.ofMinutes(1)), Optional.empty());
    }

    private static Command confirm(String id) {
        return new Confirm(World.H, new CommandId(id));
    }

    private static Command release(String id, OptionalLong units) {
        return new Release(World.H, new CommandId(id), units, List.of());
    }

    private static Command extend(String id, Duration holdFor) {
        return new Extend(World.H, new CommandId(id), holdFor);
    }

    private static Command amend(BookingId booking, String id, Part... lines) {
        return new Amend(booking, new CommandId(id), OptionalLong.empty(), List.of(lines));
    }

    private static Part a(long units) {
        return new Part(World.A, units);
    }

    private static Part b(long units) {
        return new Part(World.B, units);
    }

    private static Command define(String id, OptionalLong capacity,
            @Nullable ResourceStatus status, boolean drain) {
        return new Define(World.A, new CommandId(id), capacity, Optional.ofNullable(status), drain,
                OptionalLong.empty(), Precondition.NONE);
    }

    /** A booking of all units that are left, which nothing races for. */
    public static Sent probe(long units, Duration later) {
        return Sent.of("probe", book("probe", units)).later(later);
    }
}
