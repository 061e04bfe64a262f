package io.holdfast.domain.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.domain.BookingId;
import io.holdfast.domain.InvalidInput;
import io.holdfast.domain.ResourceId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HoldDurationTest {
    @ParameterizedTest
    @CsvSource({"PT1S,PT1S", "PT10M,PT10M", "PT0010M,PT10M", "P1W,P7D", "P7D,P7D", "PT168H,P7D",
            "P6DT23H59M60S,P7D", "P1DT1S,PT24H1S", "PT1H1S,PT1H1S", "PT604800S,P7D",
            "P0DT5M,PT5M"})
    void aDurationIsTheSumOfItsParts(String text, Duration duration) {
        assertThat(HoldDuration.parse(text)).isEqualTo(duration);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "P", "PT", "P1DT", "pt10m", "PT10m", "P1w", "-PT1M", "+PT1M",
            "PT-1M", "PT+1M", "PT1.5S", "PT1,5S", "PT0.0S", "P1WT1H", "P1W1D", "P1D1W", "PT1M1H",
            "PT1H1H", "P1H", "PT1D", "P1M", "P1Y", "10M", "PT10M ", " PT10M", "PT10M\n",
            "PT\u0661M", "PT1000000S", "PT 10M", "PT1H 5M", "P-1D"})
    void whatIsNotOfTheGrammarIsRefusedAndTheFieldIsNamed(String text) {
        assertThatThrownBy(() -> HoldDuration.parse(text)).isInstanceOf(InvalidInput.class)
                .hasMessageStartingWith("holdFor: must be an ISO-8601 duration");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "P0W", "P0D", "P7DT1S", "P2W", "PT604801S", "P999999W"})
    void beyondTheLimitsTheyAreNamed(String text) {
        assertThatThrownBy(() -> new Command.Book(new BookingId("b"),
                List.of(new LineRequest(new ResourceId("r"), 1, OptionalLong.empty())),
                Optional.of(HoldDuration.parse(text)), Optional.empty()))
                .hasMessage("holdFor: must be whole seconds from PT1S to P7D");
    }

    /** Where the JDK's own reader takes a text of this grammar, it reads the same duration. */
    @Test
    void whateverBothReadIsTheSameToTheJdk() {
        Random random = new Random(5);
        for (int i = 0; i < 10_000; i++) {
            String time = (random.nextBoolean() ? random.nextInt(200) + "H" : "")
                    + (random.nextBoolean() ? random.nextInt(200) + "M" : "")
                    + random.nextInt(200) + "S";
            String text = "P" + (random.nextBoolean() ? random.nextInt(9) + "D" : "") + "T" + time;
            assertThat(HoldDuration.parse(text)).isEqualTo(Duration.parse(text));
        }
    }
}
