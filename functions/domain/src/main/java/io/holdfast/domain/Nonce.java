package io.holdfast.domain;

import java.util.Base64;

/**
 * The name of one attempt: 96 random bits, drawn in the invocation, as 16 characters of base64url.
 * A record that names the nonce of an intent keeps it; so no two attempts may share one.
 */
public record Nonce(String text) {
    /** Random bytes of a nonce. */
    public static final int BYTES = 12;

    private static final int LENGTH = 16;

    public Nonce {
        if (text.length() != LENGTH || !Characters.all(text, Nonce::isBase64Url)) {
            throw new InvalidInput("nonce", "must be 16 characters of A-Z a-z 0-9 _ -");
        }
    }

    private static boolean isBase64Url(int c) {
        return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')
                || c == '_' || c == '-';
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
