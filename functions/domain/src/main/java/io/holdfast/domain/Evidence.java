package io.holdfast.domain;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The figures that a decision was made on, of one consistent image of one resource. They are stored
 * with the verdict, so that a replay years later shows the original figures.
 *
 * @param resource the resource that decided, if one did
 * @param figures seen and requested; they iterate in the order of {@link Figure}
 */
public record Evidence(@Nullable ResourceId resource, Map<Figure, Long> figures) {
    /** The figures that evidence can hold. */
    public enum Figure {
        /** Units (or capacity) requested. */
        REQUESTED("requested"),
        /** Units of the booking that were not released yet. */
        REMAINING("remaining"),
        /** The slot at which the hold expires, an epoch minute. */
        SLOT("slot"),
        /** The highest slot that was ever collected from the resource, an epoch minute. */
        EXPIRED_THROUGH("expiredThrough"),
        /** Units that were available, with those of expired holds. */
        AVAILABLE("available"),
        /** Units confirmed or held. */
        TAKEN("taken"),
        /** Units in all. */
        CAPACITY("capacity"),
        /** The resource's version in that image. */
        VERSION("version"),
        /** The version that the caller insisted on. */
        EXPECTED_VERSION("expectedVersion"),
        /** The resource's definition version in that image. */
        DEFINITION_VERSION("definitionVersion"),
        /** The definition version that the caller insisted on. */
        EXPECTED_DEFINITION_VERSION("expectedDefinitionVersion");

        private final String key;

        Figure(String key) {
            this.key = key;
        }

        /** Its name in JSON and in the table. */
        public String key() {
            return key;
        }
    }

    /** For reasons that say nothing about a resource. */
    public static final Evidence NONE = new Evidence(null, Map.of());

    public Evidence {
        EnumMap<Figure, Long> copy = new EnumMap<>(Figure.class);
        copy.putAll(figures);
        figures = Collections.unmodifiableMap(copy);
    }

    public static Evidence of(ResourceId resource) {
        return new Evidence(resource, Map.of());
    }

    /** This evidence with one more figure. */
    public Evidence with(Figure figure, long value) {
        EnumMap<Figure, Long> more = new EnumMap<>(Figure.class);
        more.putAll(figures);
        more.put(figure, value);
        return new Evidence(resource, more);
    }
}
