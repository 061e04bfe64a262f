package io.holdfast.domain.audit;

import io.holdfast.domain.Evidence.Figure;
import io.holdfast.domain.Fingerprint;
import io.holdfast.domain.InvalidInput;
import io.holdfast.domain.Reason;
import io.holdfast.domain.ResourceId;
import io.holdfast.domain.Verdict;
import io.holdfast.domain.command.Command.Define;
import io.holdfast.domain.command.Precondition;
import io.holdfast.domain.resource.DefinitionRecord;
import io.holdfast.domain.resource.DefinitionRecord.Defined;
import io.holdfast.domain.resource.ResourceStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** What the record of a definition must say. Its command has few forms, so all can be digested. */
final class DefinitionRules {
    private final DefinitionRecord record;
    private final Findings findings;

    private DefinitionRules(DefinitionRecord record, Findings findings) {
        this.record = record;
        this.findings = findings;
    }

    /** Checks the record; the command as its digest tells it, empty if it tells none. */
    static Optional<Define> check(DefinitionRecord record, Instant now, Findings findings) {
        DefinitionRules rules = new DefinitionRules(record, findings);
        rules.require(Clocks.isPast(record.verdict().decidedAt(), now), Promise.LEGAL_TIME,
                "a verdict of " + record.verdict().decidedAt());
        return switch (record.verdict()) {
            case Verdict.Committed committed -> rules.committed(record.defined().orElseThrow());
            case Verdict.Failed failed -> rules.failed(failed);
        };
    }

    private void require(boolean kept, Promise promise, String figures) {
        if (!kept) {
            findings.add(promise, record.id(), figures);
        }
    }

    private Optional<Define> committed(Defined defined) {
        require(record.fingerprint() != null, Promise.ONE_VERDICT,
                "no fingerprint, although it is COMMITTED");
        require(defined.definitionVersion() >= 1
                && defined.created() == (defined.definitionVersion() == 1
                        && defined.nonce().isPresent()),
                Promise.DEFINED, "created " + defined.created() + ", and definition version "
                        + defined.definitionVersion());
        if (defined.definition().status() == ResourceStatus.UNKNOWN) {
            findings.add(Promise.OURS, record.id(), "a status that this release does not know");
            return Optional.empty();
        }
        long before = defined.definitionVersion() - (defined.nonce().isPresent() ? 1 : 0);
        return digested(List.of(OptionalLong.empty(),
                OptionalLong.of(defined.definition().capacity())),
                List.of(Optional.empty(), Optional.of(defined.definition().status())), before,
                List.of(false, true));
    }

    private Optional<Define> failed(Verdict.Failed failed) {
        boolean abandoned = failed.reason() == Reason.ABANDONED;
        require(abandoned == (record.fingerprint() == null), Promise.ONE_VERDICT,
                "reason " + failed.text() + (abandoned ? " with" : " without")
                        + " a fingerprint");
        require(Reasons.isPossible(Reasons.Of.DEFINE, failed), Promise.TRUE_REASON,
                "reason " + failed.text() + " with evidence " + failed.evidence());
        ResourceId resource = failed.evidence().resource();
        require(resource == null || resource.equals(record.resource()), Promise.TRUE_REASON,
                "evidence of another resource");
        if (failed.reason() == Reason.CAPACITY_IN_USE) {
            var figures = failed.evidence().figures();
            return digested(List.of(OptionalLong.of(figures.getOrDefault(Figure.REQUESTED, -1L))),
                    List.of(Optional.empty(), Optional.of(ResourceStatus.OPEN),
                            Optional.of(ResourceStatus.CLOSED)),
                    figures.getOrDefault(Figure.DEFINITION_VERSION, 0L), List.of(false));
        }
        return Optional.empty();
    }

    /** Digests every form that the command can have had. */
    private Optional<Define> digested(List<OptionalLong> capacities,
            List<Optional<ResourceStatus>> statuses, long expected, List<Boolean> drains) {
        Fingerprint wanted = record.fingerprint();
        List<Define> forms = new ArrayList<>();
        try {
            for (OptionalLong capacity : capacities) {
                for (Optional<ResourceStatus> status : statuses) {
                    for (boolean drain : drains) {
                        forms.add(form(capacity, status, drain, OptionalLong.empty()));
                        forms.add(form(capacity, status, drain, OptionalLong.of(expected)));
                    }
                }
            }
        } catch (InvalidInput e) {
            findings.add(Promise.SAME_COMMAND, record.id(), "a definition that " + e.problem());
            return Optional.empty();
        }
        Optional<Define> command = forms.stream()
                .filter(form -> form.fingerprint().equals(wanted)).findFirst();
        require(command.isPresent() || wanted == null, Promise.SAME_COMMAND,
                "a fingerprint that is not that of its definition");
        return command;
    }

    private Define form(OptionalLong capacity, Optional<ResourceStatus> status, boolean drain,
            OptionalLong expected) {
        return new Define(record.resource(), record.id(), capacity, status, drain, expected,
                Precondition.NONE);
    }
}
