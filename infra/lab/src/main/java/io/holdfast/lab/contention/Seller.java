package io.holdfast.lab.contention;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** One design, on one store. An answer is COMMITTED, a reason, or UNDECIDED. */
interface Seller {
    String COMMITTED = "COMMITTED";
    String UNDECIDED = "UNDECIDED";
    String INSUFFICIENT = "INSUFFICIENT_CAPACITY";

    /** An attempt to book units; the same booking is asked for with an equal request. */
    record Request(String booking, String resource, long units) {}

    /** Units of a resource, as its item says. */
    record Stock(long available, long held, long confirmed) {}

    void define(String resource, long capacity);

    /** Books; it may wait, and gives the answer in the end or lets another process do so. */
    void book(Request request, Consumer<String> answer);

    /** Confirms a hold, likewise. */
    default void confirm(Request request, Consumer<String> answer) {
        throw new IllegalStateException("a baseline has no holds");
    }

    Stock stock(String resource);

    /** Units of that resource in bookings that are recorded as committed; without time. */
    long committed(String resource, List<Request> requests);

    /**
     * Broken promises, as sentences. No attempt may be under way.
     *
     * @param confirms the answers of confirms
     */
    List<String> broken(List<String> resources, Map<Request, String> answers,
            Map<Request, String> confirms);
}
