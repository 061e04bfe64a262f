package io.holdfast.lambda.queue;

import io.holdfast.domain.InvalidInput;

/**
 * Why the command of a message can never get a verdict: a fault of the command itself.
 *
 * @param reason {@code INVALID_REQUEST}, {@code KEY_REUSED} and the like
 * @param field of the command; empty if no field is at fault
 * @param problem what is wrong with the field; empty if no field is at fault
 */
public record Rejection(String reason, String field, String problem) {
    private static final String INVALID_REQUEST = "INVALID_REQUEST";
    /** Characters of a field's name that are kept: a sender may write one of any length. */
    static final int MOST_CHARACTERS = 128;

    public Rejection(String reason) {
        this(reason, "", "");
    }

    static Rejection invalid(InvalidInput e) {
        return new Rejection(INVALID_REQUEST, shortened(e.field()), e.problem());
    }

    private static String shortened(String field) {
        return field.length() <= MOST_CHARACTERS ? field : field.substring(0, MOST_CHARACTERS);
    }
}
