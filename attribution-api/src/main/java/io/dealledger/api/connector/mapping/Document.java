package io.dealledger.api.connector.mapping;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import io.dealledger.api.connector.mapping.MappingDocument.Format;
import io.dealledger.api.connector.mapping.MappingDocument.Input;
import io.dealledger.api.json.JsonTree;
import io.dealledger.api.json.UnreadableJsonException;
import io.dealledger.json.Problem;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A message or a file, parsed.
 *
 * @param tree    the whole JSON document; null for CSV
 * @param records those that the input's pointers find
 * @param lines   where each record begins in a CSV file; empty for JSON
 * @param faults  by the index of the record: why a row does not fit the heading, as one that was cut off
 */
public record Document(@Nullable Object tree, List<@Nullable Object> records, List<Long> lines,
        Map<Integer, Problem> faults) {
    /** A body that cannot be read as a whole. */
    public static final class UnreadableException extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final transient Problem problem;

        UnreadableException(Problem problem) {
            super(problem.sentence());
            this.problem = problem;
        }

        public Problem problem() {
            return problem;
        }
    }

    /** @throws UnreadableException if the bytes are not a document of the input's format */
    public static Document parse(byte[] bytes, Input input) {
        return input.format() == Format.CSV ? parseCsv(bytes, input) : parseJson(bytes, input);
    }

    private static Document parseJson(byte[] bytes, Input input) {
        Object tree;
        try {
            tree = JsonTree.parse(bytes);
        } catch (UnreadableJsonException e) {
            throw new UnreadableException(new Problem("(document)", "not JSON: " + e.getMessage(), "one JSON value"));
        }
        for (Pointer pointer : input.records()) {
            Object found = pointer.resolve(tree, tree);
            if (found instanceof List<?> elements) {
                return new Document(tree, new ArrayList<>(elements), List.of(), Map.of());
            }
            if (found instanceof Map<?, ?> object) {
                return new Document(tree, List.of(object), List.of(), Map.of());
            }
        }
        return new Document(tree, List.of(), List.of(), Map.of());
    }

    private static Document parseCsv(byte[] bytes, Input input) {
        try {
            String text = input.charset().newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
            var rows = CsvReader.builder().fieldSeparator(input.delimiter()).skipEmptyLines(true)
                    .allowExtraFields(true).allowMissingFields(true)
                    .ofCsvRecord(text.startsWith("\uFEFF") ? text.substring(1) : text);
            return table(rows);
        } catch (CharacterCodingException e) {
            throw new UnreadableException(new Problem("(file)", "bytes that are not " + input.charset().name(),
                    "text in the character set of input.charset"));
        } catch (CsvParseException e) {
            throw new UnreadableException(new Problem("(file)", "not CSV: " + e.getMessage(),
                    "comma-separated values as in RFC 4180"));
        }
    }

    private static Document table(Iterable<CsvRecord> rows) {
        var records = new ArrayList<@Nullable Object>();
        var lines = new ArrayList<Long>();
        var faults = new HashMap<Integer, Problem>();
        List<String> heading = null;
        for (CsvRecord row : rows) {
            if (heading == null) {
                heading = heading(row);
                continue;
            }
            if (row.getFieldCount() != heading.size()) {
                faults.put(records.size(), new Problem("line " + row.getStartingLineNumber(),
                        row.getFieldCount() + " fields", heading.size() + " fields, as many as the heading has"));
            }
            records.add(members(heading, row));
            lines.add(row.getStartingLineNumber());
        }
        return new Document(null, records, lines, faults);
    }

    private static List<String> heading(CsvRecord row) {
        var seen = new HashSet<String>();
        List<String> names = row.getFields().stream().map(String::strip).toList();
        for (String name : names) {
            if (!name.isEmpty() && !seen.add(name)) {
                throw new UnreadableException(new Problem("line " + row.getStartingLineNumber(),
                        "heading '" + name + "' twice", "headings that differ"));
            }
        }
        return names;
    }

    private static Map<String, @Nullable Object> members(List<String> heading, CsvRecord row) {
        var members = new LinkedHashMap<String, @Nullable Object>();
        for (int i = 0; i < Math.min(row.getFieldCount(), heading.size()); i++) {
            if (!heading.get(i).isEmpty()) {
                members.put(heading.get(i), row.getField(i));
            }
        }
        return members;
    }
}
