package io.holdfast.lab.simulation;

import io.holdfast.domain.InvalidInput;
import io.holdfast.domain.Nonce;
import io.holdfast.domain.protocol.Answer;
import io.holdfast.domain.protocol.Invocation;
import io.holdfast.domain.protocol.Protocol;
import io.holdfast.dynamodb.DynamoDbLedger;
import io.holdfast.engine.expression.Insert;
import io.holdfast.engine.service.Effect;
import io.holdfast.engine.service.Outage;
import io.holdfast.engine.service.ServiceDynamoDb;
import io.holdfast.engine.service.ServiceThroughput;
import io.holdfast.engine.service.ServiceTimes;
import io.holdfast.engine.time.VirtualTime;
import io.holdfast.lab.race.InitialState;
import io.holdfast.lab.race.Sent;
import io.holdfast.lab.race.World;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchExecuteStatementRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/** Commands that the real protocol carries out at the same time, on the store in virtual time. */
final class Simulation {
    /** The commands come within this time: as long as about two requests. */
    private static final int MOST_MICROS_APART = 8_000;

    private final List<Map<String, AttributeValue>> before;
    private final VirtualTime time = new VirtualTime(World.NOW);
    private final ServiceDynamoDb store;
    private final List<Effect> effects = new ArrayList<>();
    private final Map<String, Answer> answers = new HashMap<>();
    private final SplittableRandom random;
    private int nonces;

    Simulation(InitialState initial, ServiceThroughput throughput, Outage outage, long seed) {
        before = initial.items();
        store = new ServiceDynamoDb(time, ServiceTimes.PUBLISHED, throughput, outage, seed);
        before.forEach(item -> store.table()
                .putItem(put -> put.tableName(LocalTable.NAME).item(item)));
        store.watch(effects::add);
        random = new SplittableRandom(seed);
    }

    Simulation run(List<Sent> commands) {
        Protocol protocol = new Protocol(new DynamoDbLedger(store, LocalTable.NAME));
        for (Sent sent : commands) {
            Duration delay = Duration.ofNanos(1_000L * random.nextInt(MOST_MICROS_APART));
            time.start(delay, () -> answers.putAll(carryOut(sent, protocol)));
        }
        time.run();
        return this;
    }

    /** Units without a resource may be invalid, since another command gave the booking more lines. */
    private Map<String, Answer> carryOut(Sent sent, Protocol protocol) {
        try {
            return sent.carryOut(protocol,
                    new Invocation(sent.clock(), this::await, this::nonce));
        } catch (InvalidInput e) {
            return Map.of();
        }
    }

    private boolean await(Duration base) {
        if (!base.isZero()) {
            time.sleep(base);
        }
        return true;
    }

    private Nonce nonce() {
        return new Nonce("simulation%06d".formatted(nonces++));
    }

    List<Effect> effects() {
        return effects;
    }

    Map<String, Answer> answers() {
        return answers;
    }

    ServiceDynamoDb store() {
        return store;
    }

    List<String> differences() {
        return differences(effects);
    }

    /** The differences if the effects were these. */
    List<String> differences(List<Effect> instead) {
        Set<Map<String, AttributeValue>> keys = new LinkedHashSet<>();
        before.forEach(item -> keys.add(key(item)));
        effects.forEach(effect -> keys.addAll(keys(effect.request())));
        return LocalTable.differences(before, instead, store.table(), keys);
    }

    private static List<Map<String, AttributeValue>> keys(DynamoDbRequest request) {
        return switch (request) {
            case GetItemRequest get -> List.of(get.key());
            case UpdateItemRequest update -> List.of(update.key());
            case PutItemRequest put -> List.of(key(put.item()));
            case BatchGetItemRequest get -> get.requestItems().values().stream()
                    .map(KeysAndAttributes::keys).flatMap(List::stream).toList();
            case BatchExecuteStatementRequest batch ->
                batch.statements().stream().map(each -> key(Insert.of(each).item())).toList();
            default -> throw new IllegalArgumentException("not sent by Holdfast: " + request);
        };
    }

    private static Map<String, AttributeValue> key(Map<String, AttributeValue> item) {
        Map<String, AttributeValue> key = new HashMap<>(item);
        key.keySet().retainAll(Set.of("pk", "sk"));
        return key;
    }
}
