package io.dealledger.api.audit.casefile;

import io.dealledger.account.Account;
import io.dealledger.account.AttributionDecided;
import io.dealledger.account.StoredFact;
import io.dealledger.attribution.Decision;
import io.dealledger.attribution.Policies;
import io.dealledger.attribution.Policy;
import io.dealledger.fact.ClaimedTag;
import io.dealledger.fact.DisputeOpened;
import io.dealledger.json.RecordJson;
import io.dealledger.share.Definition;
import io.dealledger.share.Posting;
import io.dealledger.share.Postings;
import io.dealledger.share.Week;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What is at stake: the deal's part of each week under every decision taken, and under each side's reading. */
final class CaseMoney {
    private CaseMoney() {}

    /** In the deal's own currency, as posted; a row for each decision that changed it. */
    static List<Map<String, @Nullable Object>> of(List<AttributionDecided> decided, Policy.Reporting reporting) {
        Definition definition = Definition.of(reporting);
        var rows = new ArrayList<Map<String, @Nullable Object>>();
        List<Map<String, @Nullable Object>> before = List.of();
        for (AttributionDecided decision : decided) {
            List<Map<String, @Nullable Object>> postings = Postings.of(decision.decision()).stream()
                    .map(posting -> posting(posting, definition)).toList();
            if (!postings.equals(before)) {
                var row = new LinkedHashMap<String, @Nullable Object>();
                row.put("since", decision.decidedAt().toString());
                row.put("revision", decision.revision());
                row.put("causes", decision.causes());
                row.put("definition", definition.id());
                row.put("postings", postings);
                row.put("credit", plain(decision.decision().originCredit()));
                rows.add(row);
            }
            before = postings;
        }
        return rows;
    }

    private static Map<String, @Nullable Object> posting(Posting posting, Definition definition) {
        Week week = definition.weekOf(posting);
        var row = new LinkedHashMap<String, @Nullable Object>();
        row.put("week", week == null ? null : week.label());
        row.put("kind", RecordJson.word(posting.kind()));
        row.put("tag", RecordJson.word(posting.tag()));
        row.put("net", posting.net().toPlainString());
        row.put("gross", posting.gross().toPlainString());
        row.put("currency", posting.currency().getCurrencyCode());
        return row;
    }

    /** The record, every policy version known, and what each dispute claims. */
    static List<Map<String, @Nullable Object>> readings(Account account, Policies policies, Decision inForce,
            List<CaseRecord> facts) {
        String opportunity = inForce.deal().opportunityId();
        var rows = new ArrayList<Map<String, @Nullable Object>>();
        rows.add(reading("the record", inForce));
        for (String version : new TreeSet<>(policies.byVersion().keySet())) {
            for (Decision decision : Redecision.decide(account, policies, policies.version(version))) {
                if (decision.deal().opportunityId().equals(opportunity)) {
                    rows.add(reading("as if policy " + version + " governed", decision));
                }
            }
        }
        for (CaseRecord record : facts) {
            StoredFact fact = CaseContent.factOf(record);
            if (fact.statement().fact() instanceof DisputeOpened opened && opened.opportunityId().equals(opportunity)) {
                rows.add(claimed(opened, inForce));
            }
        }
        return rows;
    }

    private static Map<String, @Nullable Object> reading(String name, Decision decision) {
        var row = new LinkedHashMap<String, @Nullable Object>();
        row.put("reading", name);
        row.put("policy", decision.policy());
        row.put("tag", RecordJson.word(decision.tag()));
        row.put("sourced_by", decision.sourcedBy());
        row.put("influenced_by", decision.influencedBy());
        row.put("credit", plain(decision.originCredit()));
        row.put("currency", currency(decision));
        return row;
    }

    private static Map<String, @Nullable Object> claimed(DisputeOpened opened, Decision inForce) {
        String partner = opened.claim().partnerId();
        String credited = opened.claim().tag() == ClaimedTag.SOURCED && partner != null ? partner : "direct";
        BigDecimal amount = inForce.deal().amount();
        var row = new LinkedHashMap<String, @Nullable Object>();
        row.put("reading", "as " + opened.claimant() + " claims in dispute " + opened.disputeId());
        row.put("policy", null);
        row.put("tag", RecordJson.word(opened.claim().tag()));
        row.put("sourced_by", credited.equals("direct") ? List.of() : List.of(credited));
        row.put("influenced_by", partner == null || credited.equals(partner) ? List.of() : List.of(partner));
        row.put("credit", amount == null ? Map.of() : Map.of(credited, amount.toPlainString()));
        row.put("currency", currency(inForce));
        return row;
    }

    private static @Nullable String currency(Decision decision) {
        Currency currency = decision.deal().currency();
        return currency == null ? null : currency.getCurrencyCode();
    }

    private static Map<String, @Nullable Object> plain(Map<String, BigDecimal> amounts) {
        var plain = new LinkedHashMap<String, @Nullable Object>();
        amounts.forEach((id, amount) -> plain.put(id, amount.toPlainString()));
        return plain;
    }
}
