package io.dealledger.api.connector.backfill;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a CSV file into parts, each with the file's heading before its rows. Works on bytes, so that what a charset cannot
 * read is still sent on as it is; a line break inside quotes (RFC 4180) ends no row. Only for charsets that write quotes
 * and line breaks as ASCII does.
 */
final class CsvBlocks implements AutoCloseable {
    /** A quote that ended a quoted field, unless another one follows. */
    private static final int CLOSED = -1;
    private static final int LONGEST_ROW = 16 << 20;

    private final InputStream in;
    private final char delimiter;
    private final int rowsPerBlock;
    private byte @Nullable [] heading;
    private long consumed;
    private long row;

    /** @param in closed with this */
    CsvBlocks(InputStream in, char delimiter, int rowsPerBlock) {
        this.in = new BufferedInputStream(in, 1 << 16);
        this.delimiter = delimiter;
        this.rowsPerBlock = rowsPerBlock;
    }

    /** Null at the end of the file; a file that has nothing but a heading has no blocks. */
    @Nullable
    Block next() throws IOException {
        byte[] names = heading == null ? row() : heading;
        if (names == null) {
            return null;
        }
        heading = names;
        var block = new ByteArrayOutputStream(names.length + rowsPerBlock * 128);
        block.writeBytes(names);
        int rows = 0;
        while (rows < rowsPerBlock) {
            byte[] next = row();
            if (next == null) {
                break;
            }
            block.writeBytes(next);
            rows++;
        }
        if (rows == 0) {
            return null;
        }
        row += rows;
        return new Block(block.toByteArray(), row - rows + 1, rows, consumed);
    }

    /**
     * Up to and with its line break; null at the end. A blank line is no row. A quote begins a quoted field only where the
     * field begins, and goes on it where it is doubled; anywhere else it is a letter.
     */
    private byte @Nullable [] row() throws IOException {
        var line = new ByteArrayOutputStream(256);
        boolean quoted = false;
        boolean blank = true;
        int before = '\n';
        int next;
        while ((next = in.read()) >= 0) {
            consumed++;
            line.write(next);
            if (line.size() > LONGEST_ROW) {
                throw new IOException("row " + (row + 1) + " and those before it in its part go on for more than "
                        + LONGEST_ROW + " bytes without an end; a quote that is never closed does that");
            }
            boolean closes = quoted && next == '"';
            if (next == '"') {
                quoted = !quoted && (before == '\n' || before == delimiter || before == CLOSED);
            }
            if (next == '\n' && !quoted) {
                if (!blank) {
                    return line.toByteArray();
                }
                line.reset();
                before = '\n';
                continue;
            } else if (next != '\r') {
                blank = false;
            }
            before = closes ? CLOSED : next;
        }
        if (blank) {
            return null;
        }
        line.write('\n'); // so that a block can go on behind it
        return line.toByteArray();
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
