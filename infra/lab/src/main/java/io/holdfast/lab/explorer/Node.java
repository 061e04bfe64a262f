package io.holdfast.lab.explorer;

import io.holdfast.domain.InvalidInput;
import io.holdfast.domain.protocol.Answer;
import io.holdfast.lab.explorer.Program.Next;
import io.holdfast.lab.steps.Got;
import io.holdfast.lab.steps.Request;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A point of an invocation: the answers that it has got until then, and what it does next. */
final class Node {
    private final Program program;
    private final @Nullable Node before;
    private final @Nullable Got got;
    private final Next next;
    private final Optional<String> broken;
    private @Nullable Object answered;
    private final Map<Got, Node> after = new HashMap<>();

    Node(Program program) {
        this(program, null, null);
    }

    private Node(Program program, @Nullable Node before, @Nullable Got got) {
        this.program = program;
        this.before = before;
        this.got = got;
        this.next = program.run(path());
        this.broken = Truth.broken(this);
    }

    Program program() {
        return program;
    }

    Got got() {
        return Objects.requireNonNull(got);
    }

    /** What the ledger made of the answer, if it is known. */
    @Nullable
    Object answered() {
        return answered;
    }

    void answered(Object value) {
        answered = value;
    }

    private List<Node> path() {
        List<Node> path = new ArrayList<>();
        Node node = this;
        while (node != null && node.got != null) {
            path.addFirst(node);
            node = node.before;
        }
        return path;
    }

    Node after(Got answer) {
        Node known = after.get(answer);
        if (known == null) {
            known = new Node(program, this, answer);
            after.put(answer, known);
        }
        return known;
    }

    /** The answers so far, the first one first. */
    List<Got> history() {
        return path().stream().map(Node::got).toList();
    }

    /** The requests so far, the first one first. */
    List<Request> requests() {
        List<Request> requests = new ArrayList<>();
        Node node = before;
        while (node != null) {
            requests.addFirst(node.request().orElseThrow());
            node = node.before;
        }
        return requests;
    }

    /** The promise that its next request or its answers break, if they do. */
    Optional<String> broken() {
        return broken;
    }

    /** The request that comes next. */
    Optional<Request> request() {
        return next instanceof Next.Sends(Request request)
                ? Optional.of(request)
                : Optional.empty();
    }

    /** The answers of an invocation that has ended. */
    Optional<Map<String, Answer>> answers() {
        return next instanceof Next.Answers(Map<String, Answer> answers)
                ? Optional.of(answers)
                : Optional.empty();
    }

    /** What it has thrown; input that the booking shows to be invalid is no failure. */
    Optional<RuntimeException> failure() {
        return next instanceof Next.Fails(RuntimeException thrown)
                && !(thrown instanceof InvalidInput && Truth.isInvalid(this))
                        ? Optional.of(thrown)
                        : Optional.empty();
    }
}
