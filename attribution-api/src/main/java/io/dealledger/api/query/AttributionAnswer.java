package io.dealledger.api.query;

import static io.dealledger.api.query.ShareAnswer.plain;

import io.dealledger.account.AttributionDecided;
import io.dealledger.attribution.Deal;
import io.dealledger.attribution.Decision;
import io.dealledger.attribution.OpenClaim;
import io.dealledger.attribution.TraceStep;
import io.dealledger.json.RecordJson;
import io.dealledger.projections.engine.AsOf;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Who brought a deal, and why.
 *
 * @param asOf          the moment that it is true of
 * @param position      the last ledger position that counts
 * @param policy        version of the policy it was decided under
 * @param whatIf        true where the caller asked for another policy than the one that governs; nothing of it is stored
 * @param amount        what the vendor booked; null unless won
 * @param originCredit  who is credited with what part of the amount, by partner id or {@code direct}
 * @param registrations result code by registration id
 * @param dispute       id of the dispute whose decision is in force
 * @param trace         the tests made, in order
 * @param decision      which of the ledger's events says so; null for a what-if
 * @param history       every decision up to that moment, newest first
 */
record AttributionAnswer(String opportunityId, String accountId, @Nullable Instant asOf, long position, String policy,
        boolean whatIf, String status, String dealType, String tag, @Nullable String amount, @Nullable String currency,
        @Nullable Instant closedAt, Instant createdAt, List<String> sourcedBy, List<String> influencedBy,
        List<String> fulfilledBy, Map<String, String> originCredit, Map<String, String> registrations,
        List<String> flags, @Nullable String dispute, List<Claim> openClaims, List<Step> trace,
        @Nullable DecisionRow decision, List<DecisionRow> history) {
    /** A dispute not yet decided: what the deal would be if it were upheld. */
    record Claim(String disputeId, String claimant, String tag, @Nullable String partnerId) {}

    /**
     * One test of the rules.
     *
     * @param facts ids of the facts that it relied on
     * @param words the same for a person
     */
    record Step(String rule, @Nullable String subject, String code, boolean passed, List<String> facts, String words) {
        static Step of(TraceStep step) {
            return new Step(step.rule(), step.subject(), step.code(), step.passed(), step.facts(), step.words());
        }
    }

    /**
     * @param position of the event {@code attribution.decided} in the ledger
     * @param causes   ids of the facts that caused it, or the policy version
     */
    record DecisionRow(int revision, long position, Instant recordedAt, List<String> causes, String accountId,
            String policy, String status, String tag, List<String> sourcedBy, @Nullable String amount,
            @Nullable String currency, List<String> flags) {
        static DecisionRow of(AttributionDecided decided, long position, Instant recordedAt) {
            Decision decision = decided.decision();
            Deal deal = decision.deal();
            return new DecisionRow(decided.revision(), position, recordedAt, decided.causes(), decided.accountId(),
                    decision.policy(), RecordJson.word(deal.status()), RecordJson.word(decision.tag()),
                    decision.sourcedBy(), deal.amount() == null ? null : plain(deal.amount()), code(deal),
                    decision.flags());
        }
    }

    /** @param history newest first, the decision in force is the first */
    static AttributionAnswer of(Decision decision, boolean whatIf, AsOf asOf, List<DecisionRow> history) {
        Deal deal = decision.deal();
        return new AttributionAnswer(deal.opportunityId(), deal.accountId(), asOf.at(), asOf.position(),
                decision.policy(), whatIf, RecordJson.word(deal.status()), RecordJson.word(deal.dealType()),
                RecordJson.word(decision.tag()), deal.amount() == null ? null : plain(deal.amount()), code(deal),
                deal.closedAt(), deal.createdAt(), decision.sourcedBy(), decision.influencedBy(),
                decision.fulfilledBy(), credits(decision.originCredit()), decision.registrations(), decision.flags(),
                decision.dispute(), decision.openClaims().stream().map(AttributionAnswer::claim).toList(),
                decision.trace().stream().map(Step::of).toList(), whatIf ? null : history.getFirst(), history);
    }

    private static Claim claim(OpenClaim open) {
        return new Claim(open.disputeId(), open.claimant(), RecordJson.word(open.claim().tag()),
                open.claim().partnerId());
    }

    private static Map<String, String> credits(Map<String, BigDecimal> credits) {
        var shown = new LinkedHashMap<String, String>();
        credits.forEach((partner, amount) -> shown.put(partner, plain(amount)));
        return shown;
    }

    private static @Nullable String code(Deal deal) {
        return deal.currency() == null ? null : deal.currency().getCurrencyCode();
    }
}
