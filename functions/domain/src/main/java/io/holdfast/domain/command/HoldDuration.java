package io.holdfast.domain.command;

import io.holdfast.domain.InvalidInput;
import io.holdfast.domain.resource.ExpiryWheel;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How long a hold lasts, as callers write it: an ISO-8601 duration of weeks ({@code P1W}), or of
 * days, hours, minutes and seconds ({@code P1DT12H}, {@code PT90M}); in capitals, without a sign or
 * a fraction. From {@code PT1S} to {@code P7D}.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc3339#appendix-A">RFC 3339, appendix A</a>
 */
public final class HoldDuration {
    private static final String DIGITS = "[0-9]{1,6}";
    private static final String TIME = "T(%1$sH(%1$sM)?(%1$sS)?|%1$sM(%1$sS)?|%1$sS)"
            .formatted(DIGITS);
    /**
     * The one grammar; both API documents have it as the {@code pattern} of {@code holdFor}. It
     * uses only syntax that every dialect of regular expressions has. Six digits hold every part of
     * a week.
     */
    public static final String PATTERN = "^P(%1$sW|%1$sD(%2$s)?|%2$s)$".formatted(DIGITS, TIME);

    private static final Pattern GRAMMAR = Pattern.compile(PATTERN);
    private static final Pattern PART = Pattern.compile("([0-9]+)([WDHMS])");

    private HoldDuration() {}

    /**
     * Reads a duration. {@link #require} checks its limits.
     *
     * @throws InvalidInput if it does not follow the grammar
     */
    public static Duration parse(String text) {
        if (!GRAMMAR.matcher(text).matches()) {
            throw new InvalidInput("holdFor", "must be an ISO-8601 duration such as PT10M or P1W,"
                    + " in whole weeks or in whole days, hours, minutes and seconds,"
                    + " from PT1S to P7D");
        }
        Duration duration = Duration.ZERO;
        Matcher part = PART.matcher(text);
        while (part.find()) {
            duration = duration.plus(unit(part.group(2)).multipliedBy(
                    Long.parseLong(part.group(1))));
        }
        return duration;
    }

    static void require(Duration holdFor) {
        if (holdFor.compareTo(ExpiryWheel.SHORTEST) < 0
                || holdFor.compareTo(ExpiryWheel.LONGEST) > 0
                || !holdFor.truncatedTo(ChronoUnit.SECONDS).equals(holdFor)) {
            throw new InvalidInput("holdFor", "must be whole seconds from PT1S to P7D");
        }
    }

    private static Duration unit(String letter) {
        return switch (letter) {
            case "W" -> Duration.ofDays(7);
            case "D" -> Duration.ofDays(1);
            case "H" -> Duration.ofHours(1);
            case "M" -> Duration.ofMinutes(1);
            default -> Duration.ofSeconds(1);
        };
    }
}
