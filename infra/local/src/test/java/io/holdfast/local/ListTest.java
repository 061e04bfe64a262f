package io.holdfast.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

/** Lists of the service on one machine, which its stream keeps. */
class ListTest {
    @Test
    void aBookingIsListedSoonAfterItWasMadeAndItsChangesAsWell() {
        String room = Service.fresh("room");
        String booking = Service.fresh("b");
        String order = Service.fresh("order");
        Service.send("PUT", "/resources/" + room, "{\"capacity\":5}");
        Service.send("PUT", "/bookings/" + booking, "{\"resourceId\":\"" + room
                + "\",\"units\":2,\"holdFor\":\"PT10M\",\"reference\":\"" + order + "\"}");

        Plant.await("the hold on both lists",
                () -> isOn("/resources/" + room + "/bookings?state=HELD")
                        && isOn("/bookings?reference=" + order));
        Service.send("POST", "/bookings/" + booking + "/confirm", "");
        Plant.await("the confirmed booking",
                () -> isOn("/resources/" + room + "/bookings?state=CONFIRMED"));

        assertThat(isOn("/resources/" + room + "/bookings?state=HELD")).isFalse();
        JsonNode listed = Service.send("GET", "/bookings?reference=" + order, "").body()
                .at("/bookings/0");
        assertThat(listed.get("bookingId").textValue()).isEqualTo(booking);
        assertThat(listed.at("/lines/0/resourceId").textValue()).isEqualTo(room);
    }

    private static boolean isOn(String list) {
        return !Service.send("GET", list, "").body().path("bookings").isEmpty();
    }
}
