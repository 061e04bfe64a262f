package io.holdfast.lambda.invocation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.lambda.BookHandler;
import io.holdfast.lambda.InvokeHandler;
import io.holdfast.lambda.QueueHandler;
import io.holdfast.lambda.StreamHandler;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A setting that is missing or wrong is reported at the start, in one line, without its value. */
class SettingTest {
    @Test
    void whatIsMissingIsNamed() {
        assertThatThrownBy(() -> Wiring.from(Map.of()))
                .hasMessage("set the environment variable HOLDFAST_TABLE to the name of the table");
        assertThatThrownBy(() -> Wiring.from(Map.of("HOLDFAST_TABLE", "")))
                .hasMessageContaining("HOLDFAST_TABLE");
    }

    @Test
    void whatIsWrongIsNamedAndNotRepeated() {
        for (String wrong : new String[]{"a wrong name", "x!", "arn:aws:dynamodb:table/x"}) {
            assertThatThrownBy(() -> Setting.TABLE.required(Map.of("HOLDFAST_TABLE", wrong)))
                    .hasMessageContaining("HOLDFAST_TABLE").hasMessageNotContaining(wrong);
        }
        assertThatThrownBy(() -> Wiring.from(
                Map.of("HOLDFAST_TABLE", "table", "HOLDFAST_AUTHORIZATION", "none")))
                .hasMessage(
                        "set the environment variable HOLDFAST_AUTHORIZATION to REQUIRED or NONE");
        assertThatThrownBy(() -> Wiring.from(
                Map.of("HOLDFAST_TABLE", "table", "HOLDFAST_METRICS", "\"")))
                .hasMessageContaining("HOLDFAST_METRICS");
    }

    @Test
    void aHandlerThatIsDeployedWithoutItsSettingsFailsWhenItStarts() {
        for (Runnable start : new Runnable[]{BookHandler::new, QueueHandler::new,
                InvokeHandler::new, StreamHandler::new}) {
            assertThatThrownBy(start::run).isInstanceOf(IllegalStateException.class)
                    .hasMessageStartingWith("set the environment variable HOLDFAST_");
        }
    }

    @Test
    void closedIsTheDefault() {
        assertThat(Setting.AUTHORIZATION.optional(Map.of())).isEmpty();
        assertThat(Setting.AUTHORIZATION.optional(Map.of("HOLDFAST_AUTHORIZATION", "NONE")))
                .contains("NONE");
    }
}
