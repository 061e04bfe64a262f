package io.holdfast.operate.audit;

import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * A kind of edit, of one item.
 *
 * @param of the items that it is made to
 * @param what changes, as the table of the document says it
 * @param change the item afterwards; empty if the item has nothing of that kind to change
 * @param reason why nobody can see it from the items alone; empty if it must be found
 */
record Edit(Of of, String what, Change change, Optional<String> reason) {
    /** A kind of item. */
    enum Of {
        RESOURCE(0, "a resource"),
        COMMITTED(1, "a COMMITTED booking"),
        FAILED(2, "a FAILED booking"),
        DEFINED(3, "a COMMITTED definition"),
        NOT_DEFINED(4, "a FAILED definition"),
        ENTRY(5, "an entry of the listing");

        private final int order;
        private final String words;

        Of(int order, String words) {
            this.order = order;
            this.words = words;
        }

        /** Its place in the document. */
        int order() {
            return order;
        }

        String words() {
            return words;
        }

        boolean is(Map<String, AttributeValue> item, boolean listed) {
            boolean committed = Paths.text(item, "outcome").equals("COMMITTED");
            return listed ? this == ENTRY : switch (Keys.kind(item)) {
                case RESOURCE -> this == RESOURCE;
                case BOOKING -> this == (committed ? COMMITTED : FAILED);
                case DEFINITION -> this == (committed ? DEFINED : NOT_DEFINED);
                case FOREIGN -> false;
            };
        }
    }

    /** Changes one thing. */
    @FunctionalInterface
    interface Change {
        @Nullable
        Map<String, AttributeValue> of(Map<String, AttributeValue> item, Random random,
                Tables tables);
    }

    /** It must be found, always. */
    static Edit seen(Of of, String what, Change change) {
        return new Edit(of, what, change, Optional.empty());
    }

    /** It cannot be seen, or not always. */
    static Edit unseen(Of of, String what, String reason, Change change) {
        return new Edit(of, what, change, Optional.of(reason));
    }

    boolean isVisible() {
        return reason.isEmpty();
    }
}
