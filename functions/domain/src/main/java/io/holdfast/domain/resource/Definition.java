package io.holdfast.domain.resource;

import io.holdfast.domain.CommandId;
import io.holdfast.domain.CommandRecord;
import io.holdfast.domain.Fingerprint;
import io.holdfast.domain.InvalidInput;
import io.holdfast.domain.ResourceId;
import io.holdfast.domain.Verdict;
import io.holdfast.domain.command.DefineCommand;
import java.util.Optional;

/**
 * What stands under the id of a define command, whatever its verdict.
 *
 * @param defined what the resource became; present if, and only if, the verdict is committed
 */
public record Definition(CommandId id, Fingerprint fingerprint, Verdict verdict,
        ResourceId resource, Optional<Defined> defined) implements CommandRecord {

    /**
     * The definition that a committed command left behind, true at that instant.
     *
     * @param created whether the resource was new
     */
    public record Defined(long capacity, ResourceStatus status, int stripes,
            long definitionVersion, boolean created) {
        public Defined withVersion(long version) {
            return new Defined(capacity, status, stripes, version, created);
        }
    }

    public Definition {
        if (defined.isPresent() != (verdict instanceof Verdict.Committed)) {
            throw new InvalidInput("defined", "belongs to a committed definition, and only there");
        }
    }

    public static Definition failed(DefineCommand command, Verdict.Failed verdict) {
        return new Definition(command.id(), command.fingerprint(), verdict, command.resource(),
                Optional.empty());
    }
}
