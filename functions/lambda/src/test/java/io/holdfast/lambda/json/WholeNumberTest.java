package io.holdfast.lambda.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Numbers are whole as they are in JSON Schema: by their value, not by how they are written. */
class WholeNumberTest {
    private static final int NUMBERS = 200_000;

    @ParameterizedTest
    @CsvSource({"1.0, 1", "1e0, 1", "10e-1, 1", "1.50e1, 15", "-0.0, 0", "0e-5, 0", "1E+3, 1000",
            "-2.0e0, -2", "0e999999999, 0", "9223372036854775807, 9223372036854775807",
            "9223372036854775808, 9223372036854775807", "-1e19, -9223372036854775808",
            "1e999999999, 9223372036854775807", "-1e99999999999999999999, -9223372036854775808",
            "1e0000000000000000000001, 10"})
    void wholeByItsValue(String text, long value) {
        assertThat(WholeNumber.parse(text)).hasValue(value);
    }

    @ParameterizedTest
    @CsvSource({"1.5", "1e-1", "10.01e1", "1e-999999999", "-0.5", "1e-99999999999999999999"})
    void notWhole(String text) {
        assertThat(WholeNumber.parse(text)).isEmpty();
    }

    @Test
    void everyNumberIsReadAsAnExactDecimalWouldBe() {
        Random random = new Random(7);
        for (int i = 0; i < NUMBERS; i++) {
            String text = number(random);

            assertThat(WholeNumber.parse(text)).as(text).isEqualTo(exact(text));
        }
    }

    @Test
    void manyDigitsAndAHugeExponentCancelOut() {
        String zeros = "0".repeat(60_000);

        assertThat(WholeNumber.parse("0." + zeros + "5e60001")).hasValue(5);
        assertThat(WholeNumber.parse("5" + zeros + "e-60000")).hasValue(5);
        assertThat(WholeNumber.parse("5" + zeros + "e-60001")).isEmpty();
    }

    private static String number(Random random) {
        StringBuilder text = new StringBuilder(random.nextBoolean() ? "-" : "");
        text.append(random.nextInt(3) == 0 ? "0" : digits(random, true));
        if (random.nextBoolean()) {
            text.append('.').append(digits(random, false));
        }
        if (random.nextBoolean()) {
            text.append(random.nextBoolean() ? 'e' : 'E')
                    .append(new String[]{"", "+", "-"}[random.nextInt(3)])
                    .append(random.nextInt(24));
        }
        return text.toString();
    }

    private static String digits(Random random, boolean leading) {
        StringBuilder digits = new StringBuilder();
        int length = 1 + random.nextInt(12);
        for (int i = 0; i < length; i++) {
            boolean zero = random.nextBoolean() && !(leading && i == 0);
            digits.append(zero ? 0 : 1 + random.nextInt(9));
        }
        return digits.toString();
    }

    private static OptionalLong exact(String text) {
        BigDecimal value = new BigDecimal(text);
        if (value.signum() != 0 && value.stripTrailingZeros().scale() > 0) {
            return OptionalLong.empty();
        }
        BigInteger whole = value.toBigInteger();
        return OptionalLong.of(whole.bitLength() < Long.SIZE
                ? whole.longValue()
                : whole.signum() < 0 ? Long.MIN_VALUE : Long.MAX_VALUE);
    }
}
