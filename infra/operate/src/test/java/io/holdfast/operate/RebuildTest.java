package io.holdfast.operate;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.domain.BookingId;
import io.holdfast.domain.Evidence;
import io.holdfast.domain.Fingerprint;
import io.holdfast.domain.Nonce;
import io.holdfast.domain.Reason;
import io.holdfast.domain.ResourceId;
import io.holdfast.domain.Verdict;
import io.holdfast.domain.booking.Admission;
import io.holdfast.domain.booking.Booking;
import io.holdfast.domain.booking.Line;
import io.holdfast.domain.listing.Cursor;
import io.holdfast.domain.listing.ListKey;
import io.holdfast.domain.listing.ListedBooking;
import io.holdfast.domain.listing.Listing;
import io.holdfast.dynamodb.DynamoDbListing;
import io.holdfast.dynamodb.StoreClient;
import io.holdfast.dynamodb.item.BookingItem;
import io.holdfast.dynamodb.item.ListingTable;
import io.holdfast.dynamodb.item.Table;
import io.holdfast.engine.LocalDynamoDb;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A listing that is rebuilt from the table is the one that the stream would have kept. */
class RebuildTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final long SLOT = NOON.getEpochSecond() / 60 + 10;
    private static final ResourceId ROOM = new ResourceId("room");
    private static final int BOOKINGS = 120;

    private static final LocalDynamoDb ENGINE = start();
    private static final DynamoDbClient CLIENT = StoreClient.local(ENGINE.endpoint(),
            StoreClient.localHttp());

    private static LocalDynamoDb start() {
        try {
            return LocalDynamoDb.start(0, Optional.empty());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @BeforeAll
    static void create() {
        CLIENT.createTable(Table.creation("table"));
        for (String listing : List.of("followed", "rebuilt", "beside")) {
            CLIENT.createTable(ListingTable.creation(listing));
        }
        for (int i = 0; i < BOOKINGS; i++) {
            List<Booking> life = life(i);
            CLIENT.putItem(put -> put.tableName("table").item(BookingItem.write(life.getLast())));
            for (int version = 0; version < life.size(); version++) {
                ListedBooking.changed(
                        version == 0 ? Optional.empty() : Optional.of(life.get(version - 1)),
                        life.get(version)).forEach(listing("followed")::put);
            }
        }
    }

    @AfterAll
    static void stop() throws IOException {
        CLIENT.close();
        ENGINE.close();
    }

    @Test
    void aRebuiltListingEqualsTheOneThatWasFollowedAndASecondRunChangesNothing() {
        assertThat(rebuild("rebuilt")).isZero();
        List<String> once = shown("rebuilt");
        assertThat(rebuild("rebuilt")).isZero();

        assertThat(once).isNotEmpty().isEqualTo(shown("followed"));
        assertThat(shown("rebuilt")).isEqualTo(once);
    }

    @Test
    void itNeverReplacesWhatTheStreamHasWrittenSince() {
        Booking later = released(booking("b0", 9, Admission.confirmed(lines(), NOON)));
        ListedBooking.of(later).forEach(listing("beside")::put);

        assertThat(rebuild("beside")).isZero();

        assertThat(shown("beside")).filteredOn(each -> each.startsWith("b0;"))
                .allMatch(each -> each.contains("RELEASED")).isNotEmpty();
    }

    @Test
    void anItemThatCannotBeReadIsNamedAndTheStatusSaysSo() {
        CLIENT.createTable(Table.creation("broken"));
        CLIENT.putItem(put -> put.tableName("broken").item(Map.of("pk",
                AttributeValue.fromS("booking#bad"), "sk", AttributeValue.fromS("booking"))));

        String printed = printed(() -> assertThat(run("broken", "rebuilt")).isEqualTo(1));

        assertThat(printed).contains("cannot be read, left out: booking#bad", "1 unreadable");
    }

    @Test
    void aTableThatDoesNotExistFailsInOneLineAndAMissingOptionIsBadInput() {
        String printed = printed(() -> assertThat(run("none", "rebuilt")).isEqualTo(1));

        assertThat(printed.strip().lines()).hasSize(1).first().asString()
                .startsWith("holdfast: ");
        assertThat(printed(() -> assertThat(Main.run("rebuild", "--table=t")).isEqualTo(2)))
                .contains("--listing");
    }

    private static int rebuild(String listing) {
        return run("table", listing);
    }

    private static int run(String table, String listing) {
        return Main.run("rebuild", "--table=" + table, "--listing=" + listing,
                "--endpoint=" + ENGINE.endpoint());
    }

    private static String printed(Runnable run) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintStream before = System.err;
        System.setErr(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        try {
            run.run();
        } finally {
            System.setErr(before);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    /** What the lists show, without versions. */
    private static List<String> shown(String listing) {
        List<String> shown = new ArrayList<>();
        for (ListKey key : List.of(new ListKey.OfResource(ROOM),
                new ListKey.OfReference("mine"))) {
            Listing.Reading.Entries page;
            Optional<Cursor> after = Optional.empty();
            do {
                page = (Listing.Reading.Entries) listing(listing)
                        .read(new Listing.Part(key, Optional.empty(), after, 100));
                page.entries().forEach(each -> shown.add(each.booking().value() + ";" + key + ";"
                        + each.state() + each.lines() + each.slot()));
                after = page.entries().isEmpty()
                        ? after
                        : Optional.of(new Cursor(
                                page.entries().getLast().booking(),
                                OptionalLong.empty()));
            } while (page.more());
        }
        return shown;
    }

    private static Listing listing(String name) {
        return new DynamoDbListing(CLIENT, name);
    }

    /** The versions of one booking, in order. */
    private static List<Booking> life(int i) {
        Booking held = booking("b" + i, 1, Admission.held(lines(), SLOT));
        Booking confirmed = booking("b" + i, 2, held.admission().orElseThrow().confirm(NOON));
        return switch (i % 5) {
            case 0 -> List.of(held);
            case 1 -> List.of(held, confirmed);
            case 2 -> List.of(held, confirmed, released(confirmed));
            case 3 -> List.of(held, confirmed, confirmed.raised());
            default -> List.of(Booking.abandoned(new BookingId("b" + i),
                    new Verdict.Failed(Reason.ABANDONED, Evidence.NONE, NOON)));
        };
    }

    private static Booking released(Booking booking) {
        Admission admission = booking.admission().orElseThrow();
        return booking(booking.id().value(), booking.version() + 1, admission.release(admission
                .lines().stream().map(line -> line.release(line.remaining())).toList(), NOON));
    }

    private static Booking booking(String id, long version, Admission admission) {
        return new Booking(new BookingId(id), version, new Fingerprint("0".repeat(64)),
                new Verdict.Committed(NOON), Optional.of(admission), Map.of(),
                Optional.of("mine"));
    }

    private static List<Line> lines() {
        return List.of(new Line(ROOM, 5, 5, new Nonce("0123456789abcdef")));
    }
}
