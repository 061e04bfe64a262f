package io.holdfast.lambda.invocation;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a function reads from its environment, when it starts: one that is missing or wrong is told
 * then, in one line, and not at the first customer.
 */
public enum Setting {
    /** The table. */
    TABLE("HOLDFAST_TABLE", "the name of the table", "[A-Za-z0-9_.-]{3,255}"),
    /** The bus that events go to. */
    EVENT_BUS("HOLDFAST_EVENT_BUS", "the name of the event bus", "[/A-Za-z0-9_.-]{1,256}"),
    /** The queue that commands come from. */
    QUEUE("HOLDFAST_QUEUE", "the URL of the queue of commands", Setting.URL),
    /** Where messages go that can never get a verdict. */
    DEAD_LETTER_QUEUE("HOLDFAST_DEAD_LETTER_QUEUE", "the URL of its dead-letter queue",
            Setting.URL),
    /** Where records of the stream go that can never be published. */
    FAILURE_QUEUE("HOLDFAST_FAILURE_QUEUE", "the URL of the failure queue", Setting.URL),
    /** Whether a request that no authoriser has seen is refused, as it is unless it says NONE. */
    AUTHORIZATION("HOLDFAST_AUTHORIZATION", "REQUIRED or NONE", "REQUIRED|NONE"),
    /** The namespace that metrics go to; without it there are none. */
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

    // Never the value itself: it may have been meant for another variable.
    private IllegalStateException wrong() {
        return new IllegalStateException(
                "set the environment variable " + variable + " to " + meaning);
    }
}
