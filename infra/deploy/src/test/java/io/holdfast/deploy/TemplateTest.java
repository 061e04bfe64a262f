package io.holdfast.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.JsonNode;
import io.holdfast.dynamodb.DynamoDbLedger;
import io.holdfast.engine.MemoryDynamoDb;
import io.holdfast.lambda.Route;
import io.holdfast.lambda.invocation.Setting;
import io.holdfast.lambda.invocation.Wiring;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What linters miss in template.yaml, held against the code in both directions. */
class TemplateTest {
    private static final Template TEMPLATE = Template.read();

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
            for (Map.Entry<String, JsonNode> operation : operations(path).properties()) {
                String route = operation.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey();
                routes.add(route);
                JsonNode lock = operation.getValue().at("/security/Fn::If");
                assertThat(lock.at("/0").textValue()).as(route).isEqualTo("UseJwt");
                assertThat(lock.at("/1").toString()).as(route)
                        .isEqualTo("[{\"jwt\":" + scopes(route) + "}]");
                assertThat(lock.at("/2").toString()).as(route).isEqualTo("[{\"AWS_IAM\":[]}]");
            }
        }
        assertThat(routes).containsExactlyInAnyOrderElementsOf(Arrays.stream(Route.values())
                .flatMap(TemplateTest::requests).toList());
        JsonNode api = TEMPLATE.resource("Api").get("Properties");
        assertThat(api.get("FailOnWarnings").booleanValue()).isTrue();
        assertThat(api.at("/Auth/DefaultAuthorizer").textValue()).isEqualTo("AWS_IAM");
    }

    /** The operations of a path; that of the lists is there only if they are switched on. */
    private static JsonNode operations(Map.Entry<String, JsonNode> path) {
        JsonNode optional = path.getValue().path("Fn::If");
        if (optional.isMissingNode()) {
            return path.getValue();
        }
        assertThat(optional.at("/0").textValue()).as(path.getKey()).isEqualTo("ListsBookings");
        assertThat(optional.at("/2/Ref").textValue()).as(path.getKey())
                .isEqualTo("AWS::NoValue");
        return optional.get(1);
    }

    @Test
    void whatListsNeedIsThereOnlyIfTheyAreSwitchedOn() {
        for (String name : List.of("ListBookingsFunction", "ListBookingsRole", "ReadListing",
                "WriteListing", "Listing")) {
            assertThat(TEMPLATE.resource(name).get("Condition").textValue()).as(name)
                    .isEqualTo("ListsBookings");
        }
        assertThat(TEMPLATE.at("/Conditions/ListsBookings").toString())
                .isEqualTo("{\"Fn::Equals\":[{\"Ref\":\"ListBookings\"},\"ENABLED\"]}");
        assertThat(TEMPLATE.resource("OutcomesFunction")
                .at("/Properties/Environment/Variables/HOLDFAST_LISTING").toString())
                .isEqualTo("{\"Fn::If\":[\"ListsBookings\",{\"Ref\":\"Listing\"},\"\"]}");
        JsonNode policies = TEMPLATE.resource("OutcomesRole").at("/Properties/ManagedPolicyArns");
        assertThat(policies.toString()).contains(
                "{\"Fn::If\":[\"ListsBookings\",{\"Ref\":\"WriteListing\"},{\"Ref\":\"AWS::NoValue\"}]}");
        assertThat(TEMPLATE.at("/Globals/Function/DeploymentPreference/PassthroughCondition")
                .booleanValue()).as("or a deployment group would name an absent function").isTrue();
    }

    private static Stream<String> requests(Route route) {
        return route.methods().stream().map(method -> method + " " + route.path());
    }

    private static String scopes(String route) {
        if (route.endsWith("/problems")) {
            return "[]";
        }
        return "[\"" + scope(route) + "\"]";
    }

    private static String scope(String route) {
        if (route.startsWith("GET") || route.startsWith("HEAD")) {
            return "holdfast/read";
        }
        return route.contains("/resources/") ? "holdfast/admin" : "holdfast/book";
    }

    @Test
    void everyRouteLeadsToTheHandlerThatTheLocalServiceMounts() {
        Wiring wiring = Wiring.of(new DynamoDbLedger(new MemoryDynamoDb(), "table"));
        for (Route route : Route.values()) {
            requests(route).forEach(request -> assertThat(functionsOf(request)).as(request)
                    .containsExactly(route.handler(wiring).getClass().getName()));
        }
    }

    /** The handlers of the functions that have this method and path among their events. */
    private static List<String> functionsOf(String request) {
        List<String> handlers = new ArrayList<>();
        TEMPLATE.functions().values().forEach(function -> function.path("Events").forEach(event -> {
            String method = event.at("/Properties/Method").asText().toUpperCase(Locale.ROOT);
            if (request.equals(method + " " + event.at("/Properties/Path").asText())) {
                handlers.add(function.get("Handler").textValue());
            }
        }));
        return handlers;
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
        assertThat(TEMPLATE.at("/Globals/Function/SnapStart/ApplyOn/Ref").textValue())
                .isEqualTo("SnapStart");
        assertThat(TEMPLATE.at("/Parameters/SnapStart/Default").textValue())
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
        assertThat(variables("OutcomesFunction")).containsExactly("HOLDFAST_EVENT_BUS=EventBus",
                "HOLDFAST_FAILURE_QUEUE=FailureQueue", "HOLDFAST_LISTING=Listing");
        assertThat(variables("ListBookingsFunction")).containsExactly("HOLDFAST_LISTING=Listing");
        assertThat(variables("CommandsFunction")).containsExactly("HOLDFAST_QUEUE=CommandQueue",
                "HOLDFAST_DEAD_LETTER_QUEUE=DeadLetterQueue");
        assertThat(TEMPLATE.at("/Globals/Function/Environment/Variables/"
                + Setting.AUTHORIZATION.variable()).textValue()).isEqualTo("REQUIRED");
    }

    private static List<String> variables(String function) {
        return TEMPLATE.resource(function).at("/Properties/Environment/Variables").properties()
                .stream().map(each -> each.getKey() + "="
                        + each.getValue().findValues("Ref").getFirst().textValue())
                .toList();
    }

    /** Quotas of IAM and CloudWatch that no linter counts across resources. */
    @Test
    void policiesAndAlarmsStayWithinTheQuotas() {
        TEMPLATE.resources("AWS::IAM::ManagedPolicy").forEach((name, policy) -> assertThat(
                policy.get("PolicyDocument").toString().length()).as(name).isLessThan(6_144));
        TEMPLATE.resources("AWS::IAM::Role").forEach((name, role) -> assertThat(
                role.get("ManagedPolicyArns").size()).as(name).isLessThanOrEqualTo(10));
        TEMPLATE.resources("AWS::CloudWatch::Alarm").forEach((name, alarm) -> assertThat(
                alarm.path("Metrics").size()).as(name).isLessThanOrEqualTo(10));
    }

    @Test
    void browsersMayCallFromTheOriginsOfTheParameterAndFromNoneByDefault() {
        JsonNode cors = TEMPLATE.resource("Api")
                .at("/Properties/DefinitionBody/x-amazon-apigateway-cors/Fn::If");
        assertThat(cors.at("/0").textValue()).isEqualTo("HasOrigins");
        assertThat(cors.at("/2/Ref").textValue()).isEqualTo("AWS::NoValue");
        assertThat(cors.at("/1/allowOrigins/Ref").textValue()).isEqualTo("AllowedOrigins");
        assertThat(TEMPLATE.at("/Parameters/AllowedOrigins/Default").textValue()).isEmpty();
        assertThat(texts(cors.at("/1/allowMethods"))).containsExactlyInAnyOrderElementsOf(
                Arrays.stream(Route.values()).flatMap(route -> route.methods().stream())
                        .collect(Collectors.toSet()));
        assertThat(texts(cors.at("/1/allowHeaders"))).contains("authorization", "content-type",
                "idempotency-key", "if-match", "if-none-match", "x-amz-date",
                "x-amz-security-token", "x-amz-content-sha256");
        assertThat(texts(cors.at("/1/exposeHeaders"))).containsExactlyInAnyOrder("link",
                "retry-after", "x-request-id");
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(each -> texts.add(each.textValue()));
        return texts;
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
                    policy -> assertThat(TablePermissions.policy(policy)).as("a policy of ours")
                            .isNotEmpty());
        });
        TEMPLATE.functions().forEach((name, function) -> {
            String role = name.replace("Function", "Role");
            assertThat(function.at("/Role/Fn::GetAtt/0").textValue()).as("one role each")
                    .isEqualTo(role);
            assertThat(function.has("Policies")).isFalse();
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
