package io.dealledger.api.intake;

import io.dealledger.api.problem.ProblemException;
import io.dealledger.api.problem.ProblemType;
import io.dealledger.json.Problem;
import io.dealledger.projections.engine.AsOf;
import io.dealledger.projections.engine.ViewReader;
import io.dealledger.projections.waiting.WaitingView;
import io.dealledger.projections.waiting.WaitingView.Quarantined;
import io.swagger.v3.oas.annotations.Operation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** One decision about many quarantined deliveries. Each becomes an event of its own, and is taken once. */
@RestController
@RequestMapping("/v1/quarantine")
class QuarantineInBulkResource {
    private static final int MOST = 1_000;
    private static final String RULED_BEFORE = "ruled_before";

    private final QuarantineDesk desk;
    private final ViewReader views;

    QuarantineInBulkResource(QuarantineDesk desk, ViewReader views) {
        this.desk = desk;
        this.views = views;
    }

    /**
     * Which open deliveries are meant: those that have all that is named. One member at least.
     *
     * @param via    {@code http}, {@code kafka} or {@code connector:<name>}
     */
    record Matching(@Nullable String reason, @Nullable String source, @Nullable String type, @Nullable String via) {
        boolean isEverything() {
            return reason == null && source == null && type == null && via == null;
        }
    }

    /**
     * @param reason why, in words; goes into the ledger with each
     * @param dryRun what would happen; changes nothing
     * @param after  {@code next_after} of the answer before
     * @param limit  how many at once, 1 to 1000
     */
    record Decision(@Nullable String by, @Nullable String reason, @Nullable Matching matching,
            @Nullable Boolean dryRun, @Nullable Long after, @Nullable Integer limit) {
        boolean isTrial() {
            return Boolean.TRUE.equals(dryRun);
        }
    }

    /** @param problem why it stays where it is; else null */
    record Row(String quarantineId, String outcome, @Nullable Instant countsAsOf, @Nullable String problem) {}

    /**
     * @param outcomes  how many came to which: {@code released} (or {@code releasable}), {@code discarded} (or
     *                  {@code discardable}), {@code still_unreadable}, {@code ruled_before}
     * @param nextAfter where to go on; null where nothing more matches
     */
    record Answer(boolean dryRun, Map<String, Integer> outcomes, List<Row> entries, @Nullable Long nextAfter) {}

    @PostMapping("/release")
    @Operation(summary = "Lets all in that match and can be read now, oldest first", description = """
            Each counts as of when it was quarantined, as counts_as_of says. What still cannot be read stays open.""")
    Answer release(@RequestBody Decision decision) {
        return decide(decision, decision.isTrial() ? this::look : id -> release(id, decision));
    }

    @PostMapping("/discard")
    @Operation(summary = "Discards all that match, oldest first: they never count")
    Answer discard(@RequestBody Decision decision) {
        return decide(decision,
                decision.isTrial() ? id -> new Row(id, "discardable", null, null) : id -> discard(id, decision));
    }

    private Answer decide(Decision decision, Function<String, Row> one) {
        int limit = Objects.requireNonNullElse(decision.limit(), MOST);
        List<Quarantined> matching = matching(checked(decision), Objects.requireNonNullElse(decision.after(), -1L),
                limit);
        var rows = new ArrayList<Row>();
        var outcomes = new TreeMap<String, Integer>();
        for (Quarantined entry : matching) {
            Row row = one.apply(entry.quarantineId());
            rows.add(row);
            outcomes.merge(row.outcome(), 1, Integer::sum);
        }
        return new Answer(decision.isTrial(), outcomes, rows,
                matching.size() < limit ? null : matching.getLast().position());
    }

    private static WaitingView.Match checked(Decision decision) {
        Matching matching = decision.matching();
        if (matching == null || matching.isEverything()) {
            throw new ProblemException(ProblemType.BAD_PARAMETER, "a decision about everything is not taken",
                    "matching", "nothing", "reason, source, type or via of what is meant");
        }
        String reason = decision.reason();
        if (reason == null || reason.isBlank()) {
            throw new ProblemException(ProblemType.BAD_PARAMETER, "a decision without a reason is not taken", "reason",
                    reason, "why, in words");
        }
        Integer limit = decision.limit();
        if (limit != null && (limit < 1 || limit > MOST)) {
            throw new ProblemException(ProblemType.BAD_PARAMETER, "so many are not decided at once", "limit",
                    limit.toString(), "1 to " + MOST);
        }
        return new WaitingView.Match(matching.reason(), matching.source(), matching.type(), matching.via());
    }

    private List<Quarantined> matching(WaitingView.Match match, long after, int limit) {
        return views.ask(WaitingView.VIEW,
                (sql, reflected) -> WaitingView.quarantined(sql,
                        new AsOf(reflected.position(), reflected.recordedAt()), WaitingView.Status.OPEN, match, after,
                        limit));
    }

    private Row look(String id) {
        return switch (desk.look(id)) {
            case QuarantineDesk.Releasable(var countsAsOf) -> new Row(id, "releasable", countsAsOf, null);
            case QuarantineDesk.Refusal refusal -> refused(id, refusal);
        };
    }

    private Row release(String id, Decision decision) {
        return switch (desk.release(id, decision.by(), decision.reason())) {
            case QuarantineDesk.Released(var countsAsOf, _) -> new Row(id, "released", countsAsOf, null);
            case QuarantineDesk.Refusal refusal -> refused(id, refusal);
            case QuarantineDesk.Discarded _ -> throw new IllegalStateException("asked to release, the desk discarded");
        };
    }

    private Row discard(String id, Decision decision) {
        return switch (desk.discard(id, decision.by(), Objects.requireNonNull(decision.reason()))) {
            case QuarantineDesk.Discarded _ -> new Row(id, "discarded", null, null);
            case QuarantineDesk.Refusal refusal -> refused(id, refusal);
            case QuarantineDesk.Released _ -> throw new IllegalStateException("asked to discard, the desk released");
        };
    }

    private static Row refused(String id, QuarantineDesk.Refusal refusal) {
        return switch (refusal) {
            case QuarantineDesk.StillUnread(var reading) -> new Row(id, "still_unreadable", null,
                    reading.problems().stream().map(Problem::sentence).collect(Collectors.joining("; ")));
            case QuarantineDesk.RuledBefore(var ruling, var at) -> new Row(id, RULED_BEFORE, null,
                    ruling + " at " + at);
            // the view is of another ledger than the desk: a fault, and none of the caller's
            case QuarantineDesk.NeverQuarantined _ -> throw new IllegalStateException(id + " is not in the ledger");
        };
    }
}
