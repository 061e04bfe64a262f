package io.holdfast.operate.audit;

import io.holdfast.domain.InvalidInput;
import io.holdfast.domain.ResourceId;
import io.holdfast.dynamodb.item.Attribute;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The keys of raw items. */
final class Keys {
    /** What an item is, by its key. */
    enum Kind {
        RESOURCE("resource#", "resource"),
        BOOKING("booking#", "booking"),
        DEFINITION("command#", "command"),
        FOREIGN("\n", "\n");

        private final String prefix;
        private final String sk;

        Kind(String prefix, String sk) {
            this.prefix = prefix;
            this.sk = sk;
        }
    }

    private static final Kind[] KINDS = {Kind.BOOKING, Kind.RESOURCE, Kind.DEFINITION};

    private Keys() {}

    static Kind kind(Map<String, AttributeValue> item) {
        String sk = text(item, Attribute.SK);
        for (Kind kind : KINDS) {
            if (kind.sk.equals(sk) && text(item, Attribute.PK).startsWith(kind.prefix)) {
                return kind;
            }
        }
        return Kind.FOREIGN;
    }

    /** The resource that a key names, if it names one. */
    static Optional<ResourceId> resource(Map<String, AttributeValue> item) {
        try {
            return Optional.of(new ResourceId(
                    text(item, Attribute.PK).substring(Kind.RESOURCE.prefix.length())));
        } catch (InvalidInput e) {
            return Optional.empty();
        }
    }

    /** How a finding names the item: one of our kinds by its first key alone. */
    static String name(Map<String, AttributeValue> item) {
        return kind(item) == Kind.FOREIGN
                ? text(item, Attribute.PK) + " " + text(item, Attribute.SK)
                : text(item, Attribute.PK);
    }

    /** The text of an attribute; empty if it has none. */
    static String text(Map<String, AttributeValue> item, String name) {
        AttributeValue value = item.get(name);
        return value == null || value.s() == null ? "" : value.s();
    }
}
