package io.holdfast.operate.source;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * Cuts a text into blocks of whole lines, so that a parser sees many lines at once and the text is
 * never in memory as a whole.
 */
final class LineBlocks {
    private static final int BLOCK_BYTES = 1 << 20;
    /** An item has at most 400 KB; JSON's escapes and the names of types make it longer. */
    static final int LONGEST_LINE_BYTES = 8 << 20;

    private final InputStream text;
    private byte[] bytes = new byte[BLOCK_BYTES];
    /** The end of the block, and of what was read beyond it. */
    private int end;
    private int filled;

    LineBlocks(InputStream text) {
        this.text = text;
    }

    byte[] bytes() {
        return bytes;
    }

    /** The length of the block in {@link #bytes()}. It ends with a line end, or with the text. */
    int length() {
        return end;
    }

    /**
     * Reads the next block.
     *
     * @param before the number of lines before it
     * @return false at the end of the text
     */
    boolean next(long before) throws IOException {
        System.arraycopy(bytes, end, bytes, 0, filled - end);
        filled -= end;
        end = 0;
        while (true) {
            int read = text.readNBytes(bytes, filled, bytes.length - filled);
            boolean last = filled + read < bytes.length;
            filled += read;
            end = last ? filled : afterLastLineEnd();
            if (last || end > 0) {
                return end > 0;
            }
            grow(before);
        }
    }

    private int afterLastLineEnd() {
        int place = filled;
        while (place > 0 && bytes[place - 1] != '\n') {
            place--;
        }
        return place;
    }

    private void grow(long before) throws IOException {
        if (bytes.length >= LONGEST_LINE_BYTES) {
            throw new BrokenLine(before + 1, "has more than " + LONGEST_LINE_BYTES + " bytes",
                    null);
        }
        bytes = Arrays.copyOf(bytes, bytes.length * 2);
    }
}
