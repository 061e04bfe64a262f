package io.holdfast.lab.longrun;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** What is found while a world runs: answers, broken promises, and a digest of it all. */
final class Findings {
    /** Violations that are kept; the first ones tell the cause. */
    private static final int MOST_VIOLATIONS = 20;

    private final SortedMap<String, Long> answers = new TreeMap<>();
    private final List<String> violations = new ArrayList<>();
    private final MessageDigest digest = Outcome.sha256();
    private final ByteBuffer entry = ByteBuffer.allocate(2 * Long.BYTES);

    void answered(String verb, String answer, long booking, long nowNanos) {
        answers.merge(verb + " " + answer, 1L, Long::sum);
        digest.update(entry.clear().putLong(booking).putLong(nowNanos).flip());
        digest.update(answer.getBytes(StandardCharsets.UTF_8));
    }

    /** Adds an item, or what is left of it, to the digest. */
    void include(String text) {
        digest.update(text.getBytes(StandardCharsets.UTF_8));
    }

    void violated(String sentence) {
        if (violations.size() < MOST_VIOLATIONS) {
            violations.add(sentence);
        }
    }

    SortedMap<String, Long> answers() {
        return answers;
    }

    List<String> violations() {
        return violations;
    }

    /** In hexadecimal; it ends here. */
    String digest() {
        return HexFormat.of().formatHex(digest.digest());
    }
}
