package io.holdfast.dynamodb.item;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Reads the attributes of one item or map strictly: an absent or mistyped one is an error. */
record Fields(Map<String, AttributeValue> attributes) {
    /** The end of the year 9999 in epoch milliseconds. */
    private static final long LAST_MILLI = 253_402_300_799_999L;
    /** The same in epoch minutes. */
    static final long LAST_SLOT = LAST_MILLI / 60_000;

    String text(String name) {
        return require(name, required(name).s());
    }

    Optional<String> optionalText(String name) {
        return attributes.containsKey(name) ? Optional.of(text(name)) : Optional.empty();
    }

    long number(String name) {
        try {
            return Long.parseLong(require(name, required(name).n()));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(name + " is not a whole number", e);
        }
    }

    int smallNumber(String name) {
        return Math.toIntExact(number(name));
    }

    boolean flag(String name) {
        return require(name, required(name).bool());
    }

    /** @param unknown the constant for every text that this release does not know */
    <E extends Enum<E>> E constant(String name, E unknown) {
        String text = text(name);
        for (E constant : unknown.getDeclaringClass().getEnumConstants()) {
            if (constant.name().equals(text)) {
                return constant;
            }
        }
        return unknown;
    }

    Fields map(String name) {
        AttributeValue value = required(name);
        return new Fields(require(name, value.hasM() ? value.m() : null));
    }

    List<Fields> maps(String name) {
        AttributeValue value = required(name);
        return require(name, value.hasL() ? value.l() : null).stream()
                .map(each -> new Fields(each.m())).toList();
    }

    List<Long> numbers(String name) {
        AttributeValue value = required(name);
        return require(name, value.hasL() ? value.l() : null).stream()
                .map(each -> Long.valueOf(require(name, each.n()))).toList();
    }

    List<String> texts(String name) {
        AttributeValue value = required(name);
        return require(name, value.hasL() ? value.l() : null).stream()
                .map(each -> require(name, each.s())).toList();
    }

    Optional<Instant> optionalTime(String name) {
        return has(name) ? Optional.of(time(name)) : Optional.empty();
    }

    /**
     * A time in epoch milliseconds. A time beyond the year 9999 has no text that others can read.
     */
    Instant time(String name) {
        return Instant.ofEpochMilli(requireRange(name, number(name), LAST_MILLI));
    }

    /** A time in epoch seconds, within the same range. */
    Instant second(String name) {
        return Instant.ofEpochSecond(requireRange(name, number(name), LAST_MILLI / 1_000));
    }

    /** A slot in epoch minutes, within the same range. */
    long slot(String name) {
        return requireRange(name, number(name), LAST_SLOT);
    }

    static long requireRange(String name, long value, long most) {
        if (value < 0 || value > most) {
            throw new IllegalArgumentException(name + " is out of range");
        }
        return value;
    }

    boolean has(String name) {
        return attributes.containsKey(name);
    }

    private AttributeValue required(String name) {
        return require(name, attributes.get(name));
    }

    private static <T> T require(String name, @Nullable T value) {
        if (value == null) {
            throw new IllegalArgumentException(name + " is absent or of another type");
        }
        return value;
    }
}
