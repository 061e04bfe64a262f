package io.holdfast.operate.run;

import io.holdfast.dynamodb.item.Attribute;
import java.util.Map;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** When a record was last written, as far as it says so itself. */
final class LastWrite {
    private LastWrite() {}

    /**
     * The greatest time of a booking or a definition in epoch milliseconds; 0 if it has none. A
     * write that only raises the version leaves none; it changes no entry and no units either.
     */
    static long millis(Map<String, AttributeValue> item) {
        AttributeValue commands = item.get(Attribute.COMMANDS);
        Stream<AttributeValue> entries = commands == null || !commands.hasM()
                ? Stream.empty()
                : commands.m().values().stream();
        return LongStream.concat(
                Stream.of(Attribute.DECIDED_AT, Attribute.CONFIRMED_AT, Attribute.RELEASED_AT)
                        .mapToLong(name -> number(item.get(name))),
                entries.mapToLong(entry -> number(entry.m().get(Attribute.DECIDED_AT)))).max()
                .orElse(0);
    }

    /** A whole number, or 0 for anything else: the judge has a rule for those. */
    static long number(@Nullable AttributeValue value) {
        if (value == null || value.n() == null) {
            return 0;
        }
        try {
            return Long.parseLong(value.n());
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}
