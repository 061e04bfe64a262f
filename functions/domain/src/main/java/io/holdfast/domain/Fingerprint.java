package io.holdfast.domain;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * SHA-256 of a command in canonical form, as 64 hexadecimal digits. Two requests under one id are
 * the same command if, and only if, their fingerprints are equal.
 */
public record Fingerprint(String hex) {
    private static final int HEX = 16;
    private static final int BITS_DIGITS = 16;
    private static final int DIGITS = 64;

    public Fingerprint {
        if (hex.length() != DIGITS || !Characters.all(hex, Fingerprint::isDigit)) {
            throw new InvalidInput("fingerprint", "must be 64 hexadecimal digits");
        }
    }

    /**
     * Digests the parts in order. Each part goes in with its length, so that no two lists of parts
     * read alike; an absent part ({@code null} or an empty Optional) differs from the empty text.
     */
    public static Fingerprint of(@Nullable Object... parts) {
        MessageDigest digest = sha256();
        for (Object each : parts) {
            Object part = unwrap(each);
            byte[] bytes = String.valueOf(part).getBytes(StandardCharsets.UTF_8);
            String frame = (part == null ? "-" : "+") + bytes.length + ":";
            digest.update(frame.getBytes(StandardCharsets.US_ASCII));
            digest.update(bytes);
        }
        return new Fingerprint(HexFormat.of().formatHex(digest.digest()));
    }

    private static boolean isDigit(int c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
    }

    /**
     * The first 64 bits: enough for an intent to tell the commands of one id apart, and short. A
     * collision could only make a delivery adopt the intent of another payload of equal units.
     */
    public long bits() {
        return Long.parseUnsignedLong(hex, 0, BITS_DIGITS, HEX);
    }

    // The digest outlives every release, so it must not depend on how an Optional prints itself.
    private static @Nullable Object unwrap(@Nullable Object part) {
        return switch (part) {
            case Optional<?> some -> some.orElse(null);
            case OptionalLong some -> some.isPresent() ? some.getAsLong() : null;
            case OptionalInt some -> some.isPresent() ? some.getAsInt() : null;
            case null, default -> part;
        };
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
