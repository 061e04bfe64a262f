package io.holdfast.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.holdfast.domain.Limits;
import io.holdfast.dynamodb.item.ListingTable;
import io.holdfast.dynamodb.item.Table;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;

/** The table, the queues and what reads them. */
class StoresTest {
    private static final Template TEMPLATE = Template.read();
    private static final int TWO_WEEKS_SECONDS = 14 * 24 * 3600;

    @Test
    void theQueueWaitsLongerThanItsConsumerAndTellsFailuresApart() {
        JsonNode consumer = TEMPLATE.resource("CommandsFunction").get("Properties");
        JsonNode source = consumer.at("/Events/Queue/Properties");
        JsonNode queue = TEMPLATE.resource("CommandQueue").get("Properties");

        assertThat(queue.get("VisibilityTimeout").intValue())
                .isGreaterThanOrEqualTo(6 * consumer.get("Timeout").intValue());
        assertThat(queue.get("FifoQueue").booleanValue()).isTrue();
        assertThat(queue.get("MaximumMessageSize").intValue())
                .isGreaterThanOrEqualTo(Limits.BODY_BYTES);
        assertThat(source.get("BatchSize").intValue()).isEqualTo(10);
        assertThat(source.has("MaximumBatchingWindowInSeconds")).as("FIFO allows none").isFalse();
        assertThat(source.get("FunctionResponseTypes").toString())
                .isEqualTo("[\"ReportBatchItemFailures\"]");
        JsonNode stream = TEMPLATE.resource("OutcomesFunction").get("Properties")
                .at("/Events/Stream/Properties");
        assertThat(stream.get("FunctionResponseTypes").toString())
                .isEqualTo("[\"ReportBatchItemFailures\"]");
        assertThat(stream.get("BisectBatchOnFunctionError").booleanValue()).isTrue();
        assertThat(stream.get("MaximumRetryAttempts").intValue()).as("until the stream expires")
                .isEqualTo(-1);
        assertThat(stream.get("MaximumRecordAgeInSeconds").intValue()).isEqualTo(-1);
        assertThat(stream.get("StartingPosition").textValue()).isEqualTo("TRIM_HORIZON");
        assertThat(stream.at("/DestinationConfig/OnFailure/Destination/Fn::GetAtt/0").textValue())
                .isEqualTo("FailureQueue");
        assertThat(TEMPLATE.resource("FailureQueue").at("/Properties").has("FifoQueue"))
                .as("a stream's on-failure queue must be a standard one").isFalse();
    }

    /** At 300 requests a second a burst of moves would be throttled, and block its groups. */
    @Test
    void theDeadLetterQueueTakesAsManyMessagesAsTheQueueOfCommandsGives() {
        for (String name : List.of("CommandQueue", "DeadLetterQueue")) {
            JsonNode queue = TEMPLATE.resource(name).get("Properties");
            assertThat(queue.get("FifoQueue").booleanValue()).as(name).isTrue();
            assertThat(queue.at("/DeduplicationScope").asText()).as(name)
                    .isEqualTo("messageGroup");
            assertThat(queue.at("/FifoThroughputLimit").asText()).as(name)
                    .isEqualTo("perMessageGroupId");
        }
    }

    @Test
    void theTableIsTheOneThatTheCodeExpectsAndItLasts() {
        CreateTableRequest expected = Table.creation("table");
        JsonNode table = TEMPLATE.resource("Table");
        JsonNode properties = table.get("Properties");

        for (int i = 0; i < expected.keySchema().size(); i++) {
            JsonNode key = properties.get("KeySchema").get(i);
            assertThat(key.get("AttributeName").textValue())
                    .isEqualTo(expected.keySchema().get(i).attributeName());
            assertThat(key.get("KeyType").textValue())
                    .isEqualTo(expected.keySchema().get(i).keyTypeAsString());
        }
        assertThat(properties.at("/StreamSpecification/StreamViewType").textValue())
                .isEqualTo(expected.streamSpecification().streamViewTypeAsString());
        assertThat(properties.get("BillingMode").textValue())
                .isEqualTo(expected.billingModeAsString());
        assertThat(table.get("DeletionPolicy").textValue()).isEqualTo("Retain");
        assertThat(table.get("UpdateReplacePolicy").textValue()).isEqualTo("Retain");
        assertThat(properties.get("DeletionProtectionEnabled").booleanValue()).isTrue();
        assertThat(properties.at("/PointInTimeRecoverySpecification/PointInTimeRecoveryEnabled")
                .booleanValue()).isTrue();
        assertThat(properties.at("/SSESpecification/SSEEnabled").booleanValue()).isTrue();
    }

