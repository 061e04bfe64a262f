package io.holdfast.lab.invocation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.holdfast.dynamodb.DynamoDbLedger;
import io.holdfast.lab.Engine;
import io.holdfast.lab.Functions;
import io.holdfast.lab.TestContext;
import io.holdfast.lambda.invocation.Wiring;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * The dashboard's queries read the log of verdicts. CloudWatch shows an empty column for a field
 * that no line has; so each field must be one that a verdict's line has.
 */
class DashboardQueriesTest {
    private static final Path TEMPLATE = Path.of("..", "..", "template.yaml");
    private static final Pattern QUERY = Pattern
            .compile("\"type\": \"log\".*\"query\": \"([^\"]+)\"");
    private static final Pattern ALIAS = Pattern.compile(" as (\\w+)");
    private static final Pattern WORD = Pattern.compile("[A-Za-z]\\w*");
    /** Of the query language, as far as the queries use it. */
    private static final Set<String> LANGUAGE = Set.of("SOURCE", "filter", "fields", "stats",
            "sort", "limit", "by", "as", "and", "desc", "ispresent", "strcontains", "sum", "max",
            "count", "bin", "m");

    private final Functions functions = new Functions(
            Wiring.of(new DynamoDbLedger(Engine.embedded(), Engine.TABLE)));
    private final TestContext context = new TestContext(30_000);

    @Test
    void everyFieldOfAQueryIsOnAVerdictsLine() throws IOException {
        JsonNode line = lineOfARefusal();
        List<String> queries = queries();

        assertThat(queries).hasSize(2);
        for (String query : queries) {
            for (String field : fields(query)) {
                assertThat(line.has(field)).as("%s, in the query %s", field, query).isTrue();
            }
        }
    }

    /** The lines of a group share their requests, so each has its part of them. */
    @Test
    void whatAGroupSharesIsDivided() throws IOException {
        Pattern counted = Pattern.compile("\\b(requests|settled|fenced|adopted)\\b(?! / together)");

        for (String query : queries()) {
            assertThat(counted.matcher(query).find()).as(query).isFalse();
        }
    }

    /** A replay of a lost race is no contention. */
    @Test
    void aTableOfResourcesCountsFirstVerdictsOnly() throws IOException {
        assertThat(queries()).filteredOn(query -> query.contains("by resourceId")).singleElement()
                .asString().contains("filter ispresent(Verdicts) and ispresent(resourceId)");
    }

    private JsonNode lineOfARefusal() throws IOException {
        String resource = Engine.fresh("resource");
        functions.define(resource, 1);
        functions.invoke("{\"command\":\"book\",\"bookingId\":\"" + Engine.fresh("booking")
                + "\",\"resourceId\":\"" + resource + "\",\"units\":2}", context);
        JsonNode line = new ObjectMapper().readTree(context.logged());
        assertThat(line.get("outcome").textValue()).isEqualTo("FAILED");
        return line;
    }

    private static List<String> queries() throws IOException {
        List<String> queries = new ArrayList<>();
        Matcher query = QUERY.matcher(Files.readString(TEMPLATE));
        while (query.find()) {
            queries.add(query.group(1));
        }
        return queries;
    }

    private static Set<String> fields(String query) {
        Set<String> fields = new HashSet<>();
        Matcher word = WORD.matcher(query.replaceAll("'[^']*'", ""));
        while (word.find()) {
            fields.add(word.group());
        }
        fields.removeAll(LANGUAGE);
        Matcher alias = ALIAS.matcher(query);
        while (alias.find()) {
            fields.remove(alias.group(1));
        }
        return fields;
    }
}
