package io.holdfast.domain;

import java.util.regex.Pattern;

/**
 * The id of a command that is not a booking: the caller's {@code Idempotency-Key}, or else an id
 * made of the delivery's. 1 to 128 characters of {@code A-Z a-z 0-9 . _ : ~ -}.
 */
public record CommandId(String value) implements Id {
    private static final String DELIVERY = "delivery:";
    private static final Pattern OF_DELIVERY = Pattern.compile(DELIVERY + "[0-9a-f]{64}");

    public CommandId {
        InvalidInput.requireId("commandId", value);
    }

    /**
     * The id of a delivery that named no command. The platform makes delivery ids in an alphabet of
     * its own (API Gateway's end in {@code =}), so they are digested into ours: the same delivery
     * always gives the same id.
     */
    public static CommandId ofDelivery(String deliveryId) {
        return new CommandId(DELIVERY + Fingerprint.of("delivery", deliveryId).hex());
    }

    /**
     * Whether it has the form of an id that {@link #ofDelivery} makes. A caller may write such an
     * id too, so the form decides how a text names a command, and nothing else.
     */
    public boolean isOfDelivery() {
        return OF_DELIVERY.matcher(value).matches();
    }
}
