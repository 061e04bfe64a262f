package io.holdfast.dynamodb.item;

import static io.holdfast.dynamodb.item.Values.number;
import static io.holdfast.dynamodb.item.Values.text;

import io.holdfast.domain.CommandId;
import io.holdfast.domain.Fingerprint;
import io.holdfast.domain.Nonce;
import io.holdfast.domain.ResourceId;
import io.holdfast.domain.resource.DefinitionRecord;
import io.holdfast.domain.resource.DefinitionRecord.Defined;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The record of a define command as an item and back. */
public final class DefinitionItem {
    private static final int PREFIX = "command#".length();

    private DefinitionItem() {}

    public static Map<String, AttributeValue> write(DefinitionRecord record) {
        Map<String, AttributeValue> item = new HashMap<>(Table.key(record.id()));
        Fingerprint fingerprint = record.fingerprint();
        if (fingerprint != null) {
            item.put(Attribute.FINGERPRINT, text(fingerprint.hex()));
        }
        item.put(Attribute.RESOURCE, text(record.resource().value()));
        VerdictItem.write(record.verdict(), item);
        record.defined().ifPresent(defined -> {
            DefinitionAttributes.write(defined.definition(), item);
            item.put(Attribute.DEFINITION_VERSION, number(defined.definitionVersion()));
            item.put(Attribute.CREATED, AttributeValue.fromBool(defined.created()));
            defined.nonce().ifPresent(nonce -> item.put(Attribute.NONCE, text(nonce.text())));
        });
        return item;
    }

    /**
     * Reads an item.
     *
     * @throws CorruptItem if it is not the record of a definition
     */
    public static DefinitionRecord read(Map<String, AttributeValue> attributes) {
        try {
            Fields item = new Fields(attributes);
            return new DefinitionRecord(new CommandId(item.text(Attribute.PK).substring(PREFIX)),
                    item.optionalText(Attribute.FINGERPRINT).map(Fingerprint::new).orElse(null),
                    VerdictItem.read(item),
                    new ResourceId(item.text(Attribute.RESOURCE)),
                    item.has(Attribute.CREATED) ? Optional.of(defined(item)) : Optional.empty());
        } catch (RuntimeException e) {
            throw new CorruptItem(attributes, "not a definition: " + e.getMessage(), e);
        }
    }

    private static Defined defined(Fields item) {
        return new Defined(
                DefinitionAttributes.read(item), item.number(Attribute.DEFINITION_VERSION),
                item.flag(Attribute.CREATED),
                item.optionalText(Attribute.NONCE).map(Nonce::new));
    }
}