    @Test
    void theListingIsTheOneThatTheCodeExpectsAndItLasts() {
        CreateTableRequest expected = ListingTable.creation("listing");
        JsonNode listing = TEMPLATE.resource("Listing");
        JsonNode properties = listing.get("Properties");

        assertThat(keys(properties.get("KeySchema"))).isEqualTo(keys(expected.keySchema()));
        assertThat(properties.get("GlobalSecondaryIndexes")).hasSize(1);
        GlobalSecondaryIndex index = expected.globalSecondaryIndexes().getFirst();
        assertThat(properties.at("/GlobalSecondaryIndexes/0/IndexName").textValue())
                .isEqualTo(index.indexName());
        assertThat(keys(properties.at("/GlobalSecondaryIndexes/0/KeySchema")))
                .isEqualTo(keys(index.keySchema()));
        assertThat(properties.at("/GlobalSecondaryIndexes/0/Projection/ProjectionType")
                .textValue()).isEqualTo(index.projection().projectionTypeAsString());
        expected.attributeDefinitions().forEach(attribute -> assertThat(
                properties.get("AttributeDefinitions").toString()).contains(
                        "\"" + attribute.attributeName() + "\",\"AttributeType\":\""
                                + attribute.attributeTypeAsString() + "\""));
        assertThat(properties.has("StreamSpecification")).isFalse();
        assertThat(listing.get("DeletionPolicy").textValue()).isEqualTo("Retain");
        assertThat(listing.get("UpdateReplacePolicy").textValue()).isEqualTo("Retain");
        assertThat(properties.get("DeletionProtectionEnabled").booleanValue()).isTrue();
        assertThat(properties.at("/SSESpecification/SSEEnabled").booleanValue()).isTrue();
    }

    private static List<String> keys(JsonNode schema) {
        List<String> keys = new ArrayList<>();
        schema.forEach(key -> keys.add(
                key.get("AttributeName").textValue() + " " + key.get("KeyType").textValue()));
        return keys;
    }

    private static List<String> keys(List<KeySchemaElement> schema) {
        return schema.stream().map(key -> key.attributeName() + " " + key.keyTypeAsString())
                .toList();
    }

    @Test
    void everyQueueOutlivesTheStackIsEncryptedAndKeepsItsMessagesForTwoWeeks() {
        TEMPLATE.resources("AWS::SQS::Queue").forEach((name, queue) -> {
            for (String policy : List.of("DeletionPolicy", "UpdateReplacePolicy")) {
                assertThat(TEMPLATE.resource(name).at("/" + policy).asText()).as(name)
                        .isEqualTo("Retain");
            }
            assertThat(queue.get("SqsManagedSseEnabled").booleanValue()).as(name).isTrue();
            assertThat(queue.get("MessageRetentionPeriod").intValue()).as(name)
                    .isEqualTo(TWO_WEEKS_SECONDS);
        });
        assertThat(TEMPLATE.resource("CommandQueue")
                .at("/Properties/RedrivePolicy/deadLetterTargetArn/Fn::GetAtt/0").textValue())
                .isEqualTo("DeadLetterQueue");
    }

    /**
     * A queue has one policy, which the last resource that names it sets; and SQS refuses a statement
     * with more than one resource, or more than seven actions.
     */
    @Test
    void everyQueueHasOnePolicyAndEveryStatementNamesThatQueueAlone() {
        List<String> withPolicy = new ArrayList<>();
        TEMPLATE.resources("AWS::SQS::QueuePolicy").forEach((name, policy) -> {
            assertThat(policy.get("Queues")).as(name).hasSize(1);
            String queue = policy.at("/Queues/0/Ref").textValue();
            withPolicy.add(queue);
            for (JsonNode statement : policy.at("/PolicyDocument/Statement")) {
                assertThat(statement.get("Resource").toString()).as(name)
                        .isEqualTo("{\"Fn::GetAtt\":[\"" + queue + "\",\"Arn\"]}");
                assertThat(statement.get("Action").size()).as(name).isLessThanOrEqualTo(7);
                assertThat(statement.has("Principal")).as(name).isTrue();
            }
            assertThat(policy.toString()).as(name).contains("\"Effect\":\"Deny\"",
                    "\"aws:SecureTransport\":\"false\"");
        });
        assertThat(withPolicy).containsExactlyInAnyOrderElementsOf(
                TEMPLATE.resources("AWS::SQS::Queue").keySet());
    }
}
