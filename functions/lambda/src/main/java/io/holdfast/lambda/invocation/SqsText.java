package io.holdfast.lambda.invocation;

/**
 * Text as a queue takes it: a message with any other character is rejected as a whole.
 *
 * @see <a href=
 *      "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html">
 *      SendMessage</a>
 */
public final class SqsText {
    /** Code points of a value that are kept. */
    private static final int MOST_CODE_POINTS = 256;

    private SqsText() {}

    /** The start of a text, with a question mark for what a queue does not take. */
    public static String clean(String text) {
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
