package io.dealledger.attribution;

import io.dealledger.fact.AccountFact;
import io.dealledger.fact.DealType;
import io.dealledger.fact.FulfilmentAssigned;
import io.dealledger.fact.OpportunityAmountCorrected;
import io.dealledger.fact.OpportunityClosedLost;
import io.dealledger.fact.OpportunityClosedWon;
import io.dealledger.fact.OpportunityCreated;
import io.dealledger.fact.OpportunityDealTypeChanged;
import io.dealledger.fact.OpportunityDeleted;
import io.dealledger.fact.OpportunityOwnerChanged;
import io.dealledger.fact.OpportunityQualified;
import io.dealledger.fact.OpportunityRefunded;
import io.dealledger.fact.OpportunityReopened;
import io.dealledger.fact.OpportunityRestored;
import io.dealledger.money.MinorUnits;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * All that is known of one opportunity.
 *
 * @param creation the earliest statement that it was created
 * @param history  every other fact about it, in order of occurrence
 */
record OpportunityFacts(String id, String accountId, Cited<OpportunityCreated> creation, List<Cited<?>> history) {
    /** The close that stands at an instant: where it was won or lost and not reopened since. */
    record Standing(DealStatus status, @Nullable Cited<?> close, @Nullable Cited<?> lastReopening, boolean repeated) {}

    Instant createdSecond() {
        return creation.second();
    }

    /** The facts of one kind, in order of occurrence. */
    <F extends AccountFact> List<Cited<F>> all(Class<F> kind) {
        var found = new ArrayList<Cited<F>>();
        for (Cited<?> cited : history) {
            if (kind.isInstance(cited.fact())) {
                found.add(new Cited<>(kind.cast(cited.fact()), cited.record()));
            }
        }
        return found;
    }

    /** Where the opportunity stood at the end of a second. A second close without a reopening changes nothing. */
    Standing standingAt(Instant second) {
        DealStatus status = DealStatus.OPEN;
        Cited<?> close = null;
        Cited<?> lastReopening = null;
        boolean deleted = false;
        boolean repeated = false;
        for (Cited<?> cited : history) {
            if (cited.second().isAfter(second)) {
                break;
            }
            switch (cited.fact()) {
                case OpportunityClosedWon _,OpportunityClosedLost _ -> {
                    repeated = close != null;
                    if (close == null) {
                        status = cited.fact() instanceof OpportunityClosedWon ? DealStatus.WON : DealStatus.LOST;
                        close = cited;
                    }
                }
                case OpportunityReopened _ -> {
                    status = DealStatus.OPEN;
                    close = null;
                    lastReopening = cited;
                    repeated = false;
                }
                case OpportunityDeleted _ -> deleted = true;
                case OpportunityRestored _ -> deleted = false;
                default -> {
                    // says nothing about where it stands
                }
            }
        }
        return new Standing(deleted ? DealStatus.DELETED : status, close, lastReopening, repeated);
    }

    /** What the facts add up to now. */
    Deal deal() {
        Standing standing = standingAt(Instant.MAX);
        Instant closedAt = standing.close() == null ? null : standing.close().occurredAt();
        OpportunityClosedWon won = standing.status() == DealStatus.WON && standing.close() != null
                ? (OpportunityClosedWon) standing.close().fact()
                : null;
        OpportunityCreated created = creation.fact();
        List<Cited<OpportunityQualified>> qualified = all(OpportunityQualified.class);
        OpportunityQualified first = qualified.isEmpty() ? null : qualified.getFirst().fact();
        return new Deal(id, accountId, dealType(closedAt), standing.status(), creation.occurredAt(), closedAt,
                won == null ? null : correctedAmount(won, standing.lastReopening()),
                won == null ? null : won.customerPrice(), won == null ? null : won.currency(),
                first == null ? null : qualified.getFirst().occurredAt(), first == null ? null : first.amount(),
                first == null ? null : firstKnown(first.currency(), created.currency(), currencyOf(won)),
                ownerAe(won, closedAt), won != null && won.segment() != null ? won.segment() : created.segment(),
                won != null && won.region() != null ? won.region() : created.region(), created.product(),
                won == null ? List.of() : refunds());
    }

    /** The deal type that stood at the close, or stands now while open. */
    DealType dealType(@Nullable Instant closedAt) {
        DealType type = creation.fact().dealType();
        for (var change : all(OpportunityDealTypeChanged.class)) {
            if (closedAt == null || !change.second().isAfter(Cited.toSecond(closedAt))) {
                type = change.fact().dealType();
            }
        }
        return type;
    }

    List<String> fulfilledBy() {
        var partners = new TreeSet<String>();
        all(FulfilmentAssigned.class).forEach(assigned -> partners.add(assigned.fact().partnerId()));
        return List.copyOf(partners);
    }

    private BigDecimal correctedAmount(OpportunityClosedWon won, @Nullable Cited<?> lastReopening) {
        BigDecimal amount = won.amount();
        for (var correction : all(OpportunityAmountCorrected.class)) {
            boolean ofAnEarlierClose = lastReopening != null
                    && Cited.BY_OCCURRENCE.compare(correction, lastReopening) < 0;
            if (!ofAnEarlierClose) {
                amount = correction.fact().newAmount();
            }
        }
        return MinorUnits.round(amount, won.currency());
    }

    private List<Refund> refunds() {
        return all(OpportunityRefunded.class).stream()
                .map(refund -> new Refund(refund.ref(), refund.occurredAt(), refund.fact().amount())).toList();
    }

    private @Nullable String ownerAe(@Nullable OpportunityClosedWon won, @Nullable Instant closedAt) {
        if (won != null && won.ownerAe() != null) {
            return won.ownerAe();
        }
        String owner = creation.fact().ownerAe();
        for (var change : all(OpportunityOwnerChanged.class)) {
            if (closedAt == null || !change.second().isAfter(Cited.toSecond(closedAt))) {
                owner = change.fact().ownerAe();
            }
        }
        return owner;
    }

    private static @Nullable Currency currencyOf(@Nullable OpportunityClosedWon won) {
        return won == null ? null : won.currency();
    }

    private static @Nullable Currency firstKnown(@Nullable Currency first, @Nullable Currency second,
            @Nullable Currency third) {
        return first != null ? first : second != null ? second : third;
    }
}
