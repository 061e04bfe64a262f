package io.holdfast.lambda.invocation;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A setting of a function, read from its environment at the start: a missing or wrong one fails the
 * start with one line, and not the first request.
 */
public enum Setting {
    /** The table. */
    TABLE("HOLDFAST_TABLE", "the name of the table", "[A-Za-z0-9_.-]{3,255}"),
    /** The listing's table; without it there are no lists. */
    LISTING("HOLDFAST_LISTING", "the name of the listing's table", "[A-Za-z0-9_.-]{3,255}"),
    /** The bus that events go to. */
    EVENT_BUS("HOLDFAST_EVENT_BUS", "the name of the event bus", "[/A-Za-z0-9_.-]{1,256}"),
    /** The queue that commands come from. */
    QUEUE("HOLDFAST_QUEUE", "the URL of the queue of commands", Setting.URL),
    /** The queue for messages that can never get a verdict. */
    DEAD_LETTER_QUEUE("HOLDFAST_DEAD_LETTER_QUEUE", "the URL of its dead-letter queue",
            Setting.URL),
    /** The queue for records of the stream that can never be published. */
    FAILURE_QUEUE("HOLDFAST_FAILURE_QUEUE", "the URL of the failure queue", Setting.URL),
    /** Whether a request is refused that no authorizer has let in; only NONE turns this off. */
    AUTHORIZATION("HOLDFAST_AUTHORIZATION", "REQUIRED or NONE", "REQUIRED|NONE"),
    /** The namespace of the metrics; without it there are none. */
    METRICS("HOLDFAST_METRICS", "the namespace of the metrics", "[A-Za-z0-9_./#-]{1,255}");

    private static final String URL = "https?://[!-~]{1,2000}";

    private final String variable;
    private final String meaning;
    private final Pattern valid;

    Setting(String variable, String meaning, String valid) {
        this.variable = variable;
        this.meaning = meaning;
        this.valid = Pattern.compile(valid);
    }

    /** The environment variable. */
    public String variable() {
        return variable;
    }

    /**
     * The value, which must be set.
     *
     * @throws IllegalStateException if it is missing or wrong
     */
    public String required(Map<String, String> environment) {
        return optional(environment).orElseThrow(this::wrong);
    }

    /** @throws IllegalStateException if it is there and wrong */
    Optional<String> optional(Map<String, String> environment) {
        Optional<String> value = Optional.ofNullable(environment.get(variable))
                .filter(text -> !text.isEmpty());
        if (value.isPresent() && !valid.matcher(value.get()).matches()) {
            throw wrong();
        }
        return value;
    }

    // The message never shows the value, which may be a secret meant for another variable.
    private IllegalStateException wrong() {
        return new IllegalStateException(
                "set the environment variable " + variable + " to " + meaning);
    }
}
