import holdfast.client.ApiClient;
import holdfast.client.ApiException;
import holdfast.client.api.BookingsApi;
import holdfast.client.api.ResourcesApi;
import holdfast.client.model.AmendRequest;
import holdfast.client.model.AmendUnitsRequest;
import holdfast.client.model.BookFailure;
import holdfast.client.model.BookLinesRequest;
import holdfast.client.model.BookOneRequest;
import holdfast.client.model.BookRequest;
import holdfast.client.model.CommittedBooking;
import holdfast.client.model.DefineRequest;
import holdfast.client.model.ExtendRequest;
import holdfast.client.model.FailedBooking;
import holdfast.client.model.InvalidRequest;
import holdfast.client.model.LineRequest;
import holdfast.client.model.ProblemWithReason;
import holdfast.client.model.ReleaseRequest;
import java.util.List;
import java.util.concurrent.Callable;

/** Books, holds, confirms and gets a failure, with generated code only. */
public final class Check {
    private static final ApiClient CLIENT = new ApiClient();

    private Check() {}

    public static void main(String[] arguments) throws Exception {
        CLIENT.updateBaseUri(arguments[0]);
        ResourcesApi resources = new ResourcesApi(CLIENT);
        BookingsApi bookings = new BookingsApi(CLIENT);
        String run = "java-" + System.nanoTime();
        String room = run + "-room";
        String parking = run + "-parking";
        for (String id : List.of(room, parking)) {
            check(resources.defineResource(id, new DefineRequest().capacity(2L), id + "-define",
                    null, null).getCreated());
        }
        CommittedBooking held = bookings.book(run + "-held", new BookRequest(new BookOneRequest()
                .resourceId(room).units(2L).holdFor("PT10M").reference("order 4711")), null);
        check(held.getState().equals("HELD"));
        check(bookings.extend(run + "-held", new ExtendRequest().holdFor("PT20M"), null)
                .getExpiresAt().isAfter(held.getExpiresAt()));
        check(bookings.confirm(run + "-held", null).getState().equals("CONFIRMED"));

        BookFailure refused = refusal(BookFailure.class, 409, () -> bookings.book(run + "-refused",
                new BookRequest(new BookLinesRequest()
                        .addLinesItem(new LineRequest().resourceId(parking).units(1L))
                        .addLinesItem(new LineRequest().resourceId(room).units(1L))),
                null));
        check(refused.getReason().equals("INSUFFICIENT_CAPACITY") && !refused.getTransient());
        check(refused.getEvidence().getRequested() == 1 && refused.getEvidence().getAvailable() == 0);

        FailedBooking read = bookings.readBooking(run + "-refused").getFailedBooking();
        check(read.getReason().equals("INSUFFICIENT_CAPACITY"));
        check(read.getEvidence().getResourceId().equals(room));
        check(bookings.release(run + "-held", run + "-release", new ReleaseRequest().units(1L))
                .getLines().get(0).getRemaining() == 1);

        check(bookings.amend(run + "-held",
                new AmendRequest(new AmendUnitsRequest().units(2L)), null)
                .getLines().get(0).getRemaining() == 2);

        check(refusal(ProblemWithReason.class, 404, () -> bookings.readBooking(run + "-missing"))
                .getReason().equals("BOOKING_NOT_FOUND"));
        check(refusal(InvalidRequest.class, 400, () -> bookings.book(run + "-invalid",
                new BookRequest(new BookOneRequest().resourceId(room).units(0L)), null))
                .getField().equals("units"));
        System.out.println("Java: held, confirmed, refused with " + refused.getReason()
                + ", read and released");
    }

    /** The problem in a reply of the service, as its generated type. */
    private static <T> T refusal(Class<T> type, int status, Callable<?> call) throws Exception {
        try {
            call.call();
        } catch (ApiException e) {
            check(e.getCode() == status);
            return CLIENT.getObjectMapper().readValue(e.getResponseBody(), type);
        }
        throw new AssertionError("was not refused");
    }

    private static void check(boolean condition) {
        if (!condition) {
            throw new AssertionError("not as the document says");
        }
    }
}
