package io.holdfast.domain.decision;

/**
 * What to do about a command, judged on images alone.
 *
 * @param <C> the guarded write that admits the command
 */
public sealed interface Decision<C> {
    /** Send this write, once. */
    record Admit<C>(C commit) implements Decision<C> {}

    /** Send no write but the one that records the failure. */
    record Refuse<C>(Refusal refusal) implements Decision<C> {}
}
