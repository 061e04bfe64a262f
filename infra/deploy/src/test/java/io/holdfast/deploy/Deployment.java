package io.holdfast.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import io.holdfast.lambda.Route;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.Capability;
import software.amazon.awssdk.services.cloudformation.model.Parameter;
import software.amazon.awssdk.services.cloudformation.model.Stack;
import software.amazon.awssdk.services.cloudformation.model.StackResource;
import software.amazon.awssdk.services.cloudformation.model.StackStatus;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;
import software.amazon.awssdk.services.sqs.SqsClient;

/** template.yaml, deployed on LocalStack as `sam deploy` would on AWS, and the ways to call it. */
final class Deployment implements AutoCloseable {
    /** Times that a call is made until its function replies. */
    private static final int MOST_ASKED = 5;

    private static final String NAME = "holdfast";
    private static final String BUCKET = "code";
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final LocalStack stack;
    private final Map<String, String> resources = new HashMap<>();
    private final Map<String, String> types = new HashMap<>();
    final CloudFormationClient cloudFormation;
    final LambdaClient lambda;
    final SqsClient sqs;

    Deployment(LocalStack stack) {
        this.stack = stack;
        cloudFormation = stack.client(CloudFormationClient.builder());
        lambda = stack.client(LambdaClient.builder());
        sqs = stack.client(SqsClient.builder());
    }

    void deploy() throws IOException, InterruptedException {
        Path zip = Files.createTempFile("holdfast", ".zip");
        FunctionPackage.zip(zip);
        HttpClient http = HttpClient.newHttpClient();
        put(http, "/" + BUCKET, BodyPublishers.noBody());
        put(http, "/" + BUCKET + "/function.zip", BodyPublishers.ofFile(zip));
        Files.delete(zip);
        // What `sam deploy` does to the template: one that is sent along may have 51,200 bytes.
        String template = Files.readString(Template.FILE)
                .replace("CodeUri: functions/lambda/target/function",
                        "CodeUri: s3://" + BUCKET + "/function.zip");
        put(http, "/" + BUCKET + "/template.yaml", BodyPublishers.ofString(template));
        cloudFormation.createStack(create -> create.stackName(NAME)
                .templateURL(stack.endpoint().resolve("/" + BUCKET + "/template.yaml").toString())
                .capabilities(Capability.CAPABILITY_IAM, Capability.CAPABILITY_AUTO_EXPAND)
                .parameters(parameter("Architecture", architecture()),
                        parameter("DeploymentType", "AllAtOnce")));
        awaitComplete();
        for (StackResource each : cloudFormation
                .describeStackResources(describe -> describe.stackName(NAME)).stackResources()) {
            resources.put(each.logicalResourceId(), each.physicalResourceId());
            types.put(each.logicalResourceId(), each.resourceType());
        }
    }

    private void awaitComplete() throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            Stack now = cloudFormation.describeStacks(describe -> describe.stackName(NAME)).stacks()
                    .getFirst();
            if (now.stackStatus() == StackStatus.CREATE_COMPLETE) {
                return;
            }
            if (now.stackStatus() != StackStatus.CREATE_IN_PROGRESS || System.nanoTime() > end) {
                throw new AssertionError(now.stackStatusAsString() + ": "
                        + now.stackStatusReason() + "\n" + stack.logs());
            }
            Thread.sleep(PAUSE);
        }
    }

    /** Physical ids by logical ones. */
    Map<String, String> resources() {
        return resources;
    }

    Map<String, String> types() {
        return types;
    }

    String physical(String logical) {
        return Objects.requireNonNull(resources.get(logical), logical);
    }

    /** Invokes a route's function by its alias, with the event that the HTTP API would send. */
    JsonNode call(Route route, String id, String commandId, String body) {
        String function = route.name().replace("_", "").toLowerCase(Locale.ROOT)
                + "function";
        String event = Events.http(route, id, commandId, body).toString();
        // Many JVMs that start at once on two cores may outlast the function's timeout. Its caller then
        // asks again under the same id, as the documents say.
        for (int asked = 1;; asked++) {
            InvokeResponse response = invoke(function, event);
            String reply = response.payload().asUtf8String();
            if (response.functionError() == null) {
                return Events.parse(Events.parse(reply).get("body").textValue());
            }
            System.out.println(route + " " + id + " failed, time " + asked + ": " + reply);
            if (asked == MOST_ASKED) {
                throw new IllegalStateException("no reply: " + reply);
            }
        }
    }

    InvokeResponse invoke(String function, String payload) {
        String logical = resources.keySet().stream()
                .filter(name -> name.equalsIgnoreCase(function)).findFirst().orElseThrow();
        return lambda.invoke(invoke -> invoke.functionName(physical(logical)).qualifier("live")
                .payload(SdkBytes.fromUtf8String(payload)));
    }

    void send(String group, String deduplication, String body) {
        sqs.sendMessage(send -> send.queueUrl(physical("CommandQueue")).messageGroupId(group)
                .messageDeduplicationId(deduplication).messageBody(body));
    }

    @Override
    public void close() {
        cloudFormation.close();
        lambda.close();
        sqs.close();
    }

    private void put(HttpClient http, String path, HttpRequest.BodyPublisher body)
            throws IOException, InterruptedException {
        HttpResponse<String> response = http.send(
                HttpRequest.newBuilder(stack.endpoint().resolve(path)).PUT(body)
                        .header("Authorization", "AWS4-HMAC-SHA256 Credential=test/20260101/"
                                + "us-east-1/s3/aws4_request, SignedHeaders=host, Signature=test")
                        .build(),
                BodyHandlers.ofString());
        if (response.statusCode() / 100 != 2) {
            throw new IOException(path + ": " + response.statusCode() + " " + response.body());
        }
    }

    private static String architecture() {
        return List.of("aarch64", "arm64").contains(System.getProperty("os.arch"))
                ? "arm64"
                : "x86_64";
    }

    private static Parameter parameter(String key, String value) {
        return Parameter.builder().parameterKey(key).parameterValue(value).build();
    }
}
