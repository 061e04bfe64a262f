package io.holdfast.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.JsonNode;
import io.holdfast.dynamodb.DynamoDbLedger;
import io.holdfast.dynamodb.Table;
import io.holdfast.engine.MemoryDynamoDb;
import io.holdfast.lambda.Route;
import io.holdfast.lambda.Setting;
import io.holdfast.lambda.Wiring;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;

/** What linters miss in template.yaml, held against the code in both directions. */
class TemplateTest {
    private static final Template TEMPLATE = Template.read();
    private static final int TWO_WEEKS_SECONDS = 14 * 24 * 3600;

    @Test
    void everyFunctionIsAHandlerAndEveryHandlerIsAFunction() throws Exception {
        Set<String> deployed = new TreeSet<>();
        for (JsonNode function : TEMPLATE.functions().values()) {
            String handler = function.get("Handler").textValue();
            Class<?> type = Class.forName(handler);
            assertThat(RequestStreamHandler.class).isAssignableFrom(type);
            assertThat(type.getConstructor()).isNotNull();
            assertThat(deployed.add(handler)).as(handler).isTrue();
        }
        try (Stream<java.nio.file.Path> classes = Files
                .list(FunctionPackage.FOLDER.resolve("io/holdfast/lambda"))) {
            assertThat(deployed).containsExactlyInAnyOrderElementsOf(classes
                    .map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith("Handler.class"))
                    .map(name -> "io.holdfast.lambda." + name.replace(".class", "")).toList());
        }
    }

    @Test
    void everyRouteHasItsFunctionAndItsLock() {
        List<String> routes = new ArrayList<>();
        JsonNode paths = TEMPLATE.resource("Api").at("/Properties/DefinitionBody/paths");
        for (Map.Entry<String, JsonNode> path : paths.properties()) {
            for (Map.Entry<String, JsonNode> operation : path.getValue().properties()) {
                String route = operation.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey();
                routes.add(route);
                JsonNode lock = operation.getValue().at("/security/Fn::If");
                assertThat(lock.at("/0").textValue()).as(route).isEqualTo("UseJwt");
                assertThat(lock.at("/1/0/jwt/0").textValue()).as(route).isEqualTo(scope(route));
                assertThat(lock.at("/2").toString()).as(route).isEqualTo("[{\"AWS_IAM\":[]}]");
            }
        }
        assertThat(routes).containsExactlyInAnyOrderElementsOf(Arrays.stream(Route.values())
                .map(route -> route.method() + " " + route.path()).toList());
        JsonNode api = TEMPLATE.resource("Api").get("Properties");
        assertThat(api.get("FailOnWarnings").booleanValue()).isTrue();
        assertThat(api.at("/Auth/DefaultAuthorizer").textValue()).isEqualTo("AWS_IAM");
    }

    private static String scope(String route) {
        if (route.startsWith("GET")) {
            return "holdfast/read";
        }
        return route.contains("/resources/") ? "holdfast/admin" : "holdfast/book";
    }

    @Test
    void everyRouteLeadsToTheHandlerThatTheLocalServiceMounts() {
        Wiring wiring = Wiring.of(new DynamoDbLedger(new MemoryDynamoDb(), "table"));
        for (Route route : Route.values()) {
            List<JsonNode> functions = TEMPLATE.functions().values().stream()
                    .filter(function -> function.at("/Events/Route/Properties/Method").asText()
                            .equalsIgnoreCase(route.method())
                            && function.at("/Events/Route/Properties/Path").asText()
                                    .equals(route.path()))
                    .toList();
            assertThat(functions).as(route.name()).hasSize(1);
            assertThat(functions.getFirst().get("Handler").textValue())
                    .isEqualTo(route.handler(wiring).getClass().getName());
        }
    }

    @Test
    void everyTriggerIsAnEventOfItsFunctionAndSoNamesTheAlias() {
        assertThat(TEMPLATE.at("/Globals/Function/AutoPublishAlias").textValue())
                .isEqualTo("live");
        assertThat(TEMPLATE.resources("AWS::Lambda::EventSourceMapping")).isEmpty();
        assertThat(TEMPLATE.resources("AWS::Lambda::Permission")).isEmpty();
        TEMPLATE.functions().forEach((name, function) -> {
            assertThat(function.get("AutoPublishAliasAllProperties").booleanValue()).as(name)
                    .isTrue();
            function.path("Events").forEach(event -> assertThat(event.get("Type").textValue())
                    .isIn("HttpApi", "SQS", "DynamoDB"));
        });
        assertThat(TEMPLATE.at("/Globals/Function/SnapStart/ApplyOn").textValue())
                .isEqualTo("PublishedVersions");
    }

    @Test
    void theVariablesAreTheSettings() {
        Set<String> variables = new TreeSet<>();
        TEMPLATE.at("/Globals/Function/Environment/Variables").fieldNames()
                .forEachRemaining(variables::add);
        TEMPLATE.functions().values().forEach(function -> function.at("/Environment/Variables")
                .fieldNames().forEachRemaining(variables::add));

        assertThat(variables).containsExactlyInAnyOrderElementsOf(
                Arrays.stream(Setting.values()).map(Setting::variable).toList());
        assertThat(
                TEMPLATE.resource("OutcomesFunction").get("Properties").at("/Environment/Variables")
                        .has(Setting.EVENT_BUS.variable()))
                .isTrue();
        assertThat(TEMPLATE.at("/Globals/Function/Environment/Variables/"
                + Setting.AUTHORIZATION.variable()).textValue()).isEqualTo("REQUIRED");
    }

    @Test
    void theQueueWaitsLongerThanItsConsumerAndTellsFailuresApart() {
        JsonNode consumer = TEMPLATE.resource("CommandsFunction").get("Properties");
        JsonNode source = consumer.at("/Events/Queue/Properties");
        JsonNode queue = TEMPLATE.resource("CommandQueue").get("Properties");

        assertThat(queue.get("VisibilityTimeout").intValue())
                .isGreaterThanOrEqualTo(6 * consumer.get("Timeout").intValue());
        assertThat(queue.get("FifoQueue").booleanValue()).isTrue();
        assertThat(source.get("BatchSize").intValue()).isEqualTo(10);
        assertThat(source.has("MaximumBatchingWindowInSeconds")).as("FIFO allows none").isFalse();
        assertThat(source.get("FunctionResponseTypes").toString())
                .isEqualTo("[\"ReportBatchItemFailures\"]");
        JsonNode stream = TEMPLATE.resource("OutcomesFunction").get("Properties")
                .at("/Events/Stream/Properties");
        assertThat(stream.get("FunctionResponseTypes").toString())
                .isEqualTo("[\"ReportBatchItemFailures\"]");
        assertThat(stream.get("BisectBatchOnFunctionError").booleanValue()).isTrue();
        assertThat(stream.get("StartingPosition").textValue()).isEqualTo("TRIM_HORIZON");
        assertThat(stream.at("/DestinationConfig/OnFailure/Destination/Fn::GetAtt/0").textValue())
                .isEqualTo("FailureQueue");
        assertThat(TEMPLATE.resource("FailureQueue").at("/Properties").has("FifoQueue"))
                .as("a stream's on-failure queue must be a standard one").isFalse();
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
    void everyQueueIsEncryptedTakesTlsOnlyAndKeepsItsMessagesForTwoWeeks() {
        String policy = TEMPLATE.resource("QueuesTakeTlsOnly").get("Properties").toString();
        assertThat(policy).contains("\"aws:SecureTransport\":\"false\"", "Deny");
        TEMPLATE.resources("AWS::SQS::Queue").forEach((name, queue) -> {
            assertThat(queue.get("SqsManagedSseEnabled").booleanValue()).as(name).isTrue();
            assertThat(queue.get("MessageRetentionPeriod").intValue()).as(name)
                    .isEqualTo(TWO_WEEKS_SECONDS);
            assertThat(policy).contains("{\"Ref\":\"" + name + "\"}",
                    "{\"Fn::GetAtt\":[\"" + name + "\",\"Arn\"]}");
        });
        assertThat(TEMPLATE.resource("CommandQueue")
                .at("/Properties/RedrivePolicy/deadLetterTargetArn/Fn::GetAtt/0").textValue())
                .isEqualTo("DeadLetterQueue");
    }

    @Test
    void everyLogHasAnEnd() {
        assertThat(TEMPLATE.at("/Globals/Function/LoggingConfig/LogGroup/Ref").textValue())
                .isEqualTo("FunctionLogs");
        TEMPLATE.resources("AWS::Logs::LogGroup").forEach(
                (name, group) -> assertThat(group.has("RetentionInDays")).as(name).isTrue());
    }

    /** Names of actions and resources in full; a star only where the service knows nothing narrower. */
    @Test
    void noPolicyHasAWildcardThatCouldBeNarrower() {
        TEMPLATE.resources("AWS::IAM::ManagedPolicy").forEach((name, policy) -> {
            for (JsonNode statement : policy.at("/PolicyDocument/Statement")) {
                assertThat(statement.get("Action").toString()).as(name).doesNotContain("*");
                if (statement.get("Resource").toString().contains("*")) {
                    assertThat(statement.get("Action").asText()).as(name)
                            .isIn("dynamodb:ListStreams", "execute-api:Invoke");
                }
            }
        });
        TEMPLATE.resources("AWS::IAM::Role").forEach((name, role) -> {
            assertThat(role.has("Policies")).as(name).isFalse();
            role.get("ManagedPolicyArns").forEach(
                    policy -> assertThat(policy.has("Ref")).as("a policy of ours").isTrue());
        });
        TEMPLATE.functions().forEach((name, function) -> {
            String role = name.replace("Function", "Role");
            assertThat(function.at("/Role/Fn::GetAtt/0").textValue()).as("one role each")
                    .isEqualTo(role);
            assertThat(function.has("Policies")).isFalse();
        });
    }

    @Test
    void everyAlarmSaysWhatToDo() throws IOException {
        String page = Files.readString(Template.ROOT.resolve("infra/docs/operate.md"));
        Pattern link = Pattern.compile("See infra/docs/operate\\.md#(\\w+)\\.");
        Map<String, JsonNode> alarms = TEMPLATE.resources("AWS::CloudWatch::Alarm");
        assertThat(alarms).hasSizeGreaterThan(10);
        alarms.forEach((name, alarm) -> {
            Matcher found = link.matcher(alarm.get("AlarmDescription").textValue());
            assertThat(found.find()).as(name).isTrue();
            assertThat(page.toLowerCase(Locale.ROOT)).as(name)
                    .contains("## " + found.group(1) + "\n");
            assertThat(alarm.at("/AlarmActions/Fn::If/0").textValue()).as(name)
                    .isEqualTo("HasAlarmTopic");
            assertThat(alarm.get("TreatMissingData").textValue()).isEqualTo("notBreaching");
        });
        TEMPLATE.at("/Globals/Function/DeploymentPreference/Alarms").forEach(alarm -> assertThat(
                alarms).containsKey(alarm.get("Ref").textValue()));
    }

    @Test
    void everyFunctionIsInTheAlarmForErrors() {
        String watched = TEMPLATE.resource("FunctionErrorsAlarm").toString()
                + TEMPLATE.resource("CommandErrorsAlarm");
        String throttled = TEMPLATE.resource("FunctionThrottlesAlarm").toString();
        TEMPLATE.functions().keySet().forEach(name -> {
            assertThat(watched).contains("{\"Ref\":\"" + name + "\"}");
            // A throttled consumer of the queue shows as the queue's age.
            assertThat(throttled.contains("{\"Ref\":\"" + name + "\"}")).as(name)
                    .isEqualTo(!name.equals("CommandsFunction"));
        });
    }

    @Test
    void everyParameterIsDescribedAndBounded() {
        JsonNode parameters = TEMPLATE.at("/Parameters");
        for (Map.Entry<String, JsonNode> each : parameters.properties()) {
            JsonNode parameter = each.getValue();
            assertThat(parameter.get("Description").textValue()).as(each.getKey()).endsWith(".");
            assertThat(parameter.has("Default")).as(each.getKey()).isTrue();
            if (parameter.get("Type").textValue().equals("Number")) {
                assertThat(parameter.has("AllowedValues")
                        || (parameter.has("MinValue") && parameter.has("MaxValue")))
                        .as(each.getKey()).isTrue();
            }
        }
    }
}
