package io.holdfast.replay.input;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/** Checks ids by the rule of the service, and derives ids from arbitrary names. */
public final class Ids {
    /** The limit of characters in an id. */
    public static final int LENGTH = 128;
    private static final Pattern ALPHABET = Pattern.compile("[A-Za-z0-9._:~-]*");
    /** A name that is used unchanged. It has no tilde, which marks a digest of {@link #part}. */
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9._-]{1,40}");
    private static final Pattern NOT_PLAIN = Pattern.compile("[^A-Za-z0-9._-]+");
    private static final Pattern ACCENTS = Pattern.compile("\\p{M}+");
    private static final int READABLE = 20;
    /** 64 bits: a million names collide with a probability of 1 in 36 million. */
    private static final int DIGEST_BYTES = 8;

    private Ids() {}

    /** The fault of an id, as the predicate of a sentence; empty if the id is valid. */
    static Optional<String> fault(String id) {
        if (id.isEmpty()) {
            return Optional.of("is empty");
        }
        if (!ALPHABET.matcher(id).matches()) {
            return Optional.of("\"" + id + "\" has a character other than "
                    + "A-Z a-z 0-9 . _ : ~ -");
        }
        if (id.length() > LENGTH) {
            return Optional.of("has " + id.length() + " characters; the limit is " + LENGTH);
        }
        return id.equals(".") || id.equals("..")
                ? Optional.of("\"" + id + "\" cannot be addressed in a URL")
                : Optional.empty();
    }

    /**
     * Derives a part of an id (no colon, at most 40 characters) from a name. A plain name is used
     * unchanged. Any other name keeps its readable characters and gets a digest, so that two names
     * never share a part: a plain name has no tilde, and a part with a digest always has one.
     */
    public static String part(String name) {
        String stripped = Normalizer.normalize(name.strip(), Normalizer.Form.NFC);
        if (PLAIN.matcher(stripped).matches()) {
            return stripped;
        }
        String readable = NOT_PLAIN.matcher(ACCENTS
                .matcher(Normalizer.normalize(stripped, Normalizer.Form.NFKD)).replaceAll(""))
                .replaceAll("-");
        byte[] digest = Digests.sha256().digest(stripped.getBytes(StandardCharsets.UTF_8));
        return readable.substring(0, Math.min(READABLE, readable.length())) + "~"
                + HexFormat.of().formatHex(digest, 0, DIGEST_BYTES);
    }
}
