package io.holdfast.operate.source;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.util.Map;
import java.util.function.Consumer;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Reads the items of a block of lines, each {@code {"Item":{…}}}. */
final class ItemReader {
    /** The longest name that DynamoDB takes is of 64 KB. */
    private static final int LONGEST_NAME = 1 << 17;

    // Ids are names too, so names are not interned: a table has millions of them.
    static final JsonFactory JSON = ((JsonFactoryBuilder) JsonFactory.builder())
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNameLength(LONGEST_NAME).build())
            .build();

    private ItemReader() {}

    /**
     * Reads a block.
     *
     * @param before the number of lines before it
     * @return the number of its lines, of which each is an item
     */
    static long read(Pass pass, LineBlocks block, long before,
            Consumer<Map<String, AttributeValue>> to) throws IOException {
        return switch (pass) {
            case RESOURCES -> readResources(block, before, to);
            case EVERY_ITEM -> readAll(block.bytes(), 0, block.length(), before, to);
        };
    }

    /** Parses only the lines that may be resources. */
    private static long readResources(LineBlocks block, long before,
            Consumer<Map<String, AttributeValue>> to) throws IOException {
        byte[] bytes = block.bytes();
        long lines = 0;
        for (int from = 0; from < block.length(); lines++) {
            ResourceLine line = ResourceLine.at(bytes, from, block.length());
            if (line.end() == from) {
                throw new BrokenLine(before + lines + 1, "is empty", null);
            }
            if (line.mayBeResource()) {
                readAll(bytes, from, line.end() - from, before + lines, to);
            }
            from = line.end() + 1;
        }
        return lines;
    }

    private static long readAll(byte[] bytes, int from, int length, long before,
            Consumer<Map<String, AttributeValue>> to) throws IOException {
        long lines = 0;
        try (JsonParser parser = JSON.createParser(bytes, from, length)) {
            while (parser.nextToken() != null) {
                lines++;
                // The next item must start in the next line, or the numbers of lines are wrong.
                int line = parser.currentTokenLocation().getLineNr();
                if (line != lines) {
                    throw new BrokenLine(before + Math.min(line, lines), "is not one item", null);
                }
                to.accept(ItemJsonReader.item(parser));
            }
            return lines;
        } catch (JsonProcessingException e) {
            JsonLocation place = e.getLocation();
            throw new BrokenLine(before + (place == null ? lines : place.getLineNr()),
                    e.getOriginalMessage(), e);
        }
    }
}
