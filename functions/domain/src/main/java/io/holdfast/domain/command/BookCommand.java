package io.holdfast.domain.command;

import io.holdfast.domain.BookingId;
import io.holdfast.domain.Fingerprint;
import io.holdfast.domain.InvalidInput;
import io.holdfast.domain.Limits;
import io.holdfast.domain.resource.ExpiryWheel;
import io.holdfast.domain.resource.ResourceKey;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Take units of one or more resources, all or nothing.
 *
 * @param lines 1 to 24, of distinct resources
 * @param holdFor how long the units are held, in whole seconds up to 7 days; empty to take them for
 *        good at once
 * @param reference the caller's own, at most 256 code points, no control characters
 */
public record BookCommand(BookingId id, List<LineRequest> lines, Optional<Duration> holdFor,
        Optional<String> reference) {
    public BookCommand {
        lines = List.copyOf(lines);
        if (lines.isEmpty()) {
            throw Lines.wrongNumber();
        }
        Lines.require(lines.stream().map(LineRequest::resource).toList());
        InvalidInput.requireAddressable("bookingId", id.value());
        holdFor.ifPresent(BookCommand::requireHold);
        reference.ifPresent(BookCommand::requireReference);
    }

    /** Lines are a set: their order does not make another command of it. */
    public Fingerprint fingerprint() {
        List<@Nullable Object> parts = new ArrayList<>();
        parts.add("book");
        parts.add(reference);
        parts.add(holdFor.map(Duration::toSeconds));
        lines.stream().sorted(Comparator.comparing(LineRequest::resource)).forEach(line -> {
            parts.add(line.resource().value());
            parts.add(line.units());
            parts.add(line.expectedVersion());
        });
        return Fingerprint.of(parts.toArray());
    }

    public Set<ResourceKey> resourceKeys() {
        Set<ResourceKey> keys = new LinkedHashSet<>();
        lines.forEach(line -> keys.add(ResourceKey.of(line.resource())));
        return keys;
    }

    private static void requireHold(Duration holdFor) {
        if (holdFor.compareTo(ExpiryWheel.SHORTEST) < 0
                || holdFor.compareTo(ExpiryWheel.LONGEST) > 0
                || !holdFor.truncatedTo(ChronoUnit.SECONDS).equals(holdFor)) {
            throw new InvalidInput("holdFor", "must be whole seconds from PT1S to P7D");
        }
    }

    private static void requireReference(String reference) {
        // As JSON Schema counts: a character beyond the first 65,536 is one, not two.
        if (reference.codePointCount(0, reference.length()) > Limits.REFERENCE_LENGTH) {
            throw new InvalidInput("reference",
                    "must be at most " + Limits.REFERENCE_LENGTH + " characters");
        }
        // An unpaired surrogate has no UTF-8 form: the table would not give back what went in.
        if (reference.chars().anyMatch(Character::isISOControl)
                || reference.codePoints().anyMatch(c -> c >= 0xD800 && c <= 0xDFFF)) {
            throw new InvalidInput("reference",
                    "must not contain control characters or unpaired surrogates");
        }
    }
}
