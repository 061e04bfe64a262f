package io.holdfast.lab.race;

import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/** What a command asks for, as the specification understands it: resources and bookings by name. */
public sealed interface Asked {
    /** Take units of resources. */
    record Book(String booking, Map<String, Long> units) implements Asked {
        @Override
        public Set<String> touches() {
            return units.keySet();
        }
    }

    /** Confirm the hold {@code H}. */
    record Confirm() implements Asked {
        @Override
        public Set<String> touches() {
            return Set.of("A", "H");
        }
    }

    /** Give units of {@code H} back, or all of them. */
    record Release(OptionalLong units) implements Asked {
        @Override
        public Set<String> touches() {
            return Set.of("A", "H");
        }
    }

    /** Change resource {@code A}: its capacity, if one is named. */
    record Define(OptionalLong capacity) implements Asked {
        @Override
        public Set<String> touches() {
            return Set.of("A");
        }
    }

    /** Give up on a booking. */
    record Resolve() implements Asked {
        @Override
        public Set<String> touches() {
            return Set.of();
        }
    }

    /** The items beside its own record that make it lose a race when they change. */
    Set<String> touches();
}
