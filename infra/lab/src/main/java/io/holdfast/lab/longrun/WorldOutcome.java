package io.holdfast.lab.longrun;

import java.util.List;
import java.util.SortedMap;

/**
 * What one world came to.
 *
 * @param answers how many commands got each answer, by verb and answer
 * @param violations of the promises, at most as many as are kept
 * @param digest of every answer with its time, and of the items at the end
 */
record WorldOutcome(SortedMap<String, Long> answers, List<String> violations, String digest,
        long requests, long writeUnits, long readUnits, long resourceWrites) {}
