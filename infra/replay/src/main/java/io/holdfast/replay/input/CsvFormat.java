package io.holdfast.replay.input;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options for the encoding and the separator of input files. */
public final class CsvFormat {
    @Option(names = "--encoding", defaultValue = "UTF-8", description = "Encoding of input files. "
            + "Default: ${DEFAULT-VALUE}")
    private Charset encoding = StandardCharsets.UTF_8;

    @Option(names = "--separator", paramLabel = "CHAR", description = "The character between "
            + "two fields, or tab. Default: the one of , ; tab | that the header uses")
    private @Nullable String separator;

    Charset encoding() {
        return encoding;
    }

    /** @throws BadInput if the option is neither one character nor {@code tab} */
    Optional<Character> separator() {
        if (separator == null) {
            return Optional.empty();
        }
        if (separator.equals("tab") || separator.equals("\\t")) {
            return Optional.of('\t');
        }
        if (separator.length() != 1 || "\"\r\n".contains(separator)) {
            throw new BadInput("--separator must be one character, or tab, not \"" + separator
                    + "\"");
        }
        return Optional.of(separator.charAt(0));
    }
}
