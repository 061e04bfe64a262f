package io.holdfast.replay.run;

import io.holdfast.replay.input.Attempt;
import io.holdfast.replay.input.Digests;
import io.holdfast.replay.service.Reply;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Compares the recorded verdicts and counters with the replies of a run. Booked units are compared
 * resource by resource, so only the attempts of this file may book these resources.
 *
 * @param images the reply to a read of each resource of the file
 * @param verdicts attempts and amendments that were sent again
 * @param units units that committed bookings booked
 * @param findings contradictions; empty if the audit passed
 * @param digest SHA-256 of all verdicts and counters: it is the same after a second run if, and
 *        only if, that run changed nothing
 */
public record Audit(Map<String, Reply> images, int verdicts, long units, List<String> findings,
        String digest) {
    /** The most findings that are printed. */
    public static final int SHOWN = 20;
    private static final int OK = 200;
    private static final int NOT_FOUND = 404;
    private static final List<String> COUNTERS = List.of("capacity", "available", "confirmed",
            "held", "version");

    /** One attempt, sent by the run and sent again by the audit. */
    public record Repeat(Exchange first, Exchange second) {}

    /** Of a run without amendments. */
    public static Audit of(List<Repeat> repeats, Map<String, Reply> images) {
        return of(repeats, List.of(), images);
    }

    /**
     * Of a run with amendments.
     *
     * @param amended the amendments, sent by the run and sent again
     */
    public static Audit of(List<Repeat> repeats, List<Repeat> amended,
            Map<String, Reply> images) {
        List<String> findings = new ArrayList<>();
        Map<String, Long> booked = new HashMap<>();
        Map<String, Repeat> amendments = new HashMap<>();
        amended.forEach(each -> amendments.put(each.first().attempt().bookingId(), each));
        MessageDigest digest = Digests.sha256();
        for (Repeat repeat : repeats) {
            compareVerdicts(repeat.first(), repeat.second(), findings);
            Attempt attempt = repeat.first().attempt();
            add(digest, attempt.bookingId() + " " + repeat.second().verdict());
            Optional<Repeat> amendment = Optional
                    .ofNullable(amendments.get(attempt.bookingId()));
            // An amendment of a booking that does not exist has no verdict.
            amendment.filter(each -> each.first().decided() || repeat.second().committed())
                    .ifPresent(each -> {
                        compareVerdicts(each.first(), each.second(), findings);
                        add(digest, attempt.bookingId() + " " + each.second().verdict());
                    });
            if (repeat.second().committed()) {
                amendment.map(Repeat::second).filter(Exchange::committed).map(Exchange::attempt)
                        .orElse(attempt).lines()
                        .forEach(line -> booked.merge(line.resource(), line.units(), Long::sum));
            }
        }
        images.forEach((resource, image) -> {
            checkResource(resource, image, booked.getOrDefault(resource, 0L), findings);
            add(digest, resource + " " + image.code() + " "
                    + COUNTERS.stream().map(image::number).toList());
        });
        return new Audit(images, repeats.size() + amended.size(),
                booked.values().stream().mapToLong(Long::longValue).sum(), findings,
                HexFormat.of().formatHex(digest.digest()));
    }

    public boolean passed() {
        return findings.isEmpty();
    }

    public String report() {
        StringBuilder report = new StringBuilder(summary())
                .append("\nDigest of all verdicts and counters: ").append(digest);
        findings.stream().limit(SHOWN)
                .forEach(finding -> report.append("\n  ").append(finding));
        if (findings.size() > SHOWN) {
            report.append("\n  and ").append(findings.size() - SHOWN).append(" more");
        }
        return report.toString();
    }

    /** The result in one sentence. */
    public String summary() {
        return passed()
                ? "Audit: " + images.size() + " resources conserved, " + units
                        + " units booked by committed bookings, " + verdicts
                        + " verdicts asked again: all true"
                : "Audit: " + images.size() + " resources read, " + verdicts
                        + " verdicts asked again: " + findings.size() + " WRONG";
    }

    // An attempt without a verdict may have one by now; a verdict must never change.
    private static void compareVerdicts(Exchange first, Exchange second, List<String> findings) {
        String id = first.attempt().bookingId();
        if (!second.decided() && !second.rejected()) {
            findings.add(id + (first.decided() ? " was " + first.verdict() + " and" : "")
                    + " has no verdict: " + second.label());
        } else if (first.decided() && !first.verdict().equals(second.verdict())) {
            findings.add(id + " was " + first.verdict() + " and is " + second.verdict());
        }
    }

    private static void checkResource(String resource, Reply image, long booked,
            List<String> findings) {
        if (image.has(NOT_FOUND) && booked == 0) {
            return;
        }
        if (!image.has(OK)) {
            findings.add(resource + " could not be read: status " + image.code());
            return;
        }
        long taken = image.number("confirmed") + image.number("held");
        if (image.number("available") < 0
                || image.number("capacity") != image.number("available") + taken) {
            findings.add(resource + " is not conserved: " + image.body());
        }
        if (taken != booked) {
            findings.add(resource + " has " + taken + " units taken, but its committed bookings "
                    + "have " + booked);
        }
    }

    private static void add(MessageDigest digest, String text) {
        digest.update((text + "\n").getBytes(StandardCharsets.UTF_8));
    }
}
