package io.holdfast.dynamodb;

import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Short names for attribute values. */
final class Values {
    private Values() {}

    static AttributeValue text(String value) {
        return AttributeValue.fromS(value);
    }

    static AttributeValue text(Enum<?> value) {
        return AttributeValue.fromS(value.name());
    }

    static AttributeValue number(long value) {
        return AttributeValue.fromN(Long.toString(value));
    }
}
