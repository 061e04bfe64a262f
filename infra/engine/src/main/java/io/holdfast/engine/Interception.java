package io.holdfast.engine;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbRequest;

/** Stands between a caller and a client: sees every request, and decides what becomes of it. */
@FunctionalInterface
interface Interception {
    /** What the client does with a request when nobody intervenes. */
    @FunctionalInterface
    interface Proceed {
        Object with(DynamoDbRequest request) throws Throwable;
    }

    Object request(DynamoDbRequest request, Proceed proceed) throws Throwable;

    /** The client as seen through this interception. */
    default DynamoDbClient around(DynamoDbClient client) {
        return (DynamoDbClient) Proxy.newProxyInstance(Interception.class.getClassLoader(),
                new Class<?>[]{DynamoDbClient.class}, (proxy, method, arguments) -> {
                    try {
                        if (arguments == null || arguments.length != 1
                                || !(arguments[0] instanceof DynamoDbRequest request)) {
                            return method.invoke(client, arguments);
                        }
                        return request(request, changed -> method.invoke(client, changed));
                    } catch (InvocationTargetException e) {
                        throw e.getTargetException();
                    }
                });
    }
}
