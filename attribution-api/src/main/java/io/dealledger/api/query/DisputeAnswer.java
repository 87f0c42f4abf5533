package io.dealledger.api.query;

import io.dealledger.api.query.ShareAnswer.Bounds;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One dispute whole.
 *
 * @param asOf      the moment that it is true of
 * @param position  the last ledger position that counts
 * @param policy    version that governs the deal; its terms say what is due when
 * @param statement the claimant's own words
 * @param course    what was said in it, by business time
 * @param rule      what the attribution rules made of it, in order
 * @param stake     what would move were the claim upheld; null where nothing counts yet, or no longer
 * @param effects   the decisions on the deal that its facts brought about, oldest first
 */
record DisputeAnswer(Instant asOf, long position, String policy, DisputeRow dispute, @Nullable String statement,
        List<Event> course, List<AttributionAnswer.Step> rule, @Nullable Stake stake, List<Effect> effects) {
    /**
     * @param status   {@code open}, {@code under_appeal}, {@code decided}, {@code denied}, {@code without_force}
     * @param inForce  whether its decision is the one that tags the deal
     * @param tag      of the deal, as it stands
     * @param openedAt when it was opened, as its source claims
     * @param amount   of the deal; null unless won
     */
    record DisputeRow(String disputeId, String opportunityId, String accountId, String status, boolean inForce,
            String claimant, ClaimedDeal claim, String tag, Instant openedAt, Clocks clocks, @Nullable String amount,
            @Nullable String currency) {}

    /** What the claimant says the deal should be. */
    record ClaimedDeal(String tag, @Nullable String partnerId) {}

    /**
     * All by the ledger's own clock, recorded_at. Something is due before the instant named: the end of a business day in the
     * reporting zone.
     *
     * @param filedAt           when the ledger learned of it
     * @param filedLate         filed after the window; it is heard all the same
     * @param filingEnds        null while the deal is open
     * @param acknowledgedAt    when somebody else than the claimant first acted on it; null if nobody did
     * @param runsFrom          what the decision is due from: the filing, or the appeal
     * @param decidedAt         of the last decision; null if there is none since
     * @param acknowledgeOverdue not acknowledged in time, or not yet and late
     * @param overdue           open and late
     * @param decidedLate       decided, and later than due
     */
    record Clocks(Instant filedAt, boolean filedLate, @Nullable Instant filingEnds, Instant acknowledgeBy,
            @Nullable Instant acknowledgedAt, boolean acknowledgeOverdue, Instant runsFrom, Instant decideBy,
            @Nullable Instant decidedAt, boolean overdue, boolean decidedLate) {}

    /**
     * @param code what the rules made of it, e.g. {@code in_force}; null where they only took note
     * @param data as stated
     */
    record Event(FactBehind fact, @Nullable String code, Map<String, @Nullable Object> data) {}

    /**
     * @param definition what is counted and how
     * @param from       the deal's tag as it stands
     * @param to         as claimed
     * @param amount     what would move, in the reporting currency
     * @param week       the week of the close, then the quarter and the half year that end with it
     */
    record Stake(String definition, String from, String to, String amount, String currency, List<Reading> readings) {}

    /**
     * @param share        as it stands
     * @param ifUpheld     were this claim upheld and no other
     * @param bounds       over all outcomes of all open claims
     */
    record Reading(String first, String to, int weeks, @Nullable String share, @Nullable String ifUpheld,
            @Nullable Bounds bounds) {}

    /** @param before null for the first decision on the deal */
    record Effect(long position, Instant recordedAt, int revision, List<String> causes, @Nullable Tagged before,
            Tagged after) {}

    record Tagged(String tag, List<String> sourcedBy, List<String> influencedBy) {}
}
