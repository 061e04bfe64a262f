package io.holdfast.lab.longrun;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

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
            digest.update(world.digest().getBytes(StandardCharsets.US_ASCII));
        });
        return new Outcome(answers, violations, HexFormat.of().formatHex(digest.digest()),
                worlds.stream().mapToLong(WorldOutcome::requests).sum(),
                worlds.stream().mapToLong(WorldOutcome::writeUnits).sum(),
                worlds.stream().mapToLong(WorldOutcome::readUnits).sum(),
                worlds.stream().mapToLong(WorldOutcome::resourceWrites).sum());
    }

    /** What happened, for people. */
    public String report(LongRun run, Duration wall) {
        String counts = answers.entrySet().stream()
                .map(each -> String.format(Locale.ROOT, "  %-32s %,12d", each.getKey(),
                        each.getValue()))
                .collect(Collectors.joining("\n"));
        return String.format(Locale.ROOT, """
                %,d bookings of %,d resources with %,d units, the store gone for %s:
                %s
                %,d requests, %,d write units, %,d read units; %,d writes of resources checked
                %d broken promises; digest %s
                %.1f s on %d processors, %.1f microseconds a booking""",
                (long) run.worlds() * run.bookings(), run.worlds() * run.resources(),
                (long) run.worlds() * run.resources() * run.units(), run.goneFor(), counts,
                requests,
                writeUnits, readUnits, resourceWrites, violations.size(), digest,
                wall.toNanos() / 1e9, Runtime.getRuntime().availableProcessors(),
                wall.toNanos() / 1e3 / run.worlds() / run.bookings());
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
