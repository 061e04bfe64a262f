package io.holdfast.engine.service;

import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;

/**
 * What the service answers to a request, and how long it works from the effect to the answer.
 *
 * @param response null if the request is refused
 * @param refusal null if it is not
 */
record Answer<T>(@Nullable T response, @Nullable DynamoDbException refusal, Duration work) {
    static <T> Answer<T> of(T response, Duration work) {
        return new Answer<>(response, null, work);
    }

    static <T> Answer<T> refused(DynamoDbException refusal, Duration work) {
        return new Answer<>(null, refusal, work);
    }

    T open() {
        if (refusal != null) {
            throw refusal;
        }
        return Objects.requireNonNull(response);
    }
}
