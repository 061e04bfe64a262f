package io.holdfast.dynamodb.item;

import static io.holdfast.dynamodb.item.Values.number;
import static io.holdfast.dynamodb.item.Values.text;

import io.holdfast.domain.BookingId;
import io.holdfast.domain.CommandId;
import io.holdfast.domain.Nonce;
import io.holdfast.domain.resource.Bucket;
import io.holdfast.domain.resource.Bucket.Counter;
import io.holdfast.domain.resource.Intent;
import io.holdfast.domain.resource.Intent.OfBooking;
import io.holdfast.domain.resource.Intent.OfDefinition;
import io.holdfast.domain.resource.Movement;
import io.holdfast.domain.resource.ResourceStatus;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * An intent as a map and back. A resource pays for every byte of it with each write, so its names
 * are letters:
 *
 * <pre>
 * n nonce      m movement: b(ook) h(old) c(onfirm) e(xtend) r(elease); of a definition c(ut) g(rowth)
 * u units      a slot that they leave     b slot that they enter
 * c command    f fingerprint, 64 bits     v version seen, absent if 0
 * s status     t time in epoch seconds
 * </pre>
 */
public final class IntentItem {
    private static final String NONCE = "n";
    private static final String MOVEMENT = "m";
    private static final String UNITS = "u";
    private static final String FROM = "a";
    private static final String TO = "b";
    private static final String COMMAND = "c";
    private static final String FINGERPRINT = "f";
    private static final String SEEN = "v";
    private static final String STATUS = "s";
    private static final String AT = "t";

    private static final String BOOK = "b";
    private static final String HOLD = "h";
    private static final String CONFIRM = "c";
    private static final String EXTEND = "e";
    private static final String RELEASE = "r";
    private static final String CUT = "c";
    private static final String GROWTH = "g";

    private IntentItem() {}

    public static AttributeValue write(Intent intent) {
        Map<String, AttributeValue> map = new HashMap<>();
        map.put(NONCE, text(intent.nonce().text()));
        map.put(AT, number(intent.at().getEpochSecond()));
        intent.movement().ifPresent(movement -> {
            map.put(UNITS, number(movement.units()));
            slot(FROM, movement.from(), map);
            slot(TO, movement.to(), map);
        });
        switch (intent) {
            case OfBooking booking -> write(booking, map);
            case OfDefinition definition -> write(definition, map);
        }
        return AttributeValue.fromM(map);
    }

    private static void write(OfBooking intent, Map<String, AttributeValue> map) {
        map.put(MOVEMENT, text(letter(intent.moves())));
        map.put(FINGERPRINT, number(intent.fingerprint()));
        intent.command().ifPresent(command -> map.put(COMMAND, text(command.value())));
        if (intent.seen() != 0) {
            map.put(SEEN, number(intent.seen()));
        }
    }

    private static void write(OfDefinition intent, Map<String, AttributeValue> map) {
        intent.movement().ifPresent(movement -> map.put(MOVEMENT,
                text(movement.to() == Counter.OUTSIDE ? CUT : GROWTH)));
        map.put(FINGERPRINT, number(intent.fingerprint()));
        map.put(COMMAND, text(intent.command().value()));
        intent.status().ifPresent(status -> map.put(STATUS, text(status)));
    }

    private static void slot(String name, Bucket bucket, Map<String, AttributeValue> map) {
        if (bucket instanceof Bucket.Slot(long minute)) {
            map.put(name, number(minute));
        }
    }

    private static String letter(Movement movement) {
        boolean books = movement.from() == Counter.AVAILABLE;
        return switch (movement.to()) {
            case Bucket.Slot slot -> books ? HOLD : EXTEND;
            case Counter.CONFIRMED -> books ? BOOK : CONFIRM;
            case Counter.AVAILABLE -> RELEASE;
            case Counter.OUTSIDE -> throw new IllegalArgumentException("no booking cuts");
        };
    }

    static OfBooking readOfBooking(BookingId booking, Fields map) {
        return new OfBooking(booking, new Nonce(map.text(NONCE)), readMovement(map),
                map.optionalText(COMMAND).map(CommandId::new), map.number(FINGERPRINT),
                map.has(SEEN) ? map.number(SEEN) : 0, map.second(AT));
    }

    static OfDefinition readOfDefinition(Fields map) {
        return new OfDefinition(new CommandId(map.text(COMMAND)), new Nonce(map.text(NONCE)),
                map.has(MOVEMENT) ? Optional.of(readChange(map)) : Optional.empty(),
                map.has(STATUS)
                        ? Optional.of(map.constant(STATUS, ResourceStatus.UNKNOWN))
                        : Optional.empty(),
                map.number(FINGERPRINT), map.second(AT));
    }

    private static Movement readMovement(Fields map) {
        long units = map.number(UNITS);
        return switch (map.text(MOVEMENT)) {
            case BOOK -> new Movement(Counter.AVAILABLE, Counter.CONFIRMED, units);
            case HOLD -> new Movement(Counter.AVAILABLE, readSlot(TO, map), units);
            case CONFIRM -> new Movement(readSlot(FROM, map), Counter.CONFIRMED, units);
            case EXTEND -> new Movement(readSlot(FROM, map), readSlot(TO, map), units);
            case RELEASE -> new Movement(map.has(FROM) ? readSlot(FROM, map) : Counter.CONFIRMED,
                    Counter.AVAILABLE, units);
            default -> throw new IllegalArgumentException("an intent moves in no known way");
        };
    }

    private static Movement readChange(Fields map) {
        long units = map.number(UNITS);
        return switch (map.text(MOVEMENT)) {
            case CUT -> new Movement(Counter.AVAILABLE, Counter.OUTSIDE, units);
            case GROWTH -> new Movement(Counter.OUTSIDE, Counter.AVAILABLE, units);
            default -> throw new IllegalArgumentException("a definition moves in no known way");
        };
    }

    private static Bucket readSlot(String name, Fields map) {
        return new Bucket.Slot(map.slot(name));
    }
}
