package io.holdfast.replay.input;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Reads a text file. A byte that the encoding does not have is an error, never replaced. */
final class CsvText {
    /** The limit of bytes in an input file. */
    private static final long MOST_BYTES = 256L << 20;
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private CsvText() {}

    static String read(Path file, Charset encoding) throws IOException {
        byte[] bytes = bytes(file);
        if (startsWith(bytes, 0xFF, 0xFE) || startsWith(bytes, 0xFE, 0xFF)) {
            if (!encoding.name().startsWith("UTF-16")) {
                throw new BadInput(file + " is written in UTF-16, not in " + encoding
                        + ": use --encoding UTF-16, or save it as UTF-8");
            }
        }
        String text = decode(file, bytes, encoding);
        return !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK ? text.substring(1) : text;
    }

    private static byte[] bytes(Path file) throws IOException {
        if (Files.isDirectory(file)) {
            throw new BadInput(file + " is a folder, not a file");
        }
        try {
            if (Files.size(file) > MOST_BYTES) {
                throw new BadInput(file + " has more than " + MOST_BYTES + " bytes");
            }
            return Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            throw new BadInput("there is no file " + file);
        }
    }

    private static String decode(Path file, byte[] bytes, Charset encoding) {
        CharsetDecoder decoder = encoding.newDecoder();
        ByteBuffer in = ByteBuffer.wrap(bytes);
        int room = (int) Math.ceil(bytes.length * (double) decoder.maxCharsPerByte()) + 1;
        CharBuffer out = CharBuffer.allocate(room);
        CoderResult result = decoder.decode(in, out, true);
        if (result.isError()) {
            long line = 1 + out.flip().chars().filter(character -> character == '\n').count();
            throw new BadInput(file + ":" + line + ": byte 0x"
                    + Integer.toHexString(bytes[in.position()] & 0xFF) + " is not " + encoding
                    + ": save the file as UTF-8, or set --encoding (for example windows-1252)");
        }
        decoder.flush(out);
        return out.flip().toString();
    }

    private static boolean startsWith(byte[] bytes, int first, int second) {
        return bytes.length >= 2 && (bytes[0] & 0xFF) == first && (bytes[1] & 0xFF) == second;
    }
}
