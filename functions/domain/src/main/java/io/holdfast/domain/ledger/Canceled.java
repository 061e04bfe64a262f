package io.holdfast.domain.ledger;

/**
 * Why a commit was canceled as a whole. The store need not report every part that failed.
 *
 * @param image the items whose condition was false, each at that instant
 * @param conflict whether another write was in progress on one of the items
 * @param throttled whether the store refused for throughput
 */
public record Canceled(Image image, boolean conflict, boolean throttled) {
    /** The store refused the request before it looked at an item. */
    public static final Canceled BY_THROTTLE = new Canceled(Image.NONE, false, true);
}
