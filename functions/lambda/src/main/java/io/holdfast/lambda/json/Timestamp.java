package io.holdfast.lambda.json;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;

/**
 * Times as callers and consumers read them: RFC 3339 in UTC with always three digits of fraction,
 * so that times sort as text. ({@link Instant#toString()} leaves out a fraction of zero, and
 * {@code 12:00:00Z} sorts after {@code 12:00:00.500Z}.)
 */
public final class Timestamp {
    private static final int MILLIS = 3;
    private static final DateTimeFormatter FORMAT = new DateTimeFormatterBuilder()
            .appendInstant(MILLIS).toFormatter();

    private Timestamp() {}

    public static String text(Instant at) {
        return FORMAT.format(at);
    }
}
