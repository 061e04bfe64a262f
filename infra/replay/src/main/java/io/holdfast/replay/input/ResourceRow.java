package io.holdfast.replay.input;

import java.util.Optional;

/**
 * One resource of a file.
 *
 * @param line of its row in the file
 * @param capacity 0 to 10^12 units
 * @param status OPEN or CLOSED; if it is empty, a new resource is OPEN and any other keeps its own
 */
public record ResourceRow(String resource, long line, long capacity, Optional<String> status) {}
