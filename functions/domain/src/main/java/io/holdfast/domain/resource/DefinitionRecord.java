package io.holdfast.domain.resource;

import io.holdfast.domain.CommandId;
import io.holdfast.domain.CommandRecord;
import io.holdfast.domain.Fingerprint;
import io.holdfast.domain.InvalidInput;
import io.holdfast.domain.ResourceId;
import io.holdfast.domain.Verdict;
import java.util.Optional;

/**
 * The record of a define command.
 *
 * @param defined the resource's definition after the command; present if, and only if, the verdict
 *        is committed
 */
public record DefinitionRecord(CommandId id, Fingerprint fingerprint, Verdict verdict,
        ResourceId resource, Optional<Defined> defined) implements CommandRecord {

    /**
     * The definition that a committed command left, true at that instant.
     *
     * @param created whether the resource was new
     */
    public record Defined(Definition definition, long definitionVersion, boolean created) {}

    public DefinitionRecord {
        if (defined.isPresent() != (verdict instanceof Verdict.Committed)) {
            throw new InvalidInput("defined", "belongs to a committed definition, and only there");
        }
    }
}
