package io.holdfast.dynamodb.item;

import static io.holdfast.dynamodb.item.Values.number;
import static io.holdfast.dynamodb.item.Values.text;

import io.holdfast.domain.resource.Definition;
import io.holdfast.domain.resource.ResourceStatus;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A definition as attributes: of its resource, and of the record of the command that made it. */
final class DefinitionAttributes {
    private DefinitionAttributes() {}

    static void write(Definition definition, Map<String, AttributeValue> item) {
        item.put(Attribute.CAPACITY, number(definition.capacity()));
        item.put(Attribute.STATUS, text(definition.status()));
    }

    static Definition read(Fields item) {
        return new Definition(item.number(Attribute.CAPACITY),
                item.constant(Attribute.STATUS, ResourceStatus.UNKNOWN));
    }
}
