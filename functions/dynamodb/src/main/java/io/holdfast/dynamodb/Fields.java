package io.holdfast.dynamodb;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Reads the attributes of one item or map strictly: an absent or mistyped one is an error. */
record Fields(Map<String, AttributeValue> attributes) {
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

    /** @param unknown stands for every text that this release has no constant for */
    <E extends Enum<E>> E constant(String name, E unknown) {
        String text = text(name);
        return Arrays.stream(unknown.getDeclaringClass().getEnumConstants())
                .filter(constant -> constant.name().equals(text)).findFirst().orElse(unknown);
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

    Optional<Instant> time(String name) {
        return has(name) ? Optional.of(Instant.ofEpochMilli(number(name))) : Optional.empty();
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
