package io.holdfast.local.race;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;

/** What has become of one attempt, as one letter. */
enum Cell {
    WAITING('.'),
    UNDER_WAY('>'),
    COMMITTED('C'),
    INSUFFICIENT_CAPACITY('I'),
    CONTENTION('X'),
    THROTTLED('T'),
    STORE_ERROR('S'),
    ABANDONED('A'),
    RESOURCE_CLOSED('L'),
    RESOURCE_NOT_FOUND('N'),
    /** Asked as often as a caller of a race asks, and still without a verdict. */
    UNDECIDED('U'),
    /** Any other reason, or no verdict at all. */
    OTHER('O');

    private final char letter;

    Cell(char letter) {
        this.letter = letter;
    }

    char letter() {
        return letter;
    }

    /** Of a verdict, as the functions answer it. */
    static Cell of(JsonNode verdict) {
        String name = verdict.path("outcome").asText().equals(COMMITTED.name())
                ? COMMITTED.name()
                : verdict.path("reason").asText();
        return Arrays.stream(values()).filter(each -> each.name().equals(name)).findFirst()
                .orElse(OTHER);
    }
}
