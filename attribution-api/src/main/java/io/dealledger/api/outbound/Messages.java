package io.dealledger.api.outbound;

import io.dealledger.account.AttributionDecided;
import io.dealledger.attribution.Deal;
import io.dealledger.attribution.DealStatus;
import io.dealledger.attribution.Decision;
import io.dealledger.attribution.OpenClaim;
import io.dealledger.attribution.Tag;
import io.dealledger.json.RecordJson;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a decision, and what it replaces, has to say to others. */
final class Messages {
    static final String DECIDED = "attribution.decided.v1";
    static final String RESTATED = "attribution.restated.v1";
    static final String DISPUTE = "attribution.dispute_closed.v1";

    private Messages() {}

    /** @param before the decision that this one replaces; null for the first */
    static List<Message> of(long position, @Nullable AttributionDecided before, AttributionDecided decided) {
        var messages = new ArrayList<Message>();
        messages.add(message(DECIDED, "p" + position, position, decided, decided(before, decided)));
        if (before != null && counted(before.decision()) && !worth(before).equals(worth(decided))) {
            var data = new LinkedHashMap<String, @Nullable Object>();
            data.put("causes", decided.causes());
            data.put("before", worth(before));
            data.put("after", worth(decided));
            messages.add(message(RESTATED, "p" + position + "/restated", position, decided, data));
        }
        if (before != null) {
            closed(before.decision(), decided.decision()).forEach(claim -> messages.add(message(DISPUTE,
                    "p" + position + "/dispute/" + claim.disputeId(), position, decided, outcome(claim, decided))));
        }
        return messages;
    }

    private static Message message(String type, String id, long position, AttributionDecided decided,
            LinkedHashMap<String, @Nullable Object> data) {
        data.putFirst("account_id", decided.accountId());
        data.putFirst("opportunity_id", decided.opportunityId());
        return new Message(type, id, decided.accountId(), position, decided.decidedAt(), decided.opportunityId(), data);
    }

    private static LinkedHashMap<String, @Nullable Object> decided(@Nullable AttributionDecided before,
            AttributionDecided decided) {
        Decision decision = decided.decision();
        var data = new LinkedHashMap<String, @Nullable Object>();
        data.put("revision", BigDecimal.valueOf(decided.revision()));
        data.put("policy", decision.policy());
        data.put("status", RecordJson.word(decision.deal().status()));
        data.putAll(worth(decided));
        data.put("influenced_by", decision.influencedBy());
        data.put("fulfilled_by", decision.fulfilledBy());
        data.put("registrations", decision.registrations());
        data.put("flags", decision.flags());
        data.put("dispute", decision.dispute());
        data.put("causes", decided.causes());
        data.put("replaces", before == null ? null : BigDecimal.valueOf(before.revision()));
        return data;
    }

    /** What numbers are made of. */
    private static Map<String, @Nullable Object> worth(AttributionDecided decided) {
        Decision decision = decided.decision();
        Deal deal = decision.deal();
        var worth = new LinkedHashMap<String, @Nullable Object>();
        worth.put("tag", RecordJson.word(decision.tag()));
        worth.put("sourced_by", decision.sourcedBy());
        worth.put("amount", deal.amount() == null ? null : deal.amount().toPlainString());
        worth.put("currency", deal.currency() == null ? null : deal.currency().getCurrencyCode());
        worth.put("closed_at", deal.closedAt() == null ? null : deal.closedAt().toString());
        var credit = new LinkedHashMap<String, @Nullable Object>();
        decision.originCredit().forEach((party, amount) -> credit.put(party, amount.toPlainString()));
        worth.put("origin_credit", credit);
        worth.put("refunded", deal.refunds().stream().map(refund -> refund.amount())
                .reduce(BigDecimal.ZERO, BigDecimal::add).toPlainString());
        return worth;
    }

    private static boolean counted(Decision decision) {
        return decision.deal().status() == DealStatus.WON && decision.tag() != Tag.OUT_OF_SCOPE;
    }

    private static List<OpenClaim> closed(Decision before, Decision now) {
        Set<String> open = now.openClaims().stream().map(OpenClaim::disputeId).collect(Collectors.toSet());
        return before.openClaims().stream().filter(claim -> !open.contains(claim.disputeId())).toList();
    }

    private static LinkedHashMap<String, @Nullable Object> outcome(OpenClaim claim, AttributionDecided decided) {
        var data = new LinkedHashMap<String, @Nullable Object>();
        data.put("dispute_id", claim.disputeId());
        data.put("claimant", claim.claimant());
        data.put("in_force", claim.disputeId().equals(decided.decision().dispute()));
        data.put("tag", RecordJson.word(decided.decision().tag()));
        data.put("sourced_by", decided.decision().sourcedBy());
        data.put("flags", decided.decision().flags());
        data.put("causes", decided.causes());
        return data;
    }
}
