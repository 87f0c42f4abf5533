package io.dealledger.replay;

import io.dealledger.attribution.Decision;
import io.dealledger.json.RecordJson;
import java.math.BigDecimal;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Questions about single deals and about what intake did. */
final class AttributionAsks implements Ask.Catalogue {
    @Override
    public Map<String, Ask> asks() {
        return Map.of("attribution", AttributionAsks::attribution, "intake", (ledger, _) -> intake(ledger));
    }

    private static Map<String, @Nullable Object> attribution(InMemoryLedger ledger, AskMembers ask) {
        String id = ask.text("opportunity_id");
        Decision decision = ledger.decisions(ask.instantOrNull("as_of"), ask.textOrNull("policy")).stream()
                .filter(each -> each.deal().opportunityId().equals(id)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("opportunity '" + id + "' is not known"
                        + (ask.has("as_of") ? " as of " + ask.text("as_of") : "")));
        return show(decision);
    }

    /** How a decision is shown: everything but the trace. */
    private static Map<String, @Nullable Object> show(Decision decision) {
        var shown = new LinkedHashMap<String, @Nullable Object>();
        BigDecimal amount = decision.deal().amount();
        Currency currency = decision.deal().currency();
        shown.put("policy", decision.policy());
        shown.put("tag", RecordJson.word(decision.tag()));
        shown.put("sourced_by", decision.sourcedBy());
        shown.put("influenced_by", decision.influencedBy());
        shown.put("fulfilled_by", decision.fulfilledBy());
        shown.put("registrations", decision.registrations());
        shown.put("flags", decision.flags());
        shown.put("dispute", decision.dispute());
        shown.put("origin_credit", plain(decision.originCredit()));
        shown.put("amount", amount == null ? null : amount.toPlainString());
        shown.put("currency", currency == null ? null : currency.getCurrencyCode());
        return shown;
    }

    private static Map<String, @Nullable Object> intake(InMemoryLedger ledger) {
        return Map.of("accepted", BigDecimal.valueOf(ledger.facts(null).size()), "duplicates",
                ledger.duplicates().stream().map(BigDecimal::valueOf).toList(), "conflicts",
                ledger.conflicts().stream().map(BigDecimal::valueOf).toList());
    }

    private static Map<String, String> plain(Map<String, BigDecimal> amounts) {
        var shown = new LinkedHashMap<String, String>();
        amounts.forEach((id, amount) -> shown.put(id, amount.toPlainString()));
        return shown;
    }
}
