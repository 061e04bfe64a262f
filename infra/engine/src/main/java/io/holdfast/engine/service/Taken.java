package io.holdfast.engine.service;

import io.holdfast.engine.time.VirtualTime;
import java.util.HashMap;
import java.util.Map;

/** The items that transactions under way have taken, from their prepare to their commit. */
final class Taken {
    private final VirtualTime time;
    private final Consumption consumption;
    private final Map<Items.Key, Long> sinceNanos = new HashMap<>();

    Taken(VirtualTime time, Consumption consumption) {
        this.time = time;
        this.consumption = consumption;
    }

    boolean has(Items.Key key) {
        return sinceNanos.containsKey(key);
    }

    void take(Items.Key key) {
        if (sinceNanos.putIfAbsent(key, time.nanos()) != null) {
            throw new IllegalStateException("the item is taken already: " + key);
        }
    }

    void free(Items.Key key) {
        Long since = sinceNanos.remove(key);
        if (since == null) {
            throw new IllegalStateException("nobody has taken the item: " + key);
        }
        consumption.took(time.nanos() - since);
    }
}
