package io.dealledger.api.intake;

import io.dealledger.api.intake.LineReader.Line;
import io.dealledger.api.problem.ProblemException;
import io.dealledger.api.problem.ProblemType;
import io.dealledger.json.RecordJson;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.ProblemDetail;
import tools.jackson.databind.json.JsonMapper;

/**
 * One request of facts by the line, of any length: a block is read, made durable and answered with a line before the
 * next one is read. If it stops half way, the last line says so and why; what was answered before stays durable.
 */
final class FactLines {
    static final String MEDIA_TYPE = "application/x-ndjson";
    static final int BLOCK_LINES = 500;
    private static final int BLOCK_BYTES = 4 * 1024 * 1024;
    private static final int SHOWN_RESULTS = 20;
    private static final Logger LOG = LoggerFactory.getLogger(FactLines.class);

    private final CloudEventReader reader;
    private final Intake intake;
    private final JsonMapper json;
    private final LineReader lines;
    private final HttpServletResponse response;
    private int blocks;
    private long read;
    private long accepted;
    private long duplicates;
    private long parked;
    private long quarantined;

    FactLines(CloudEventReader reader, Intake intake, JsonMapper json, LineReader lines,
            HttpServletResponse response) {
        this.reader = reader;
        this.intake = intake;
        this.json = json;
        this.lines = lines;
        this.response = response;
    }

    /**
     * The answer to one block.
     *
     * @param results those that were not counted in, the first few of them; the quarantine lists all
     */
    record Block(int block, long firstLine, long lastLine, int accepted, int duplicates, int parked, int quarantined,
            List<LineResult> results) {}

    record LineResult(long line, @Nullable String source, @Nullable String id, String outcome,
            @Nullable String problem, @Nullable String quarantineId) {}

    /**
     * The last line of the answer.
     *
     * @param done    whether every line of the request was read and answered
     * @param lines   how many facts were answered
     * @param problem why it stopped; null if done
     */
    record Total(boolean done, int blocks, long lines, long accepted, long duplicates, long parked, long quarantined,
            @Nullable ProblemDetail problem) {}

    /** @throws RuntimeException what the first block failed with, while another status can still be answered */
    void run() throws IOException {
        ProblemDetail problem = null;
        try {
            List<Line> block;
            while (!(block = nextBlock()).isEmpty()) {
                write(countIn(block));
            }
        } catch (RuntimeException e) {
            if (!response.isCommitted()) {
                throw e;
            }
            problem = problem(e);
        }
        write(new Total(problem == null, blocks, read, accepted, duplicates, parked, quarantined, problem));
    }

    private List<Line> nextBlock() {
        var block = new ArrayList<Line>();
        int bytes = 0;
        try {
            Line line;
            while (block.size() < BLOCK_LINES && bytes < BLOCK_BYTES && (line = lines.next()) != null) {
                block.add(line);
                bytes += line.bytes().length;
            }
            return block;
        } catch (LineReader.LineTooLongException e) {
            long unanswered = block.isEmpty() ? e.line() : block.getFirst().number();
            throw new ProblemException(ProblemType.BODY_TOO_LARGE,
                    e.getMessage() + "; nothing from line " + unanswered + " on was stored", null, null,
                    "lines of at most " + FactBody.MAX_BYTES + " bytes");
        } catch (IOException e) {
            throw FactBody.brokenOff(e);
        }
    }

    private Block countIn(List<Line> block) {
        List<Receipt> receipts = intake
                .accept(block.stream().map(line -> reader.structuredOrUnread(line.bytes(), "http")).toList());
        var answer = new Block(++blocks, block.getFirst().number(), block.getLast().number(),
                FactsAnswer.count(receipts, Receipt.Outcome.ACCEPTED),
                FactsAnswer.count(receipts, Receipt.Outcome.DUPLICATE),
                FactsAnswer.count(receipts, Receipt.Outcome.PARKED),
                FactsAnswer.count(receipts, Receipt.Outcome.QUARANTINED), notCountedIn(block, receipts));
        read += block.size();
        accepted += answer.accepted();
        duplicates += answer.duplicates();
        parked += answer.parked();
        quarantined += answer.quarantined();
        return answer;
    }

    private static List<LineResult> notCountedIn(List<Line> block, List<Receipt> receipts) {
        var results = new ArrayList<LineResult>();
        for (int i = 0; i < receipts.size() && results.size() < SHOWN_RESULTS; i++) {
            Receipt receipt = receipts.get(i);
            if (receipt.outcome() == Receipt.Outcome.QUARANTINED) {
                results.add(new LineResult(block.get(i).number(), receipt.source(), receipt.id(),
                        RecordJson.word(receipt.outcome()), receipt.problem(), receipt.quarantineId()));
            }
        }
        return results;
    }

    private static ProblemDetail problem(RuntimeException failure) {
        return switch (failure) {
            case ProblemException refused -> refused.toProblem();
            case IntakeUnavailableException unavailable -> IntakeAdvice.problem(unavailable);
            default -> {
                LOG.error("facts by the line failed half way", failure);
                yield ProblemType.INTERNAL_ERROR.problem("counting in failed; the service's log says why");
            }
        };
    }

    private void write(Record line) throws IOException {
        if (!response.isCommitted()) {
            response.setContentType(MEDIA_TYPE);
        }
        OutputStream out = response.getOutputStream();
        out.write(json.writeValueAsBytes(line));
        out.write('\n');
        response.flushBuffer();
    }
}
