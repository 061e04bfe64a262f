package io.holdfast.dynamodb.item;

import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Short names for attribute values. */
public final class Values {
    private Values() {}

    public static AttributeValue text(String value) {
        return AttributeValue.fromS(value);
    }

    public static AttributeValue text(Enum<?> value) {
        return AttributeValue.fromS(value.name());
    }

    public static AttributeValue number(long value) {
        return AttributeValue.fromN(Long.toString(value));
    }
}
