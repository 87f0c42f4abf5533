package io.dealledger.api.query;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/**
 * A list as CSV (RFC 4180). Texts come from sources outside, and a spreadsheet runs one that begins like a formula: such a
 * text gets an apostrophe before it. Numbers are written as they are.
 */
final class CsvTable {
    private static final MediaType CSV = new MediaType("text", "csv", StandardCharsets.UTF_8);
    private static final String NEXT_CURSOR = "Next-Cursor";
    private static final String FORMULA_STARTS = "=+-@\t\r";

    private final List<String> columns;
    private final List<List<String>> rows = new ArrayList<>();

    CsvTable(String... columns) {
        this.columns = List.of(columns);
    }

    /** @param cells one per column: {@link #text} of what a source said, anything else as it is */
    void add(@Nullable Object... cells) {
        if (cells.length != columns.size()) {
            throw new IllegalArgumentException(cells.length + " cells for " + columns.size() + " columns");
        }
        var row = new ArrayList<String>();
        for (Object cell : cells) {
            row.add(cell == null ? "" : cell.toString());
        }
        rows.add(row);
    }

    static String text(@Nullable String text) {
        if (text == null || text.isEmpty()) {
            return "";
        }
        return FORMULA_STARTS.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    }

    static String texts(List<String> texts) {
        return text(String.join(" ", texts));
    }

    ResponseEntity<Object> answer(@Nullable String nextCursor) {
        var headers = new HttpHeaders();
        headers.setContentType(CSV);
        if (nextCursor != null) {
            headers.set(NEXT_CURSOR, nextCursor);
        }
        return ResponseEntity.ok().headers(headers).body(write());
    }

    private String write() {
        var out = new StringWriter();
        try (CsvWriter csv = CsvWriter.builder().build(out)) {
            csv.writeRecord(columns);
            rows.forEach(csv::writeRecord);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toString();
    }
}
