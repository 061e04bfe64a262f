package io.holdfast.local.race;

import io.holdfast.domain.InvalidInput;
import io.holdfast.domain.Limits;
import io.holdfast.domain.ResourceId;
import io.holdfast.lambda.json.JsonFields;
import java.nio.ByteBuffer;
import java.util.EnumSet;
import java.util.Set;

/**
 * What a person asks for.
 *
 * @param attempts bookings, each with an id of its own
 * @param units of each attempt
 * @param callers who send at the same time
 * @param faults what happens to their requests
 */
public record RaceRequest(ResourceId resource, int attempts, long units, int callers,
        Set<Fault> faults) {
    /** Attempts of one race. */
    public static final int MOST_ATTEMPTS = 1_000;
    /** Callers of one race: the connections that the service keeps to its engine. */
    public static final int MOST_CALLERS = 64;

    public RaceRequest {
        InvalidInput.requireAddressable("resourceId", resource.value());
        InvalidInput.requireRange("attempts", attempts, 1, MOST_ATTEMPTS);
        InvalidInput.requireRange("units", units, 1, Limits.UNITS);
        InvalidInput.requireRange("callers", callers, 1, MOST_CALLERS);
        faults = Set.copyOf(faults);
    }

    /** Something that happens to a caller's requests. */
    public enum Fault {
        /** The store refuses a write for a conflict that nobody caused. */
        CONTENTION("contention"),
        /** A write applies, and its answer is lost. */
        LOST_ANSWERS("lostAnswers"),
        /** The caller stops waiting for a write, which applies later. */
        SLOW_WRITES("slowWrites"),
        /** Each command is delivered twice, at the same time. */
        DUPLICATES("duplicates");

        private final String field;

        Fault(String field) {
            this.field = field;
        }

        /** Its name in JSON. */
        public String field() {
            return field;
        }
    }

    /**
     * Reads a body strictly.
     *
     * @throws InvalidInput if it is not exactly a race; the message names the field and the limit
     */
    public static RaceRequest read(byte[] body) {
        JsonFields fields = JsonFields.ofBody(ByteBuffer.wrap(body));
        fields.allowOnly("resourceId", "attempts", "units", "callers", "contention",
                "lostAnswers", "slowWrites", "duplicates");
        Set<Fault> faults = EnumSet.noneOf(Fault.class);
        for (Fault fault : Fault.values()) {
            if (flag(fields, fault.field())) {
                faults.add(fault);
            }
        }
        return new RaceRequest(new ResourceId(text(fields, "resourceId")),
                number(fields, "attempts", MOST_ATTEMPTS), number(fields, "units", Limits.UNITS),
                number(fields, "callers", MOST_CALLERS), faults);
    }

    private static String text(JsonFields fields, String name) {
        if (fields.values().get(name) instanceof String text) {
            return text;
        }
        throw new InvalidInput(name, problem(fields, name, "a string"));
    }

    private static int number(JsonFields fields, String name, long most) {
        if (fields.values().get(name) instanceof Long number) {
            return Math.toIntExact(InvalidInput.requireRange(name, number, 1, most));
        }
        throw new InvalidInput(name, problem(fields, name, "a whole number"));
    }

    private static boolean flag(JsonFields fields, String name) {
        Object value = fields.values().getOrDefault(name, false);
        if (value instanceof Boolean flag) {
            return flag;
        }
        throw new InvalidInput(name, problem(fields, name, "true or false"));
    }

    private static String problem(JsonFields fields, String name, String type) {
        return fields.values().containsKey(name)
                ? "must be " + type
                : "is required";
    }
}
