package io.dealledger.replay;

import io.dealledger.attribution.Decision;
import io.dealledger.json.RecordJson;
import io.dealledger.money.Allocation;
import io.dealledger.money.Fraction;
import io.dealledger.money.MinorUnits;
import java.math.BigDecimal;
import java.util.Currency;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Questions about single deals, about influence and about what intake did. */
final class AttributionAsks implements Ask.Catalogue {
    @Override
    public Map<String, Ask> asks() {
        return Map.of("attribution", AttributionAsks::attribution, "influence_views", AttributionAsks::influenceViews,
                "intake", (ledger, _) -> intake(ledger));
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

    /** Influence in three columns that must not be mixed: what each partner touched, shared evenly, and counted once. */
    private static Map<String, @Nullable Object> influenceViews(InMemoryLedger ledger, AskMembers ask) {
        var touched = new TreeMap<String, BigDecimal>();
        var evenSplit = new TreeMap<String, BigDecimal>();
        BigDecimal total = BigDecimal.ZERO;
        for (Decision decision : ledger.decisions(ask.instantOrNull("as_of"), ask.textOrNull("policy"))) {
            BigDecimal amount = decision.deal().amount();
            Currency currency = decision.deal().currency();
            if (amount == null || currency == null || decision.influencedBy().isEmpty()) {
                continue;
            }
            total = total.add(amount);
            decision.influencedBy().forEach(partner -> touched.merge(partner, amount, BigDecimal::add));
            var weights = new HashMap<String, Fraction>();
            decision.influencedBy()
                    .forEach(partner -> weights.put(partner, Fraction.of(1, decision.influencedBy().size())));
            Allocation.split(amount, MinorUnits.digits(currency), weights)
                    .forEach((partner, part) -> evenSplit.merge(partner, part, BigDecimal::add));
        }
        return Map.of("touched_not_additive", plain(touched), "even_split_additive", plain(evenSplit),
                "influenced_total_deduplicated", total.toPlainString());
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
