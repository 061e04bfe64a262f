package io.holdfast.engine;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbRequest;

/** Sits between a caller and a client: receives every request, and decides what happens to it. */
@FunctionalInterface
public interface Interception {
    /** Sends a request to the client, and returns its answer. */
    @FunctionalInterface
    interface Proceed {
        Object with(DynamoDbRequest request) throws Throwable;
    }

    Object request(DynamoDbRequest request, Proceed proceed) throws Throwable;

    /** A client whose requests pass through this interception. */
    default DynamoDbClient around(DynamoDbClient client) {
        return (DynamoDbClient) Proxy.newProxyInstance(Interception.class.getClassLoader(),
                new Class<?>[]{DynamoDbClient.class}, (proxy, method, arguments) -> {
                    if (arguments == null || arguments.length != 1
                            || !(arguments[0] instanceof DynamoDbRequest request)) {
                        return invoke(client, method, arguments);
                    }
                    return request(request, changed -> invoke(client, method, changed));
                });
    }

    private static Object invoke(DynamoDbClient client, Method method,
            @Nullable Object @Nullable... arguments) throws Throwable {
        try {
            return method.invoke(client, arguments);
        } catch (InvocationTargetException e) {
            throw e.getTargetException();
        }
    }
}
