package io.dealledger.api.intake;

import io.dealledger.api.problem.ProblemException;
import io.dealledger.api.problem.ProblemType;
import io.dealledger.json.Problem;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Decisions of a person about quarantined deliveries. */
@RestController
@RequestMapping("/v1/quarantine/{quarantineId}")
class QuarantineResource {
    private final QuarantineDesk desk;

    QuarantineResource(QuarantineDesk desk) {
        this.desk = desk;
    }

    /**
     * @param by     who decides
     * @param reason why; a discard needs one
     */
    record Decision(@Nullable String by, @Nullable String reason) {
        static final Decision UNEXPLAINED = new Decision(null, null);
    }

    /** What was decided, as an event of the ledger. */
    record Discard(String quarantineId, String reason, Instant recordedAt) {}

    /**
     * What a release let in.
     *
     * @param countsAsOf recorded_at that the facts keep: when the ledger first had the delivery
     * @param results    one per fact, as if just posted; a vendor's record makes several
     */
    record Release(String quarantineId, Instant countsAsOf, List<FactsAnswer.Result> results) {}

    /** What is read now counts as of when it was quarantined. */
    @PostMapping("/release")
    Release release(@PathVariable String quarantineId,
            @RequestBody(required = false) @Nullable Decision sent) {
        Decision decision = sent == null ? Decision.UNEXPLAINED : sent;
        return switch (desk.release(quarantineId, decision.by(), decision.reason())) {
            case QuarantineDesk.Released(var countsAsOf, var receipts) -> new Release(quarantineId, countsAsOf,
                    receipts.stream().map(FactsAnswer.Result::of).toList());
            case QuarantineDesk.Refusal refusal -> throw problem(quarantineId, refusal);
            case QuarantineDesk.Discarded _ -> throw new IllegalStateException("asked to release, the desk discarded");
        };
    }

    @PostMapping("/discard")
    Discard discard(@PathVariable String quarantineId, @RequestBody Decision decision) {
        String reason = decision.reason();
        if (reason == null || reason.isBlank()) {
            throw new ProblemException(ProblemType.BAD_PARAMETER, "a discard without a reason is not taken", "reason",
                    reason, "why this delivery shall never count, in words");
        }
        return switch (desk.discard(quarantineId, decision.by(), reason)) {
            case QuarantineDesk.Discarded(var recordedAt) -> new Discard(quarantineId, reason, recordedAt);
            case QuarantineDesk.Refusal refusal -> throw problem(quarantineId, refusal);
            case QuarantineDesk.Released _ -> throw new IllegalStateException("asked to discard, the desk released");
        };
    }

    private static ProblemException problem(String quarantineId, QuarantineDesk.Refusal refusal) {
        return switch (refusal) {
            case QuarantineDesk.NeverQuarantined _ -> ProblemException.notFound("quarantined delivery", quarantineId);
            case QuarantineDesk.RuledBefore(var ruling, var at) -> new ProblemException(ProblemType.QUARANTINE_RULED,
                    "delivery '" + quarantineId + "' was " + ruling + " at " + at, null, ruling, null);
            case QuarantineDesk.StillUnread(var reading) -> new ProblemException(ProblemType.STILL_UNREADABLE,
                    reading.problems().stream().map(Problem::sentence).collect(Collectors.joining("; ")),
                    reading.problems().getFirst().member(), reading.problems().getFirst().value(),
                    reading.problems().getFirst().accepted());
        };
    }
}
