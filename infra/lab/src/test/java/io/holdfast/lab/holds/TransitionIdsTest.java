package io.holdfast.lab.holds;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.lab.Engine;
import io.holdfast.lab.Functions;
import io.holdfast.lab.Items;
import io.holdfast.lab.Reply;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** The ids of confirms and releases, and the units that they name. */
class TransitionIdsTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private final Functions noon = Functions.on(Engine.embedded(), NOON);
    private final String resource = Engine.fresh("resource");
    private final String held = Engine.fresh("held");

    @Test
    void theSameKeyForAnotherChangeIsReused() {
        noon.define(resource, 5);
        noon.hold(held, resource, 5, "PT10M");
        String command = Engine.fresh("command");
        noon.release(held, command, 2);

        assertThat(noon.release(held, command, 1).status()).isEqualTo(422);
        assertThat(noon.confirm(held, command).status()).isEqualTo(422);
        assertThat(noon.counters(resource)).isEqualTo("2 3 0");
    }

    /** A confirm of a confirmed booking is COMMITTED without a record, so its id is still free. */
    @Test
    void anIdThatLeftNoRecordBelongsToTheNextCommandThatTakesIt() {
        noon.define(resource, 5);
        noon.hold(held, resource, 5, "PT10M");
        noon.confirm(held, Engine.fresh("first"));
        String twice = Engine.fresh("twice");

        assertThat(noon.confirm(held, twice).committed()).isTrue();
        assertThat(Items.commands(Items.booking(held))).doesNotContainKey(twice);
        assertThat(noon.confirm(held, twice).committed()).as("asked again").isTrue();
        assertThat(noon.release(held, twice, 2).committed()).as("another command").isTrue();

        Reply reused = noon.confirm(held, twice);
        assertThat(reused.status()).isEqualTo(422);
        assertThat(reused.text("type")).isEqualTo("urn:holdfast:problem:key-reused");
        assertThat(noon.counters(resource)).as("the verdicts before still hold").isEqualTo("2 0 3");
    }

    @Test
    void unitsOfABookingOfSeveralLinesAreReleasedByLine() {
        String second = Engine.fresh("second");
        noon.define(resource, 5);
        noon.define(second, 5);
        noon.book(held, "{\"lines\":[{\"resourceId\":\"" + resource + "\",\"units\":3},"
                + "{\"resourceId\":\"" + second + "\",\"units\":2}]}");

        Reply vague = noon.release(held, Engine.fresh("vague"), 1);
        Reply release = noon.release(held, Engine.fresh("release"),
                "{\"lines\":[{\"resourceId\":\"" + second + "\",\"units\":2}]}");

        assertThat(vague.status()).isEqualTo(400);
        assertThat(vague.text("detail")).contains("units").contains("lines");
        assertThat(release.committed()).isTrue();
        assertThat(release.body().at("/lines/1/remaining").longValue()).isZero();
        assertThat(noon.counters(resource)).isEqualTo("2 0 3");
        assertThat(noon.release(held, Engine.fresh("rest")).text("state")).isEqualTo("RELEASED");
        assertThat(noon.counters(resource)).isEqualTo("5 0 0");
        assertThat(noon.release(held, Engine.fresh("vague"), 1).text("reason"))
                .as("no line has units left, so it is not one of several")
                .isEqualTo("ILLEGAL_STATE");
    }
}
