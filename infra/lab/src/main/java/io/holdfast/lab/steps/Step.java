package io.holdfast.lab.steps;

/**
 * A step of a schedule: a part of a request meets its fate.
 *
 * @param invocation that sent the request
 * @param after the state of the search after it
 */
public record Step(int invocation, Part part, Fate fate, boolean batch, boolean refused,
        State after) {
    /** What happens to a request. In a schedule's text the code follows the invocation's number. */
    public enum Fate {
        /** It is carried out, and its caller gets the answer. */
        PASS(""),
        /**
         * A write: its caller gives up on it; it reaches the store at a later step, or never. A
         * read: its caller gets no answer.
         */
        LATE("~"),
        /** The invocation dies; a write reaches the store at a later step, or never. */
        DIES("!"),
        /** The store refuses it for throughput; of a batch of writes all of it. */
        THROTTLED("t"),
        /** The store refuses a write for a conflict. */
        CONFLICT("c"),
        /** One item of a batch is not read, or one write of it is throttled. */
        MEMBER_THROTTLED("m"),
        /** One write of a batch is answered with a server error; it arrives later, or never. */
        MEMBER_LATE("e"),
        /** No request of the invocation reaches the store any more; this one may, later. */
        OUTAGE("o"),
        /** A write whose caller does not wait any more reaches the store. */
        ARRIVES("+");

        private final String code;

        Fate(String code) {
            this.code = code;
        }

        public boolean isFault() {
            return this != PASS && this != ARRIVES;
        }
    }

    /** The step in a schedule. */
    public String token() {
        return fate == Fate.ARRIVES
                ? part.label() + "+" + (batch ? part.name() : "")
                : invocation + fate.code + (batch ? part.name() : "");
    }

    /** The step for people. */
    public String line(Store store) {
        String request = part.request().getClass().getSimpleName().replace("Request", "");
        String text = "invocation %d: %s %s %s%s".formatted(invocation, request, part.name(),
                fate == Fate.PASS ? "" : fate.name(), refused ? " (refused)" : "").strip();
        int item = after.item(part.key());
        return part.write() ? text + "\n        " + store.image(item) : text;
    }
}
