package io.holdfast.lambda.json;

import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * Reads JSON numbers as JSON Schema's {@code integer} does: {@code 1.0}, {@code 1e0} and
 * {@code 10e-1} are whole numbers. It works on the digits, so that {@code 1e999999999} costs no
 * more than its eleven characters.
 *
 * @see <a href="https://json-schema.org/draft/2020-12/json-schema-core#section-4.2.3">JSON Schema,
 *      instance equality</a>
 */
final class WholeNumber {
    /** Digits of the largest long. */
    private static final int LONG_DIGITS = 19;
    /** More than the digits that a body can hold, so that a larger exponent has the same result. */
    private static final int MOST_EXPONENT = 1_000_000;

    private static final Pattern EXPONENT = Pattern.compile("[eE]");

    private WholeNumber() {}

    /**
     * Reads a number.
     *
     * @param text a number by JSON's grammar
     * @return empty if it is not whole; the nearest long if no long can hold it, which is beyond every
     *         limit, so that the error names the limit
     */
    static OptionalLong parse(String text) {
        boolean negative = text.startsWith("-");
        String[] scientific = EXPONENT.split(text.substring(negative ? 1 : 0), 2);
        String[] decimal = scientific[0].split("\\.", 2);
        String fraction = decimal.length == 2 ? decimal[1] : "";
        String digits = decimal[0] + fraction;
        int first = 0;
        while (first < digits.length() && digits.charAt(first) == '0') {
            first++;
        }
        int end = digits.length();
        while (end > first && digits.charAt(end - 1) == '0') {
            end--;
        }
        if (first == end) {
            return OptionalLong.of(0);
        }
        int exponent = scientific.length == 2 ? exponent(scientific[1]) : 0;
        int zeros = exponent - fraction.length() + digits.length() - end;
        return zeros < 0
                ? OptionalLong.empty()
                : OptionalLong.of(saturated(negative, digits.substring(first, end), zeros));
    }

    private static int exponent(String text) {
        boolean negative = text.startsWith("-");
        String digits = text.replaceFirst("^[+-]?0*", "");
        int magnitude = digits.isEmpty()
                ? 0
                : digits.length() > Integer.toString(MOST_EXPONENT).length()
                        ? MOST_EXPONENT
                        : Math.min(MOST_EXPONENT, Integer.parseInt(digits));
        return negative ? -magnitude : magnitude;
    }

    private static long saturated(boolean negative, String digits, int zeros) {
        long nearest = negative ? Long.MIN_VALUE : Long.MAX_VALUE;
        if (digits.length() + zeros > LONG_DIGITS) {
            return nearest;
        }
        try {
            return Long.parseLong((negative ? "-" : "") + digits + "0".repeat(zeros));
        } catch (NumberFormatException e) {
            return nearest;
        }
    }
}
