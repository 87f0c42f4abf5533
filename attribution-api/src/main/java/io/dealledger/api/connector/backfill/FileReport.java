package io.dealledger.api.connector.backfill;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What became of one file, added up over its blocks. */
final class FileReport {
    private static final int PROBLEMS_SHOWN = 10;

    private final String file;
    private final Map<String, Long> records = new TreeMap<>();
    private final Map<String, Long> statements = new TreeMap<>();
    private final Map<String, Long> facts = new TreeMap<>();
    private final List<String> problems = new ArrayList<>();
    private long rows;
    private long rowsBefore;

    FileReport(String file) {
        this.file = file;
    }

    void add(Block block, Map<String, @Nullable Object> answer) {
        rows += block.rows();
        if (counts(answer, "records").isEmpty() && answer.get("imported_before") != null) {
            rowsBefore += block.rows();
        }
        counts(answer, "records").forEach((outcome, count) -> add(records, outcome, count));
        counts(answer, "statements").forEach((kind, count) -> add(statements, kind, count));
        counts(answer, "facts").forEach((outcome, count) -> add(facts, outcome, count));
        if (answer.get("problems") instanceof List<?> lines) {
            for (Object line : lines) {
                if (problems.size() < PROBLEMS_SHOWN && line instanceof Map<?, ?> problem) {
                    problems.add("rows " + block.first() + " to " + (block.first() + block.rows() - 1) + ", record "
                            + problem.get("record") + ": " + problem.get("problem"));
                }
            }
        }
    }

    long rows() {
        return rows;
    }

    long facts() {
        return facts.values().stream().mapToLong(Long::longValue).sum();
    }

    /** @param mapping version that read it */
    Map<String, @Nullable Object> json(String mapping, boolean dryRun) {
        var members = new LinkedHashMap<String, @Nullable Object>();
        members.put("file", file);
        members.put("mapping", mapping);
        members.put("dry_run", dryRun);
        members.put("rows", rows);
        members.put("rows_imported_before", rowsBefore);
        members.put("records", records);
        members.put(dryRun ? "statements" : "facts", dryRun ? statements : facts);
        members.put("problems", problems);
        return members;
    }

    private static Map<?, ?> counts(Map<String, @Nullable Object> answer, String member) {
        return answer.get(member) instanceof Map<?, ?> counts ? counts : Map.of();
    }

    private static void add(Map<String, Long> counts, @Nullable Object name, @Nullable Object count) {
        if (count instanceof BigDecimal number) {
            counts.merge(String.valueOf(name), number.longValue(), Long::sum);
        }
    }
}
