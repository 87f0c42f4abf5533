package io.dealledger.attribution;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Who brought a deal, and why.
 *
 * @param policy        version of the policy it was decided under
 * @param refundRule    in which week a refund counts under that policy, so that read models need not look policies up
 * @param sourcedBy     partner ids, sorted; more than one only under an agreed split
 * @param influencedBy  partner ids, sorted: an overlay, never additive
 * @param fulfilledBy   partner ids, sorted: who invoices or delivers
 * @param registrations result code by registration id, sorted by id
 * @param flags         sorted, e.g. {@code in_dispute}
 * @param dispute       id of the dispute whose decision is in force; else null
 * @param originCredit  who is credited with what part of the amount, by partner id or {@code direct}; adds up to the
 *                      amount exactly; empty unless won
 * @param openClaims    disputes not yet decided, sorted by id
 * @param trace         the tests made, in order
 */
public record Decision(Deal deal, String policy, Policy.RefundRule refundRule, Tag tag, List<String> sourcedBy,
        List<String> influencedBy, List<String> fulfilledBy, Map<String, String> registrations, List<String> flags,
        @Nullable String dispute, Map<String, BigDecimal> originCredit, List<OpenClaim> openClaims,
        List<TraceStep> trace) {}
