package io.holdfast.engine.service;

import io.holdfast.engine.time.VirtualTime;
import java.time.Duration;
import java.util.random.RandomGenerator;
import software.amazon.awssdk.core.exception.SdkClientException;

/** The way of a request to the service, and of its answer back, in the process of its caller. */
final class Exchange {
    private final VirtualTime time;
    private final ServiceTimes times;
    private final Outage outage;
    private final RandomGenerator random;
    private final Consumption consumption;

    Exchange(VirtualTime time, ServiceTimes times, Outage outage, RandomGenerator random,
            Consumption consumption) {
        this.time = time;
        this.times = times;
        this.outage = outage;
        this.random = random;
        this.consumption = consumption;
    }

    /** What the service does once a request has arrived, without waiting. */
    interface Service<T> {
        Answer<T> arrive();
    }

    <T> T read(Service<T> service) {
        return send(false, Duration.ZERO, service);
    }

    <T> T write(Service<T> service) {
        return send(true, Duration.ZERO, service);
    }

    /** @param before how long the service works before it looks at the items */
    <T> T write(Duration before, Service<T> service) {
        return send(true, before, service);
    }

    private <T> T send(boolean writes, Duration before, Service<T> service) {
        consumption.request();
        long sent = time.nanos();
        time.sleep(times.network());
        long arrived = time.nanos();
        if (outage.covers(arrived)) {
            throw interrupted(writes, before, service, sent);
        }
        if (outage.overlaps(arrived, arrived + before.toNanos())
                || isTooLate(arrived + before.toNanos(), sent)) {
            time.after(before, service::arrive);
            throw unanswered(sent);
        }
        if (!before.isZero()) {
            time.sleep(before);
        }
        Answer<T> answer = service.arrive();
        long answered = time.nanos() + answer.work().toNanos();
        if (outage.overlaps(arrived, answered) || isTooLate(answered, sent)) {
            throw unanswered(sent);
        }
        time.sleep(answer.work().plus(times.network()));
        return answer.open();
    }

    private boolean isTooLate(long answeredNanos, long sentNanos) {
        return answeredNanos + times.network().toNanos()
                - sentNanos > times.answerTimeout().toNanos();
    }

    private <T> RuntimeException interrupted(boolean writes, Duration before,
            Service<T> service, long sent) {
        if (writes && random.nextDouble() < outage.effects()) {
            time.after(outage.delay(random).plus(before), service::arrive);
        }
        if (random.nextDouble() < outage.errors()) {
            time.sleep(times.network());
            return Refusals.internalServerError();
        }
        return unanswered(sent);
    }

    private SdkClientException unanswered(long sent) {
        consumption.giveUp();
        time.sleep(times.answerTimeout().minusNanos(time.nanos() - sent));
        return SdkClientException.create("Unable to execute HTTP request: Read timed out");
    }
}
