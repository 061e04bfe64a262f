package io.holdfast.lab;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.holdfast.lambda.stream.Publisher;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A bus that remembers the events that were published, and refuses those that a test names. */
public final class BusDouble implements Publisher {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    public final List<String> published = new ArrayList<>();
    public final List<JsonNode> details = new ArrayList<>();
    public final List<Integer> calls = new ArrayList<>();
    /** Ids of events that the bus refuses, and accepts later. */
    public Set<String> refuse = Set.of();
    /** Ids of events that the bus never accepts. */
    public Set<String> malformed = Set.of();
    public boolean broken;

    @Override
    public Set<Refusal> publish(List<Entry> entries) {
        if (broken) {
            throw new IllegalStateException("no bus");
        }
        calls.add(entries.size());
        Set<Refusal> refused = new HashSet<>();
        for (int i = 0; i < entries.size(); i++) {
            JsonNode detail = parse(entries.get(i).detail());
            if (refuse.contains(detail.get("eventId").textValue())) {
                refused.add(new Refusal(i, "ThrottlingException", "", false));
            } else if (malformed.contains(detail.get("eventId").textValue())) {
                refused.add(new Refusal(i, "MalformedDetail", "no JSON", true));
            } else {
                details.add(detail);
                published.add(entries.get(i).type() + " " + detail.get("eventId").textValue());
            }
        }
        return refused;
    }

    private static JsonNode parse(String json) {
        try {
            return MAPPER.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
