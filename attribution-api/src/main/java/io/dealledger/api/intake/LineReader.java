package io.dealledger.api.intake;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** The lines of a stream that may be longer than memory. A line ends with a line feed or with the stream. */
final class LineReader {
    private static final int BUFFER = 64 * 1024;

    private final InputStream in;
    private final int maxBytes;
    private long number;

    LineReader(InputStream in, int maxBytes) {
        this.in = new BufferedInputStream(in, BUFFER);
        this.maxBytes = maxBytes;
    }

    /** @param number from 1, blank lines counted */
    record Line(long number, byte[] bytes) {}

    /**
     * The next line that is not blank, without what ends it; null at the end.
     *
     * @throws LineTooLongException if the next line is longer than allowed; nothing after it can be read
     */
    @Nullable
    Line next() throws IOException {
        var bytes = new ByteArrayOutputStream();
        int read;
        while ((read = in.read()) >= 0) {
            if (read != '\n') {
                bytes.write(read);
                if (bytes.size() > maxBytes) {
                    throw new LineTooLongException(number + 1, maxBytes);
                }
                continue;
            }
            number++;
            if (!isBlank(bytes)) {
                return new Line(number, bytes.toByteArray());
            }
            bytes.reset();
        }
        return isBlank(bytes) ? null : new Line(++number, bytes.toByteArray());
    }

    private static boolean isBlank(ByteArrayOutputStream bytes) {
        for (byte b : bytes.toByteArray()) {
            if (b != ' ' && b != '\t' && b != '\r') {
                return false;
            }
        }
        return true;
    }

    static final class LineTooLongException extends IOException {
        private static final long serialVersionUID = 1L;

        private final long line;

        LineTooLongException(long line, int maxBytes) {
            super("line " + line + " is longer than " + maxBytes + " bytes");
            this.line = line;
        }

        long line() {
            return line;
        }
    }
}
