package io.holdfast.lab.explorer;

import io.holdfast.lab.Items;
import io.holdfast.lab.race.Asked;
import io.holdfast.lab.race.Moments;
import io.holdfast.lab.race.World;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Which reasons apply to a command at one moment, and on what evidence; written from the documents,
 * not from the code. No transient reason is here: one of those is given only when none of these
 * applies.
 */
final class Truth {
    /** The reasons in the documented order: if several apply, the first is the answer. */
    static final List<String> PRECEDENCE = List.of("RESOURCE_NOT_FOUND", "ILLEGAL_STATE",
            "HOLD_EXPIRED", "RESOURCE_CLOSED", "VERSION_MISMATCH", "INSUFFICIENT_CAPACITY",
            "CAPACITY_IN_USE");

    private final World world;
    private final Map<String, Map<String, AttributeValue>> items;
    private final Instant now;

    /** A reason and the evidence for it, as a reply would hold it. */
    record Claim(String reason, Map<String, String> evidence) {}

    Truth(World world, Moments.Moment moment, Instant now) {
        this.world = world;
        this.items = moment.items();
        this.now = now;
    }

    /** The claims of the first reason that applies; none if none does. */
    List<Claim> first(Asked asked) {
        List<Claim> all = claims(asked);
        return all.stream().map(Claim::reason).min(Comparator.comparingInt(PRECEDENCE::indexOf))
                .map(first -> all.stream().filter(claim -> claim.reason().equals(first)).toList())
                .orElse(List.of());
    }

    /**
     * Whether the items that are read before the write allow it: a confirm or release reads no
     * resource.
     */
    boolean admits(Asked asked) {
        return claims(asked).stream().allMatch(
                claim -> !(asked instanceof Asked.Book || asked instanceof Asked.Define)
                        && claim.evidence().containsKey("expiredThrough"));
    }

    private List<Claim> claims(Asked asked) {
        return switch (asked) {
            case Asked.Book book -> {
                List<Claim> claims = new ArrayList<>();
                book.units().forEach((name, units) -> claims.addAll(booking(name, units)));
                yield claims;
            }
            case Asked.Confirm confirm -> ofHold(0);
            case Asked.Release release -> ofHold(release.units().orElse(0));
            case Asked.Define define -> define.capacity().isPresent()
                    ? definition(define.capacity().getAsLong())
                    : List.of();
            case Asked.Resolve resolve -> List.of();
        };
    }

    private List<Claim> booking(String name, long units) {
        Map<String, AttributeValue> resource = item(name);
        if (resource.isEmpty()) {
            return List.of(claim("RESOURCE_NOT_FOUND", name, Map.of()));
        }
        List<Claim> claims = new ArrayList<>();
        long version = Items.number(resource, "version");
        if (Items.text(resource, "status").equals("CLOSED")) {
            claims.add(claim("RESOURCE_CLOSED", name, Map.of("version", version)));
        }
        long available = available(resource);
        if (available < units) {
            claims.add(claim("INSUFFICIENT_CAPACITY", name, Map.of("version", version, "requested",
                    units, "available", available)));
        }
        return claims;
    }

    /** @param released units to be released of the hold; 0 for a command that names no units */
    private List<Claim> ofHold(long released) {
        Map<String, AttributeValue> hold = item("H");
        String state = Items.text(hold, "state");
        List<Claim> claims = new ArrayList<>();
        long remaining = Items.remaining(hold, world.id("A"));
        if (state.equals("RELEASED")) {
            claims.add(new Claim("ILLEGAL_STATE", Map.of()));
        } else if (released > remaining) {
            claims.add(claim("ILLEGAL_STATE", "A",
                    Map.of("requested", released, "remaining", remaining)));
        }
        long slot = Items.number(hold, "slot");
        long watermark = Items.number(item("A"), "expiredThrough");
        if (state.equals("HELD") && hasExpired(slot)) {
            claims.add(new Claim("HOLD_EXPIRED", Map.of("slot", Long.toString(slot))));
        }
        if (state.equals("HELD") && slot <= watermark) {
            claims.add(claim("HOLD_EXPIRED", "A",
                    Map.of("slot", slot, "expiredThrough", watermark)));
        }
        return claims;
    }

    private List<Claim> definition(long capacity) {
        Map<String, AttributeValue> resource = item("A");
        long cut = Items.number(resource, "capacity") - capacity;
        if (cut <= 0 || available(resource) >= cut) {
            return List.of();
        }
        return List.of(claim("CAPACITY_IN_USE", "A", Map.of(
                "definitionVersion", Items.number(resource, "definitionVersion"),
                "requested", capacity, "capacity", Items.number(resource, "capacity"),
                "taken", Items.number(resource, "capacity") - available(resource))));
    }

    private Claim claim(String reason, String resource, Map<String, Long> figures) {
        Map<String, String> evidence = new TreeMap<>();
        evidence.put("resourceId", world.id(resource));
        figures.forEach((name, value) -> evidence.put(name, Long.toString(value)));
        return new Claim(reason, evidence);
    }

    /**
     * Whether evidence names the watermark of this moment: no hold may enter a slot at or below it.
     */
    boolean isWatermark(long expiredThrough) {
        return Items.number(item("A"), "expiredThrough") == expiredThrough;
    }

    /** Units that could be taken by this clock: those of expired holds count. */
    private long available(Map<String, AttributeValue> resource) {
        return Items.number(resource, "available") + Items.expiring(resource).entrySet().stream()
                .filter(slot -> hasExpired(Long.parseLong(slot.getKey())))
                .mapToLong(slot -> Long.parseLong(slot.getValue().n())).sum();
    }

    private boolean hasExpired(long slot) {
        return slot * 60 <= now.getEpochSecond();
    }

    private Map<String, AttributeValue> item(String name) {
        return Objects.requireNonNullElse(items.get(world.pk(name)), Map.of());
    }
}
