package io.holdfast.replay.input;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The problems of one input file. The whole file is checked before the first request, so that its
 * owner can fix all problems at once.
 */
final class Problems {
    /** Problems that are listed; the others are only counted. */
    static final int SHOWN = 20;

    private final Path file;
    private final List<String> shown = new ArrayList<>();
    private int count;

    Problems(Path file) {
        this.file = file;
    }

    void add(Csv.Row row, String column, String what) {
        add(row, column + " " + what);
    }

    void add(Csv.Row row, String what) {
        count++;
        if (shown.size() < SHOWN) {
            shown.add(file + ":" + row.line() + ": " + what);
        }
    }

    /** @throws BadInput if there is a problem */
    void rejectIfAny() {
        if (count == 0) {
            return;
        }
        if (count == 1) {
            throw new BadInput(shown.getFirst() + "; nothing was sent");
        }
        String rest = count > SHOWN ? "\n  and " + (count - SHOWN) + " more" : "";
        throw new BadInput(file + " has " + count + " problems; nothing was sent\n  "
                + String.join("\n  ", shown) + rest);
    }
}
