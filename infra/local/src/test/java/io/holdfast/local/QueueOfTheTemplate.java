package io.holdfast.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The timeouts of the queue in template.yaml: a test must not shorten the ones that would hurt. */
final class QueueOfTheTemplate {
    private static final Pattern VISIBILITY = Pattern.compile("VisibilityTimeout: (\\d+)");
    private static final Pattern RECEIVES = Pattern
            .compile("MostReceives:\\s+Type: Number\\s+Default: (\\d+)");

    private QueueOfTheTemplate() {}

    static Duration visibility() {
        return Duration.ofSeconds(number(VISIBILITY));
    }

    static int mostReceives() {
        return number(RECEIVES);
    }

    private static int number(Pattern pattern) {
        try {
            Matcher found = pattern.matcher(Files.readString(Path.of("../../template.yaml")));
            if (!found.find()) {
                throw new AssertionError("no " + pattern + " in template.yaml");
            }
            return Integer.parseInt(found.group(1));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
