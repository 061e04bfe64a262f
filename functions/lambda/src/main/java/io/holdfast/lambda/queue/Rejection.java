package io.holdfast.lambda.queue;

import io.holdfast.domain.InvalidInput;
import io.holdfast.lambda.http.Problem;

/**
 * Why a command can never get a verdict, by its own fault.
 *
 * @param reason {@code INVALID_REQUEST}, {@code KEY_REUSED} and the like
 * @param field of the command; empty where it is about no field
 * @param problem what is wrong with the field; empty where the reason says it all
 */
public record Rejection(String reason, String field, String problem) {
    /** Characters of a field's name that are kept: an unknown one is the sender's, of any length. */
    static final int MOST_CHARACTERS = 128;

    public Rejection(String reason) {
        this(reason, "", "");
    }

    static Rejection invalid(InvalidInput e) {
        return new Rejection(Problem.INVALID_REQUEST.name(), shortened(e.field()), e.problem());
    }

    private static String shortened(String field) {
        return field.length() <= MOST_CHARACTERS ? field : field.substring(0, MOST_CHARACTERS);
    }
}
