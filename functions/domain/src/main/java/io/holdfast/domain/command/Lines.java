package io.holdfast.domain.command;

import io.holdfast.domain.InvalidInput;
import io.holdfast.domain.Limits;
import io.holdfast.domain.ResourceId;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The limits on the lines of every command: a bounded number, of distinct resources. */
final class Lines {
    private Lines() {}

    // DynamoDB refuses a transaction that names one item twice; the engine used in tests does not,
    // so the command checks it.
    static void require(List<ResourceId> resources) {
        if (resources.size() > Limits.LINES) {
            throw wrongNumber();
        }
        Set<ResourceId> seen = new HashSet<>();
        for (int i = 0; i < resources.size(); i++) {
            if (!seen.add(resources.get(i))) {
                throw new InvalidInput("lines[" + i + "].resourceId",
                        "appears twice; give each resource one line");
            }
        }
    }

    static InvalidInput wrongNumber() {
        return new InvalidInput("lines", "must have from 1 to " + Limits.LINES + " entries");
    }
}
