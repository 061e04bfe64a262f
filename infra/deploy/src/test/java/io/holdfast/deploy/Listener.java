package io.holdfast.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.Target;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** A rule on the deployed bus, and a queue that it sends every event to. */
final class Listener implements AutoCloseable {
    /** Types of the events that were received, by event id. */
    final Map<String, String> types = new ConcurrentHashMap<>();
    /** Their details, by event id. */
    final Map<String, JsonNode> details = new ConcurrentHashMap<>();
    private final Map<String, Integer> times = new ConcurrentHashMap<>();
    private final Deployment deployment;
    private final String queue;
    private final Thread thread;
    private volatile boolean closed;

    Listener(LocalStack stack, Deployment deployment) {
        this.deployment = deployment;
        this.queue = deployment.sqs.createQueue(create -> create.queueName("received")).queueUrl();
        String arn = String.valueOf(deployment.sqs
                .getQueueAttributes(get -> get.queueUrl(queue)
                        .attributeNames(QueueAttributeName.QUEUE_ARN))
                .attributes().get(QueueAttributeName.QUEUE_ARN));
        try (EventBridgeClient events = stack.client(EventBridgeClient.builder())) {
            String bus = deployment.physical("EventBus");
            events.putRule(put -> put.name("received").eventBusName(bus)
                    .eventPattern("{\"source\":[\"holdfast\"]}"));
            events.putTargets(put -> put.rule("received").eventBusName(bus)
                    .targets(Target.builder().id("queue").arn(arn).build()));
        }
        this.thread = Thread.ofVirtual().start(this::listen);
    }

    int times(String eventId) {
        return times.getOrDefault(eventId, 0);
    }

    private void listen() {
        while (!closed) {
            List<Message> messages = deployment.sqs.receiveMessage(receive -> receive
                    .queueUrl(queue).maxNumberOfMessages(10).waitTimeSeconds(1)).messages();
            for (Message message : messages) {
                JsonNode event = Events.parse(message.body());
                String id = event.at("/detail/eventId").textValue();
                times.merge(id, 1, Integer::sum);
                details.put(id, event.get("detail"));
                types.put(id, event.get("detail-type").textValue());
                deployment.sqs.deleteMessage(delete -> delete.queueUrl(queue)
                        .receiptHandle(message.receiptHandle()));
            }
        }
    }

    @Override
    public void close() {
        closed = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
