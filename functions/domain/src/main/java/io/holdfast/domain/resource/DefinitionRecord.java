package io.holdfast.domain.resource;

import io.holdfast.domain.CommandId;
import io.holdfast.domain.CommandRecord;
import io.holdfast.domain.Fingerprint;
import io.holdfast.domain.InvalidInput;
import io.holdfast.domain.Nonce;
import io.holdfast.domain.ResourceId;
import io.holdfast.domain.Verdict;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The record of a define command.
 *
 * @param fingerprint {@code null} only if the id was abandoned
 * @param defined the resource's definition after the command; present if, and only if, the verdict
 *        is committed
 */
public record DefinitionRecord(CommandId id, @Nullable Fingerprint fingerprint, Verdict verdict,
        ResourceId resource, Optional<Defined> defined) implements CommandRecord {

    /**
     * The definition that a committed command left, true at that instant.
     *
     * @param created whether the resource was new
     * @param nonce of the intent that it is kept by; empty if it changed nothing
     */
    public record Defined(Definition definition, long definitionVersion, boolean created,
            Optional<Nonce> nonce) {}

    /**
     * The record of an id that was given up by whoever its intent hindered. It has no fingerprint:
     * its verdict answers every command of that id.
     */
    public static DefinitionRecord abandoned(CommandId id, ResourceId resource,
            Verdict.Failed verdict) {
        return new DefinitionRecord(id, null, verdict, resource, Optional.empty());
    }

    public DefinitionRecord {
        if (defined.isPresent() != (verdict instanceof Verdict.Committed)) {
            throw new InvalidInput("defined", "belongs to a committed definition, and only there");
        }
    }
}
