package io.holdfast.lambda.queue;

/**
 * Text that a queue accepts: SQS rejects a whole message for one character outside of its alphabet.
 *
 * @see <a href=
 *      "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html">
 *      SendMessage</a>
 */
final class SqsText {
    /** Code points of a value that are kept. */
    private static final int MOST_CODE_POINTS = 256;

    private SqsText() {}

    /**
     * The start of a text, with a question mark for each character that a queue does not accept.
     */
    static String clean(String text) {
        StringBuilder clean = new StringBuilder();
        text.codePoints().limit(MOST_CODE_POINTS)
                .forEach(c -> clean.appendCodePoint(allowed(c) ? c : '?'));
        return clean.toString();
    }

    private static boolean allowed(int c) {
        return c == '\t' || c == '\n' || c == '\r' || (c >= 0x20 && c <= 0xD7FF)
                || (c >= 0xE000 && c <= 0xFFFD) || c >= 0x10000;
    }
}
