package io.holdfast.lab.explorer;

import io.holdfast.domain.ledger.Ledger;
import io.holdfast.engine.Sabotage;
import io.holdfast.lab.schedule.Guarded;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * A guard, and where to look for a schedule that breaks a promise without it.
 *
 * @param breaks the start of the promise that is to break; empty for any
 * @param shown the guard as its pages show it
 */
record Guard(Guarded shown, Rig rig, int faults, Scenario scenario, String breaks) {
    String name() {
        return shown.name();
    }

    /** A guard without the words of its pages. */
    record Unnamed(String name, Rig rig, int faults, Scenario scenario, String breaks) {
        Unnamed breaking(String start) {
            return new Unnamed(name, rig, faults, scenario, start);
        }

        /** Taken away also from whoever comes once a schedule has ended. */
        Unnamed always() {
            return new Unnamed(name, rig.always(), faults, scenario, breaks);
        }

        /** @param protects what it is for, in a sentence */
        Guard page(String slug, String protects) {
            return new Guard(new Guarded(name, slug, protects), rig, faults, scenario, breaks);
        }
    }

    /** @param pattern of the clause, as it is sent */
    static Unnamed condition(String name, String pattern, int faults, Scenario scenario) {
        return wire(name, client -> Sabotage.withoutCondition(client,
                clause -> clause.matches(pattern)), faults, scenario);
    }

    static Unnamed wire(String name, UnaryOperator<DynamoDbClient> wire, int faults,
            Scenario scenario) {
        return new Unnamed(name, Rig.wire(wire), faults, scenario, "");
    }

    static Unnamed rule(String name, UnaryOperator<Ledger> ledger, int faults,
            Scenario scenario) {
        return new Unnamed(name, Rig.ledger(ledger), faults, scenario, "");
    }
}
