package io.holdfast.lab.longrun;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What all worlds came to.
 *
 * @param answers how many commands got each answer, by verb and answer
 * @param violations of the promises; none, if all is well
 * @param digest of every answer with its time and of every item at the end, in hexadecimal: equal
 *        for equal settings
 * @param resourceWrites after each of which the resource was checked
 */
public record Outcome(SortedMap<String, Long> answers, List<String> violations, String digest,
        long requests, long writeUnits, long readUnits, long resourceWrites) {

    static Outcome of(List<WorldOutcome> worlds) {
        SortedMap<String, Long> answers = new TreeMap<>();
        List<String> violations = new ArrayList<>();
        MessageDigest digest = sha256();
        worlds.forEach(world -> {
            world.answers().forEach((answer, count) -> answers.merge(answer, count, Long::sum));
            violations.addAll(world.violations());
            digest.update(world.digest());
        });
        return new Outcome(answers, violations, HexFormat.of().formatHex(digest.digest()),
                worlds.stream().mapToLong(WorldOutcome::requests).sum(),
                worlds.stream().mapToLong(WorldOutcome::writeUnits).sum(),
                worlds.stream().mapToLong(WorldOutcome::readUnits).sum(),
                worlds.stream().mapToLong(WorldOutcome::resourceWrites).sum());
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
