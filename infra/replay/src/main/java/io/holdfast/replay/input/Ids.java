package io.holdfast.replay.input;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/** The service's rule for ids, and ids made of names that do not follow it. */
public final class Ids {
    /** Characters of an id. */
    public static final int LENGTH = 128;
    private static final Pattern ALPHABET = Pattern.compile("[A-Za-z0-9._:~-]*");
    /** A name that is its own part of an id. The tilde is left to {@link #part}. */
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9._-]{1,40}");
    private static final Pattern NOT_PLAIN = Pattern.compile("[^A-Za-z0-9._-]+");
    private static final Pattern ACCENTS = Pattern.compile("\\p{M}+");
    private static final int READABLE = 20;
    /** 64 bits: among a million names two are alike with a chance of 1 in 36 million. */
    private static final int DIGEST_BYTES = 8;

    private Ids() {}

    /** What is wrong with an id, as the end of a sentence; empty if nothing is. */
    static Optional<String> fault(String id) {
        if (id.isEmpty()) {
            return Optional.of("is empty");
        }
        if (!ALPHABET.matcher(id).matches()) {
            return Optional.of("\"" + id + "\" has a character that is none of "
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
     * A part of an id (no colon, at most 40 characters) for a name. Plain names stay as they are.
     * Any other keeps what can be read of it and gets a digest, so that two names never share a
     * part. A plain name has no tilde, and a part with a digest always has one.
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
