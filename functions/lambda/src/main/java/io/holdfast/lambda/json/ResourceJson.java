package io.holdfast.lambda.json;

import com.fasterxml.jackson.core.JsonGenerator;
import io.holdfast.domain.ResourceId;
import io.holdfast.domain.ledger.Image;
import io.holdfast.domain.resource.DefinitionRecord;
import io.holdfast.domain.resource.DefinitionRecord.Defined;
import io.holdfast.domain.resource.Resource;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Resources, and what commands define them to be, as JSON bodies of replies. */
public final class ResourceJson {
    private ResourceJson() {}

    /** The counts of a resource at {@code now}. */
    public static String of(Resource resource, Instant now) {
        return Json.write(json -> write(json, resource, now));
    }

    /**
     * The counts of several resources at {@code now}, and the ids of those that do not exist, both
     * in the order of {@code ids}.
     */
    public static String of(List<ResourceId> ids, Image image, Instant now) {
        return Json.write(json -> {
            json.writeStartObject();
            json.writeArrayFieldStart("resources");
            for (Resource resource : ids.stream().map(image::resource).flatMap(Optional::stream)
                    .toList()) {
                write(json, resource, now);
            }
            json.writeEndArray();
            json.writeArrayFieldStart("missing");
            for (ResourceId id : ids) {
                if (image.resource(id).isEmpty()) {
                    json.writeString(id.value());
                }
            }
            json.writeEndArray();
            json.writeEndObject();
        });
    }

    private static void write(JsonGenerator json, Resource resource, Instant now)
            throws IOException {
        json.writeStartObject();
        json.writeStringField("resourceId", resource.id().value());
        json.writeNumberField("capacity", resource.capacity());
        json.writeNumberField("available", resource.availableAt(now));
        json.writeNumberField("confirmed", resource.confirmed());
        json.writeNumberField("held", resource.heldAt(now));
        json.writeStringField("status", resource.status().name());
        json.writeNumberField("version", resource.version());
        json.writeNumberField("definitionVersion", resource.definitionVersion());
        json.writeEndObject();
    }

    /** A committed definition: the resource as that command left it. */
    public static String of(DefinitionRecord definition, boolean replayed) {
        Defined defined = definition.defined().orElseThrow();
        return Json.write(json -> {
            json.writeStartObject();
            json.writeStringField("resourceId", definition.resource().value());
            json.writeStringField("commandId", definition.id().value());
            VerdictJson.writeVerdict(json, definition.verdict());
            json.writeNumberField("capacity", defined.definition().capacity());
            json.writeStringField("status", defined.definition().status().name());
            json.writeNumberField("definitionVersion", defined.definitionVersion());
            json.writeBooleanField("created", defined.created());
            json.writeBooleanField("replayed", replayed);
            json.writeEndObject();
        });
    }
}
