package io.holdfast.operate.source;

import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The items of one table, which can be read as often as it takes. */
public sealed interface ItemSource permits TableSource, ExportSource {
    /** What is read, as a report names it. */
    String name();

    /** The number of items, as the source itself counts them; that of a table is hours old. */
    long expectedItems();

    /** The moment of an export; empty for a table, which may be written meanwhile. */
    Optional<Instant> moment();

    /**
     * Reads the items of a pass, on several threads.
     *
     * @param to receives each item; called by several threads at once
     * @param progress shows how far it is
     * @return the number of items that were read, delivered or not
     * @throws UnreadableSource if it cannot be read to its end
     */
    long read(Pass pass, Consumer<Map<String, AttributeValue>> to, Progress progress);

    /**
     * Reads single items of a table again, strongly consistent. An export has no second reading.
     *
     * @param keys each once
     * @param to receives each key, with its item if it exists; called by several threads at once
     * @throws UnreadableSource if one of them could not be read
     */
    void readAgain(Collection<Map<String, AttributeValue>> keys,
            BiConsumer<Map<String, AttributeValue>, Optional<Map<String, AttributeValue>>> to);
}
