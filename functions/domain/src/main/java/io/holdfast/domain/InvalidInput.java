package io.holdfast.domain;

/**
 * A value that breaks a rule of its type. The message names the field and the limit, and is meant
 * for the caller. It never becomes a verdict: an id whose request was invalid is still unused.
 */
public final class InvalidInput extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String field;
    private final String problem;

    /**
     * @param field where the value is, as the caller wrote it: {@code lines[2].units}
     * @param problem what is wrong, and the limit: {@code must be at least 1}
     */
    public InvalidInput(String field, String problem) {
        super(field + ": " + problem);
        this.field = field;
        this.problem = problem;
    }

    public String field() {
        return field;
    }

    public String problem() {
        return problem;
    }

    /** The same problem, seen from the object around the field. */
    public InvalidInput within(String parent) {
        return new InvalidInput(parent + "." + field, problem);
    }

    public static long requireRange(String field, long value, long least, long most) {
        if (value < least || value > most) {
            throw new InvalidInput(field, "must be from " + least + " to " + most);
        }
        return value;
    }

    /** An id: 1 to 128 of {@code A-Z a-z 0-9 . _ : ~ -}, so that it needs no escaping anywhere. */
    static String requireId(String field, String value) {
        if (value.isEmpty() || value.length() > Limits.ID_LENGTH
                || !Characters.all(value, InvalidInput::isIdCharacter)) {
            throw wrongId(field);
        }
        return value;
    }

    /**
     * Rejects the two ids that a URL takes for a step ({@code .} and {@code ..}; RFC 3986, section
     * 5.2.4): nothing could read their item. A command checks this, and not the id itself, since
     * items that were stored under such an id must stay readable.
     */
    public static void requireAddressable(String field, String value) {
        if (value.equals(".") || value.equals("..")) {
            throw wrongId(field);
        }
    }

    private static InvalidInput wrongId(String field) {
        return new InvalidInput(field, "must be 1 to " + Limits.ID_LENGTH
                + " characters of A-Z a-z 0-9 . _ : ~ -, and neither . nor ..");
    }

    private static boolean isIdCharacter(int c) {
        return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')
                || ".:_~-".indexOf(c) >= 0;
    }
}
