package io.holdfast.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.holdfast.engine.expression.Insert;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchExecuteStatementRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchStatementResponse;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ReplicatedWriteConflictException;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.ThrottlingException;

/** Faults of a batch of statements: of the first one alone, and of the whole request. */
class MemberFaultsTest {
    private static final String TABLE = "members";

    private static LocalDynamoDb engine;
    private static Wire wire;
    private static DynamoDbClient client;
    private static int next;

    @BeforeAll
    static void start() throws IOException {
        engine = LocalDynamoDb.start(0, Optional.empty());
        wire = new Wire(UrlConnectionHttpClient.create());
        client = DynamoDbClient.builder().endpointOverride(engine.endpoint())
                .region(Region.US_EAST_1).httpClient(wire)
                .credentialsProvider(StaticCredentialsProvider
                        .create(AwsBasicCredentials.create("local", "local")))
                .overrideConfiguration(
                        setting -> setting.retryStrategy(AwsRetryStrategy.doNotRetry()))
                .build();
        client.createTable(table -> table.tableName(TABLE)
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .attributeDefinitions(string("pk"), string("sk"))
                .keySchema(key("pk", KeyType.HASH), key("sk", KeyType.RANGE)));
    }

    private static AttributeDefinition string(String name) {
        return AttributeDefinition.builder().attributeName(name)
                .attributeType(ScalarAttributeType.S).build();
    }

    private static KeySchemaElement key(String name, KeyType type) {
        return KeySchemaElement.builder().attributeName(name).keyType(type).build();
    }

    @AfterAll
    static void stop() throws IOException {
        client.close();
        engine.close();
    }

    @ParameterizedTest
    @CsvSource({"MEMBER_THROTTLED,ThrottlingError,false",
            "MEMBER_OUT_OF_THROUGHPUT,ProvisionedThroughputExceeded,false",
            "MEMBER_CONFLICT,TransactionConflict,false",
            "MEMBER_SERVER_ERROR,InternalServerError,false",
            "MEMBER_SERVER_ERROR_APPLIED,InternalServerError,true"})
    void theFirstStatementFailsAloneOnTheWire(Fault fault, String code, boolean applied) {
        List<Map<String, AttributeValue>> items = items(3);
        wire.plan(Map.of(0, fault));

        assertThat(insert(client, items)).containsExactly(code, "", "");
        assertThat(stored(items)).containsExactly(applied, true, true);

        List<Map<String, AttributeValue>> one = items(1);
        wire.plan(Map.of(0, fault));
        assertThat(insert(client, one)).containsExactly(code);
        assertThat(stored(one)).containsExactly(applied);
    }

    @ParameterizedTest
    @CsvSource({"m,ThrottlingError,false", "e,InternalServerError,true"})
    void theFirstStatementFailsAloneInASchedule(String fate, String code, boolean applied) {
        List<Map<String, AttributeValue>> items = items(2);
        List<String> codes = new ArrayList<>();
        Run run = new Run(1, false);
        DynamoDbClient scheduled = run.around(client);
        wire.plan(Map.of());
        run.go(List.of(() -> codes.addAll(insert(scheduled, items))), Set.of(),
                possible -> possible.stream().map(Run.Action::token).toList()
                        .indexOf("0" + fate));

        assertThat(codes).containsExactly(code, "");
        assertThat(stored(items)).containsExactly(applied, true);
    }

    @Test
    void theWholeRequestIsRefused() {
        wire.plan(Map.of(0, Fault.TOO_FAST, 1, Fault.REPLICATED_CONFLICT));
        List<Map<String, AttributeValue>> items = items(2);

        assertThatExceptionOfType(ThrottlingException.class)
                .isThrownBy(() -> insert(client, items));
        assertThatExceptionOfType(ReplicatedWriteConflictException.class)
                .isThrownBy(() -> client
                        .putItem(put -> put.tableName(TABLE).item(items.getFirst())));
        assertThat(stored(items)).containsExactly(false, false);
    }

    private static List<Map<String, AttributeValue>> items(int count) {
        return Stream.generate(() -> Map.of("pk", AttributeValue.fromS("m-" + next++), "sk",
                AttributeValue.fromS("x"))).limit(count).toList();
    }

    private static List<String> insert(DynamoDbClient client,
            List<Map<String, AttributeValue>> items) {
        return client.batchExecuteStatement(
                BatchExecuteStatementRequest
                        .builder().statements(items.stream()
                                .map(item -> new Insert(TABLE, item).request()).toList())
                        .build())
                .responses().stream().map(MemberFaultsTest::code).toList();
    }

    private static String code(BatchStatementResponse response) {
        return response.error() == null ? "" : response.error().codeAsString();
    }

    private static List<Boolean> stored(List<Map<String, AttributeValue>> items) {
        return items.stream().map(item -> client.getItem(get -> get.tableName(TABLE)
                .key(Map.of("pk", item.get("pk"), "sk", item.get("sk")))).hasItem()).toList();
    }
}
