package io.dealledger.api.query;

import static java.util.Objects.requireNonNull;

import io.dealledger.account.StoredFact;
import io.dealledger.api.query.DisputeAnswer.ClaimedDeal;
import io.dealledger.api.query.DisputeAnswer.Clocks;
import io.dealledger.api.query.DisputeAnswer.DisputeRow;
import io.dealledger.attribution.DisputeClock;
import io.dealledger.attribution.DisputeStanding.Status;
import io.dealledger.fact.Claim;
import io.dealledger.fact.DisputeAppealed;
import io.dealledger.fact.DisputeOpened;
import io.dealledger.fact.DisputeResolved;
import io.dealledger.fact.Fact;
import io.dealledger.json.RecordJson;
import io.dealledger.projections.dispute.DisputeView.Dispute;
import io.dealledger.projections.dispute.DisputeView.Said;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One dispute with what was said in it.
 *
 * @param said by business time; has an opening
 */
record DisputeFacts(Dispute dispute, List<Item> said) {
    /** Roles of those who carry a dispute on, beside the claimant. */
    private static final Set<String> OTHERS = Set.of("actor", "decided_by", "approved_by", "appellant");

    /** A fact of the dispute, read. */
    record Item(FactBehind behind, Fact fact, Map<String, @Nullable Object> data) {}

    static DisputeFacts of(Dispute dispute, List<Said> course) {
        return new DisputeFacts(dispute, course.stream().map(each -> {
            StoredFact stored = RecordJson.readStored(StoredFact.class, Stored.read(each.fact()));
            return new Item(FactBehind.of(stored, each.position()), stored.statement().fact(), stored.data());
        }).toList());
    }

    Item opening() {
        return said.stream().filter(item -> item.fact() instanceof DisputeOpened).findFirst()
                .orElseThrow(() -> new IllegalStateException("dispute " + dispute.disputeId() + " has no opening"));
    }

    DisputeOpened opened() {
        return (DisputeOpened) opening().fact();
    }

    DisputeRow row(DisputeClock clock, Instant at) {
        DisputeOpened opened = opened();
        Claim claim = opened.claim();
        return new DisputeRow(dispute.disputeId(), dispute.opportunityId(), dispute.accountId(),
                RecordJson.word(dispute.status()), dispute.inForce(), opened.claimant(),
                new ClaimedDeal(RecordJson.word(claim.tag()), claim.partnerId()), RecordJson.word(dispute.tag()),
                opening().behind().occurredAt(), clocks(clock, at),
                dispute.amount() == null ? null : dispute.amount().toPlainString(), dispute.currency());
    }

    private Clocks clocks(DisputeClock clock, Instant at) {
        Instant filed = opening().behind().recordedAt();
        Instant filingEnds = dispute.closedAt() == null ? null : clock.filingEnds(dispute.closedAt());
        Instant acknowledgeBy = clock.acknowledgeBy(filed);
        Instant acknowledged = acknowledgedAt();
        Instant runsFrom = dispute.status() == Status.UNDER_APPEAL ? appealedAt() : filed;
        Instant decideBy = clock.decideBy(runsFrom);
        boolean open = dispute.status().isOpen();
        Instant decided = open ? null : decidedAt();
        return new Clocks(filed, filingEnds != null && filed.isAfter(filingEnds), filingEnds, acknowledgeBy,
                acknowledged, !(acknowledged == null ? at : acknowledged).isBefore(acknowledgeBy), runsFrom, decideBy,
                decided, open && !at.isBefore(decideBy), decided != null && !decided.isBefore(decideBy));
    }

    /** When the ledger learned that somebody else than the claimant had acted. */
    private @Nullable Instant acknowledgedAt() {
        String claimant = opened().claimant();
        return said.stream().filter(item -> !(item.fact() instanceof DisputeOpened))
                .filter(item -> item.behind().people().stream()
                        .anyMatch(person -> OTHERS.contains(person.role()) && !person.name().equals(claimant)))
                .map(item -> item.behind().recordedAt()).min(Instant::compareTo).orElse(null);
    }

    private Instant appealedAt() {
        return said.stream().filter(item -> item.fact() instanceof DisputeAppealed)
                .map(item -> item.behind().recordedAt()).findFirst().orElseGet(() -> opening().behind().recordedAt());
    }

    private @Nullable Instant decidedAt() {
        List<Instant> decided = said.stream().filter(item -> item.fact() instanceof DisputeResolved)
                .map(item -> requireNonNull(item.behind().recordedAt())).toList();
        return decided.isEmpty() ? null : decided.getLast();
    }
}
