package io.holdfast.domain;

import java.util.Base64;
import java.util.regex.Pattern;

/**
 * The name of one attempt: 96 random bits, drawn in the invocation, as 16 characters of base64url.
 * A record that names the nonce of an intent keeps it; so no two attempts may share one.
 */
public record Nonce(String text) {
    /** Random bytes of a nonce. */
    public static final int BYTES = 12;

    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]{16}");

    public Nonce {
        if (!FORM.matcher(text).matches()) {
            throw new InvalidInput("nonce", "must be 16 characters of A-Z a-z 0-9 _ -");
        }
    }

    /**
     * A new name.
     *
     * @param random 12 bytes
     */
    public static Nonce of(byte[] random) {
        return new Nonce(Base64.getUrlEncoder().withoutPadding().encodeToString(random));
    }
}
