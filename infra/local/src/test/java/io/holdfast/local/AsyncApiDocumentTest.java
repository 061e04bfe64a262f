package io.holdfast.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.holdfast.domain.InvalidInput;
import io.holdfast.domain.command.HoldDuration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** Compares the documents with the queue, durations and rules that they describe. */
class AsyncApiDocumentTest {
    private static final Path REPOSITORY = Path.of("..", "..");
    private static final Path PAGE = Path.of("..", "docs", "queue-and-events.md");
    private static final Pattern DEDUPLICATION_ID = Pattern
            .compile("message-deduplication-id\\s+(\\S+)");

    @Test
    void theBindingOfTheQueueIsWhatTheTemplateDeploys() throws IOException {
        String template = Files.readString(REPOSITORY.resolve("template.yaml"));
        String deployed = template.substring(template.indexOf("  CommandQueue:\n"),
                template.indexOf("  DeadLetterQueue:\n"));
        JsonNode queue = AsyncApi.DOCUMENT.at("/channels/commands/bindings/sqs/queue");

        assertThat(deployed).contains(
                "FifoQueue: " + queue.get("fifoQueue").asText(),
                "DeduplicationScope: " + queue.get("deduplicationScope").asText(),
                "FifoThroughputLimit: " + queue.get("fifoThroughputLimit").asText(),
                "VisibilityTimeout: " + queue.get("visibilityTimeout").asText(),
                "MessageRetentionPeriod: " + queue.get("messageRetentionPeriod").asText());
        assertThat(template).containsPattern("MostReceives: *[{\n][^}]*Default: "
                + queue.at("/redrivePolicy/maxReceiveCount").asText() + "\\b");
    }

    @Test
    void aDocumentThatHasAKeyTwiceIsNotRead() {
        assertThatThrownBy(() -> AsyncApi.YAML.readTree("a: {b: 1, b: 2}"))
                .hasMessageContaining("Duplicate");
    }

    /** In both directions: the documents admit the durations that the code reads, and no others. */
    @Test
    void holdForHasOneGrammarInTheCodeAndInBothDocuments() {
        JsonNode holdFor = AsyncApi.DOCUMENT.at("/components/schemas/HoldFor");
        assertThat(holdFor.get("pattern").textValue()).isEqualTo(HoldDuration.PATTERN);
        assertThat(AsyncApi.DOCUMENT.at("/components/schemas/BookOne/properties/holdFor/$ref")
                .textValue())
                .isEqualTo("#/components/schemas/HoldFor");

        Schema schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(holdFor);
        Random random = new Random(11);
        int read = 0;
        for (int i = 0; i < 20_000; i++) {
            String text = text(random);
            boolean isRead = isDuration(text);
            assertThat(schema.validate(TextNode.valueOf(text)).isEmpty()).as(text)
                    .isEqualTo(isRead);
            read += isRead ? 1 : 0;
        }
        assertThat(read).as("of both kinds there are many").isBetween(2_000, 18_000);
    }

    private static boolean isDuration(String text) {
        try {
            HoldDuration.parse(text);
            return true;
        } catch (InvalidInput e) {
            return false;
        }
    }

    /** A duration, or nearly one. */
    private static String text(Random random) {
        StringBuilder text = new StringBuilder("P");
        for (String unit : List.of("W", "D", "T", "H", "M", "S")) {
            if (unit.equals("T") ? random.nextInt(4) > 0 : random.nextInt(3) == 0) {
                text.append(unit.equals("T") ? "" : random.nextInt(2_000)).append(unit);
            }
        }
        if (random.nextInt(3) == 0) {
            int at = random.nextInt(text.length());
            String other = "PTWDHMSptdhms0123456789.,-+ \n";
            text.replace(at, at + random.nextInt(2),
                    String.valueOf(other.charAt(random.nextInt(other.length()))));
        }
        return text.toString();
    }

    /** Otherwise SQS drops a confirm that is sent within five minutes of its book. */
    @Test
    void everySampleHasTheVerbInItsDeduplicationId() throws IOException {
        List<String> ids = new ArrayList<>();
        try (Stream<Path> files = Files.walk(REPOSITORY.resolve("infra"))) {
            for (Path file : Stream.concat(Stream.of(REPOSITORY.resolve("README.md")), files
                    .filter(each -> each.toString().matches(".*[.](md|yaml|sh|txt|json)")
                            || each.endsWith("Banner.java")))
                    .filter(each -> !each.toString().contains("node_modules")).toList()) {
                Matcher id = DEDUPLICATION_ID.matcher(Files.readString(file));
                while (id.find()) {
                    ids.add(id.group(1));
                }
            }
        }
        assertThat(ids).hasSizeGreaterThanOrEqualTo(3)
                .allMatch(id -> id.matches("[\"']?(book|confirm|release|extend|amend|resolve)-.+"));
    }

    /** The sample rule of the page selects the events that the page names. */
    @Test
    void theSampleRuleMatchesARefusalForWantOfCapacityAndNothingElse() throws IOException {
        String page = Files.readString(PAGE);
        Matcher block = Pattern.compile("```json\\n(.*?)```", Pattern.DOTALL).matcher(page);
        assertThat(block.find()).isTrue();
        JsonNode rule = AsyncApi.parse(block.group(1));

        List<String> matched = new ArrayList<>();
        for (String type : AsyncApi.names("/channels/events/messages")) {
            AsyncApi.message(type).get("examples")
                    .forEach(example -> {
                        if (matches(rule, example.get("payload"))) {
                            matched.add(example.get("name").textValue());
                        }
                    });
        }
        assertThat(matched).containsExactly("soldOut");
    }

    /** As EventBridge does: a list names the values that a member may have. */
    private static boolean matches(JsonNode rule, JsonNode event) {
        return AsyncApi.fields(rule).stream().allMatch(name -> {
            JsonNode wanted = rule.get(name);
            JsonNode given = event.path(name);
            return wanted.isArray()
                    ? StreamSupport.stream(wanted.spliterator(), false).anyMatch(given::equals)
                    : given.isObject() && matches(wanted, given);
        });
    }
}
