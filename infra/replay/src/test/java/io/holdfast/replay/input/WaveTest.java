package io.holdfast.replay.input;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.replay.input.Wave.Call;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WaveTest {
    private final Attempt first = attempt("b-1");
    private final Attempt second = attempt("b-2");
    private final Attempt third = attempt("b-3");

    @Test
    void anAmendmentIsSentWithTheWaveAfterItsBooking() {
        Attempt amendment = attempt("b-1");

        List<Wave> waves = Wave.of(List.of(List.of(first, second), List.of(third)),
                Map.of("b-1", amendment, "b-3", attempt("b-3")));

        assertThat(waves).containsExactly(new Wave(List.of(first, second), List.of()),
                new Wave(List.of(third), List.of(amendment)),
                new Wave(List.of(), List.of(attempt("b-3"))));
    }

    @Test
    void amendmentsAreSpreadAmongTheBookingsAndNoneIsLost() {
        Wave wave = new Wave(List.of(attempt("1"), attempt("2"), attempt("3"), attempt("4")),
                List.of(first, second));

        assertThat(wave.calls()).extracting(call -> call.attempt().bookingId())
                .containsExactly("1", "2", "b-1", "3", "4", "b-2");
        assertThat(wave.calls()).extracting(Call::amends)
                .containsExactly(false, false, true, false, false, true);
        assertThat(new Wave(List.of(), List.of(first)).calls())
                .containsExactly(new Call(first, true));
    }

    private static Attempt attempt(String id) {
        return new Attempt(id, 1, Optional.empty(), List.of(new Attempt.Line("room", 1)),
                Optional.empty());
    }
}
