package io.dealledger.api.connector;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.dealledger.api.intake.FactsAnswer;
import io.dealledger.api.intake.Receipt;
import io.dealledger.json.RecordJson;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What became of a message, as the caller sees it.
 *
 * @param facts   with one result per statement, and per record that cannot be read
 * @param records one per record and stream
 */
record ConnectorAnswer(@JsonUnwrapped FactsAnswer facts, List<Line> records) {
    private static final int PROBLEMS_SHOWN = 10;

    record Line(@Nullable String stream, @Nullable String record, String outcome, @Nullable String problem) {}

    /**
     * What importing a file would do, or has done.
     *
     * @param importedBefore when the same bytes were imported; null if they never were
     * @param records        how many records came to which outcome
     * @param statements     how many statements of which kind; of a dry run only
     * @param facts          how many statements came to which outcome; not of a dry run
     * @param problems       the first of them
     * @param imported       each statement; null where nothing was imported, and where nobody wants to know
     */
    record OfFile(boolean dryRun, @Nullable Instant importedBefore, Map<String, Integer> records,
            Map<String, Integer> statements, Map<String, Integer> facts, List<Line> problems,
            @Nullable ConnectorAnswer imported) {}

    static ConnectorAnswer of(Report report) {
        return new ConnectorAnswer(FactsAnswer.of(report.receipts()),
                report.records().stream().map(ConnectorAnswer::line).toList());
    }

    static Map<String, Integer> outcomes(List<Report.Line> lines) {
        var counts = new TreeMap<String, Integer>();
        lines.forEach(line -> counts.merge(RecordJson.word(line.outcome()), 1, Integer::sum));
        return counts;
    }

    static Map<String, Integer> facts(List<Receipt> receipts) {
        var counts = new TreeMap<String, Integer>();
        receipts.forEach(receipt -> counts.merge(RecordJson.word(receipt.outcome()), 1, Integer::sum));
        return counts;
    }

    static List<Line> problems(List<Report.Line> lines) {
        return lines.stream().filter(line -> line.problem() != null).limit(PROBLEMS_SHOWN).map(ConnectorAnswer::line)
                .toList();
    }

    private static Line line(Report.Line line) {
        return new Line(line.stream(), line.record(), RecordJson.word(line.outcome()), line.problem());
    }
}
