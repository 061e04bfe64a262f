package io.holdfast.engine.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;

/** A history follows from its seed. */
class SameSeedTest {
    private static final ServiceThroughput SCARCE = new ServiceThroughput(100, 300,
            Duration.ofMillis(100), false, 4, "resource#");
    private static final Outage OUTAGE = Outage.between(Duration.ofSeconds(1),
            Duration.ofSeconds(2));

    @Test
    void theSameSeedHasTheSameHistory() {
        assertThat(digest(1)).isEqualTo(digest(1));
    }

    @Test
    void anotherSeedHasAnotherHistory() {
        assertThat(digest(1)).isNotEqualTo(digest(2));
    }

    /** Of the effects with their times, and of how requests ended. */
    private static String digest(long seed) {
        Stage stage = new Stage(ServiceTimes.PUBLISHED, SCARCE, OUTAGE, seed);
        MessageDigest digest = sha256();
        stage.store.watch(effect -> digest
                .update(effect.toString().getBytes(StandardCharsets.UTF_8)));
        SplittableRandom requests = new SplittableRandom(5);
        for (int i = 0; i < 2_000; i++) {
            String name = "item-" + requests.nextInt(4);
            Runnable request = switch (requests.nextInt(4)) {
                case 0 -> () -> stage.store.putItem(Stage.put(name, "text"));
                case 1 -> () -> stage.store.putItem(Stage.putIfAbsent(name));
                case 2 -> () -> stage.store.transactWriteItems(Stage.transaction(name, "other"));
                default -> () -> stage.store
                        .getItem(GetItemRequest.builder().key(Stage.key(name)).build());
            };
            stage.send(Duration.ofMillis(requests.nextInt(3_000)), request);
        }
        stage.time.run();
        assertThat(stage.ends).containsKeys("ok", "ThrottlingException", "SdkClientException",
                "TransactionConflictException", "TransactionCanceledException",
                "InternalServerErrorException", "ConditionalCheckFailedException");
        digest.update((stage.ends + " " + stage.nanos).getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
