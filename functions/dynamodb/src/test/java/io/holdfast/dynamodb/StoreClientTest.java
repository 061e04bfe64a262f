package io.holdfast.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** Which store a function waits for, and how long. */
class StoreClientTest {
    @Test
    void onlyAnEmulatorHasAnEndpointForAllServices() {
        assertThat(StoreClient.isEmulated(Map.of("AWS_ENDPOINT_URL", "http://localhost:4566")))
                .isTrue();
        assertThat(StoreClient.isEmulated(Map.of("AWS_REGION", "us-east-1",
                "AWS_ENDPOINT_URL_DYNAMODB",
                "https://vpce-1.dynamodb.us-east-1.vpce.amazonaws.com")))
                .isFalse();
    }
}
