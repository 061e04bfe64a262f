package io.holdfast.local;

import java.nio.file.Path;
import java.util.Optional;

/** What the service says when it is up. */
final class Greeting {
    private Greeting() {}

    static String of(LocalService service, Optional<Path> data) {
        return """

                Holdfast   %1$s   (OpenAPI at /openapi.yaml)
                DynamoDB   %2$s   (table "%3$s", %4$s)

                Try, in another shell:
                  curl -X PUT %1$s/resources/room-12 -d '{"capacity": 2}'
                  curl -X PUT %1$s/bookings/b-1 -d '{"resourceId": "room-12", "units": 1}'
                  curl %1$s/resources/room-12

                The items (any credentials will do):
                  aws dynamodb scan --table-name %3$s --region us-east-1 --endpoint-url %2$s

                Ctrl-C stops it.
                """.formatted(service.address(), service.dynamoDb(), LocalService.TABLE,
                data.map(folder -> "kept in " + folder).orElse("in memory"));
    }
}
