package io.holdfast.dynamodb;

import static io.holdfast.dynamodb.Values.number;
import static io.holdfast.dynamodb.Values.text;

import io.holdfast.domain.CommandId;
import io.holdfast.domain.Fingerprint;
import io.holdfast.domain.ResourceId;
import io.holdfast.domain.resource.Definition;
import io.holdfast.domain.resource.Definition.Defined;
import io.holdfast.domain.resource.ResourceStatus;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A define command as an item and back. */
final class DefinitionItem {
    private static final int PREFIX = "command#".length();

    private DefinitionItem() {}

    static Map<String, AttributeValue> write(Definition definition) {
        Map<String, AttributeValue> item = new HashMap<>(Table.key(definition.id()));
        item.put(Attribute.FINGERPRINT, text(definition.fingerprint().hex()));
        item.put(Attribute.RESOURCE, text(definition.resource().value()));
        VerdictItem.write(definition.verdict(), item);
        definition.defined().ifPresent(defined -> {
            item.put(Attribute.CAPACITY, number(defined.capacity()));
            item.put(Attribute.STATUS, text(defined.status()));
            item.put(Attribute.STRIPES, number(defined.stripes()));
            item.put(Attribute.DEFINITION_VERSION, number(defined.definitionVersion()));
            item.put(Attribute.CREATED, AttributeValue.fromBool(defined.created()));
        });
        return item;
    }

    static Definition read(Map<String, AttributeValue> attributes) {
        try {
            Fields item = new Fields(attributes);
            return new Definition(new CommandId(item.text(Attribute.PK).substring(PREFIX)),
                    new Fingerprint(item.text(Attribute.FINGERPRINT)), VerdictItem.read(item),
                    new ResourceId(item.text(Attribute.RESOURCE)),
                    item.has(Attribute.CREATED) ? Optional.of(defined(item)) : Optional.empty());
        } catch (RuntimeException e) {
            throw new CorruptItem(attributes, "not a definition: " + e.getMessage(), e);
        }
    }

    private static Defined defined(Fields item) {
        return new Defined(item.number(Attribute.CAPACITY),
                item.constant(Attribute.STATUS, ResourceStatus.UNKNOWN),
                item.smallNumber(Attribute.STRIPES), item.number(Attribute.DEFINITION_VERSION),
                item.flag(Attribute.CREATED));
    }
}
