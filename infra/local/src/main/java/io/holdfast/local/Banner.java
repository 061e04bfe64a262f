package io.holdfast.local;

import io.holdfast.engine.LocalAddress;
import io.holdfast.local.queue.LocalQueue;
import java.nio.file.Path;
import java.util.Optional;

/** The text that the service prints once it runs. */
final class Banner {
    private Banner() {}

    /** @param events the file that events are written to, or empty for standard output */
    static String of(LocalService service, Settings settings, Optional<Path> events) {
        return """

                Board      %1$s/   (open it in a browser)
                Holdfast   %1$s   (OpenAPI at /openapi.yaml)
                DynamoDB   %2$s   (table "%3$s", %4$s)
                SQS        %5$s   (queue "%6$s")
                Events     %7$s
                %9$s
                Try, in another shell:
                  curl -X PUT %1$s/resources/room-12 -d '{"capacity": 2}'
                  curl -X PUT %1$s/bookings/b-1 -d '{"resourceId": "room-12", "units": 1}'
                  curl %1$s/resources/room-12

                The items, and a command through the queue (export AWS_ACCESS_KEY_ID=any AWS_SECRET_ACCESS_KEY=any):
                  aws dynamodb scan --table-name %3$s --region us-east-1 --endpoint-url %2$s
                  aws sqs send-message --region us-east-1 --endpoint-url %5$s --queue-url %8$s \\
                    --message-group-id room-12 --message-deduplication-id book-b-2 \\
                    --message-body '{"command":"book","bookingId":"b-2","resourceId":"room-12","units":1}'

                Ctrl-C stops it.
                """.formatted(service.address(), service.dynamoDb(), LocalService.TABLE,
                settings.data().map(folder -> "kept in " + folder).orElse("in memory"),
                service.sqs(), LocalQueue.COMMANDS,
                events.map(file -> "added to " + file).orElse("printed here, a line each"),
                service.queueUrl(), reach(settings.host()));
    }

    private static String reach(String host) {
        return host.equals(LocalAddress.LOOPBACK)
                ? ""
                : "\nWARNING: listens on " + host + " without authorization; "
                        + "anyone who reaches it may book, read and write.\n";
    }
}
