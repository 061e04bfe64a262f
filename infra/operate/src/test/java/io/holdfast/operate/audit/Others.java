package io.holdfast.operate.audit;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.BiFunction;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Other values than those that an item has, and where to put them. */
final class Others {
    private Others() {}

    /** Another number, near it or far from it. */
    static AttributeValue number(AttributeValue now, Random random) {
        long value = Long.parseLong(now.n());
        long other = switch (random.nextInt(4)) {
            case 0 -> value + 1;
            case 1 -> value - 1;
            case 2 -> 2 * value + 1;
            default -> value + 2 + random.nextInt(50);
        };
        return AttributeValue.fromN(Long.toString(other));
    }

    static AttributeValue add(AttributeValue now, long more) {
        return AttributeValue.fromN(Long.toString(Long.parseLong(now.n()) + more));
    }

    static AttributeValue fingerprint(Random random) {
        byte[] bytes = new byte[32];
        random.nextBytes(bytes);
        return AttributeValue.fromS(HexFormat.of().formatHex(bytes));
    }

    static AttributeValue nonce(Random random) {
        byte[] bytes = new byte[8];
        random.nextBytes(bytes);
        return AttributeValue.fromS(HexFormat.of().formatHex(bytes));
    }

    /** Another of these texts. */
    static AttributeValue other(AttributeValue now, Random random, String... texts) {
        List<String> others = new ArrayList<>(List.of(texts));
        others.remove(now.s());
        return AttributeValue.fromS(others.get(random.nextInt(others.size())));
    }

    /** Another resource of the table. */
    static AttributeValue resource(AttributeValue now, Random random) {
        return other(now, random, "room-1", "room-3", "room-4", "room-7");
    }

    /** A change of what lies at a path, if it is there. */
    static Edit.Change at(BiFunction<AttributeValue, Random, @Nullable AttributeValue> change,
            Object... path) {
        return (item, random, tables) -> {
            AttributeValue now = Paths.get(item, path);
            return now == null ? null : Paths.with(item, change.apply(now, random), path);
        };
    }

    static Edit.Change removed(Object... path) {
        return at((now, random) -> null, path);
    }

    /** The same change, only of items of which something is true. */
    static Edit.Change where(BiPredicate<Map<String, AttributeValue>, Tables> condition,
            Edit.Change change) {
        return (item, random, tables) -> condition.test(item, tables)
                ? change.of(item, random, tables)
                : null;
    }

    static <T> T any(List<T> of, Random random) {
        return of.get(random.nextInt(of.size()));
    }
}
