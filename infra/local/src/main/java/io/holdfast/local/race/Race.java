package io.holdfast.local.race;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.holdfast.domain.resource.Resource;
import io.holdfast.local.race.Caller.Told;
import io.holdfast.local.race.RaceRequest.Fault;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A race and what has become of it so far; threads of the race write it, and any thread reads. */
public final class Race {
    private static final long NANOS_PER_MILLI = 1_000_000;

    /** What is being done. */
    enum Phase {
        RUNNING("running"),
        LATE("slow writes arrive"),
        ASKING("each id is asked again"),
        AUDITING("the bookings are audited"),
        DONE("done"),
        BROKEN_OFF("broken off");

        private final String text;

        Phase(String text) {
            this.text = text;
        }
    }

    final String id;
    final RaceRequest request;
    final AtomicReferenceArray<Cell> cells;
    final AtomicReferenceArray<Told> told;
    final AtomicInteger asks = new AtomicInteger();
    final AtomicInteger askedAgain = new AtomicInteger();
    final AtomicInteger changed = new AtomicInteger();
    final MisbehavingHttp http;
    private final Resource before;
    private final long startNanos = System.nanoTime();
    private volatile Phase phase = Phase.RUNNING;
    private volatile long milliseconds;
    private volatile @Nullable Resource after;
    private volatile @Nullable Aftermath aftermath;
    private volatile Instant judgedAt = Instant.EPOCH;
    private volatile String problem = "";

    Race(String id, RaceRequest request, MisbehavingHttp http, Resource before) {
        this.id = id;
        this.request = request;
        this.http = http;
        this.before = before;
        this.cells = new AtomicReferenceArray<>(request.attempts());
        this.told = new AtomicReferenceArray<>(request.attempts());
        for (int i = 0; i < request.attempts(); i++) {
            cells.set(i, Cell.WAITING);
        }
    }

    /** The id under which an attempt books. */
    String bookingId(int attempt) {
        return id + "-" + (attempt + 1);
    }

    void enter(Phase next) {
        if (phase == Phase.RUNNING) {
            milliseconds = (System.nanoTime() - startNanos) / NANOS_PER_MILLI;
        }
        phase = next;
    }

    void judged(Resource settled, Aftermath judgment) {
        judgedAt = Instant.now();
        after = settled;
        aftermath = judgment;
    }

    void brokenOff(Exception cause) {
        problem = String.valueOf(cause.getMessage());
        enter(Phase.BROKEN_OFF);
    }

    /** Whether an operator had cut the capacity below what is taken. */
    boolean startedInADrain() {
        return before.available() < 0;
    }

    /** Whether another race may start. */
    public boolean isOver() {
        return phase == Phase.DONE || phase == Phase.BROKEN_OFF;
    }

    /** Ids whose verdict was asked again after the race, and compared. */
    public int askedAgain() {
        return askedAgain.get();
    }

    /** Ids that gave a second verdict that is not the first. */
    public int verdictsChanged() {
        return changed.get();
    }

    /** Bookings of the resource that were compared with its counters. */
    public int audited() {
        Aftermath judgment = aftermath;
        return judgment == null ? 0 : judgment.bookings().size();
    }

    /** The broken promises, each as a sentence. */
    public List<String> violations() {
        Aftermath judgment = aftermath;
        return judgment == null ? List.of() : judgment.violations();
    }

    /** Everything that the board shows of it. */
    public ObjectNode report() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("raceId", id).put("resourceId", request.resource().value())
                .put("attempts", request.attempts()).put("units", request.units())
                .put("callers", request.callers()).put("phase", phase.text)
                .put("over", isOver()).put("milliseconds", milliseconds()).put("asks", asks.get())
                .put("askedAgain", askedAgain()).put("verdictsChanged", verdictsChanged())
                .put("problem", problem);
        writeCells(json);
        ObjectNode faults = json.putObject("injected");
        for (Fault fault : Fault.values()) {
            if (request.faults().contains(fault)) {
                faults.put(fault.field(), http.injected(fault));
            }
        }
        writeJudgment(json);
        return json;
    }

    private void writeCells(ObjectNode json) {
        StringBuilder letters = new StringBuilder();
        Map<Cell, Integer> counts = new EnumMap<>(Cell.class);
        for (int i = 0; i < cells.length(); i++) {
            Cell cell = Objects.requireNonNull(cells.get(i));
            letters.append(cell.letter());
            counts.merge(cell, 1, Integer::sum);
        }
        json.put("cells", letters.toString());
        ObjectNode table = json.putObject("counts");
        counts.forEach((cell, count) -> table.put(cell.name(), count));
        json.put("committedUnits", units(Cell.COMMITTED));
    }

    private void writeJudgment(ObjectNode json) {
        Resource settled = after;
        Aftermath judgment = aftermath;
        if (settled == null || judgment == null) {
            return;
        }
        // Both at one moment: a hold that expired meanwhile counts in neither.
        long taken = taken(settled) - taken(before);
        OwnUnits own = OwnUnits.of(this, judgment);
        json.put("takenUnits", taken).put("recordedUnits", own.recorded())
                .put("unitsCheck", own.check(taken).name()).put("judged", judgment.judged())
                .put("audited", judgment.bookings().size());
        violations().forEach(json.putArray("violations")::add);
    }

    private long milliseconds() {
        return phase == Phase.RUNNING
                ? (System.nanoTime() - startNanos) / NANOS_PER_MILLI
                : milliseconds;
    }

    /** Units of the attempts whose outcome is this. */
    long units(Cell outcome) {
        long attempts = IntStream.range(0, cells.length())
                .filter(attempt -> cells.get(attempt) == outcome).count();
        return attempts * request.units();
    }

    private long taken(Resource resource) {
        return resource.capacity() - resource.availableAt(judgedAt);
    }
}
