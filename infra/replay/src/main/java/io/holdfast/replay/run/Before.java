package io.holdfast.replay.run;

import com.fasterxml.jackson.databind.JsonNode;
import io.holdfast.replay.input.ResourceRow;
import io.holdfast.replay.service.Reply;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What a run found of a resource before it defined anything. */
sealed interface Before {
    /** It existed. */
    record Was(long capacity, String status, long definitionVersion) implements Before {
        static Was of(JsonNode resource) {
            return new Was(resource.path("capacity").asLong(), resource.path("status").asText(),
                    resource.path("definitionVersion").asLong());
        }

        boolean isAs(ResourceRow row) {
            return capacity == row.capacity() && row.status().orElse(status).equals(status);
        }
    }

    /** It did not exist. */
    record Absent() implements Before {}

    /** The service did not say. */
    record Unread(String why) implements Before {}

    /** What a reply says of each resource that was asked for; one that it does not name is unread. */
    static Map<String, Before> of(List<String> resources, Reply reply) {
        Map<String, Before> before = unread(resources, Definer.label(reply));
        reply.body().path("missing").forEach(each -> before.put(each.asText(), new Absent()));
        reply.body().path("resources").forEach(
                each -> before.put(each.path("resourceId").asText(), Was.of(each)));
        return before;
    }

    static Map<String, Before> unread(List<String> resources, String why) {
        Map<String, Before> before = new HashMap<>();
        resources.forEach(each -> before.put(each, new Unread(why)));
        return before;
    }
}
