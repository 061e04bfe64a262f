package io.holdfast.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;

class CommandIdTest {
    @Test
    void anIdOfADeliveryIsThePrefixAndADigestAndNothingElse() {
        String made = CommandId.ofDelivery("JKJaXmPLvHcESHA=").value();

        assertThat(new CommandId(made).isOfDelivery()).isTrue();
        for (String named : new String[]{"delivery:17", "delivery:", made + "0",
                made.substring(0, made.length() - 1), made.toUpperCase(Locale.ROOT),
                "x" + made}) {
            assertThat(new CommandId(named).isOfDelivery()).as(named).isFalse();
        }
    }
}
