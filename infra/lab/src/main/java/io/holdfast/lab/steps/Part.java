package io.holdfast.lab.steps;

import software.amazon.awssdk.services.dynamodb.model.DynamoDbRequest;

/**
 * The part of a request that concerns one item, which the store carries out as a whole.
 *
 * @param number of this part in its store
 * @param key of the item
 * @param request a read or a write of that item alone
 * @param label of the request in a schedule: its invocation, and its number there
 */
public record Part(int number, int key, String name, DynamoDbRequest request, boolean write,
        String label) {}
