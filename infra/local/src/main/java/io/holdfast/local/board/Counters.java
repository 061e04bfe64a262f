package io.holdfast.local.board;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.holdfast.domain.ResourceId;
import io.holdfast.domain.audit.Promise;
import io.holdfast.domain.audit.Violation;
import io.holdfast.domain.resource.Resource;
import io.holdfast.local.race.Race;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * How often the promises were checked since the service started, and how often one was broken. Any
 * thread may call it.
 */
final class Counters {
    /** Broken promises that are kept as sentences; all are counted. */
    private static final int MOST_SENTENCES = 20;

    private final Set<ResourceId> drained = new HashSet<>();
    private final List<String> sentences = new ArrayList<>();
    private long images;
    private long overCapacity;
    private long notConserved;
    private long askedAgain;
    private long verdictsChanged;
    private long audited;
    private long auditViolations;

    /**
     * Judges an image of a resource as it is, with what its intents have taken: no write may take
     * what is not there, whatever becomes of its command. Whoever cuts a capacity below what is
     * taken, by intent, makes a drain, which breaks nothing.
     *
     * @param cut whether its capacity is lower than in the image before, or there was none
     * @return whether the image breaks the promise
     */
    synchronized boolean judge(Resource image, boolean cut) {
        images++;
        if (image.available() >= 0) {
            drained.remove(image.id());
        } else if (cut) {
            drained.add(image.id());
        }
        if (image.available() >= 0 || drained.contains(image.id())) {
            return false;
        }
        overCapacity++;
        say(new Violation(Promise.NEVER_OVERBOOKED, image.id(), image.available() + " available")
                .sentence());
        return true;
    }

    /** An image that cannot be read, since it is not conserved. */
    synchronized void unreadable(String message) {
        images++;
        notConserved++;
        say(Promise.CONSERVED.sentence() + ": " + message);
    }

    /** Adds what a race has shown; for each race once, at its end. */
    synchronized void count(Race race) {
        askedAgain += race.askedAgain();
        verdictsChanged += race.verdictsChanged();
        audited += race.audited();
        auditViolations += race.violations().size();
        race.violations().forEach(this::say);
    }

    private void say(String sentence) {
        if (sentences.size() < MOST_SENTENCES) {
            sentences.add(sentence);
        }
    }

    synchronized ObjectNode report() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("images", images).put("overCapacity", overCapacity)
                .put("notConserved", notConserved).put("askedAgain", askedAgain)
                .put("verdictsChanged", verdictsChanged).put("audited", audited)
                .put("auditViolations", auditViolations);
        sentences.forEach(json.putArray("sentences")::add);
        return json;
    }
}
