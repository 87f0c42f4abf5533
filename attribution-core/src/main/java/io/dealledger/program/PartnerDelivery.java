package io.dealledger.program;

import io.dealledger.attribution.Decision;
import io.dealledger.fact.FulfilmentAssigned;
import io.dealledger.fact.FulfilmentRole;
import io.dealledger.fact.OutcomeKind;
import io.dealledger.fact.OutcomeRecorded;
import io.dealledger.money.Fraction;
import io.dealledger.program.Evidence.Told;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Who brings customers live (M20). An implementation is an account that somebody was assigned to implement or that went
 * live.
 *
 * @param implementations all of them
 * @param partnerLed      with an implementation partner assigned
 * @param backfilled      partner-led ones that went live without a partner: the vendor stepped in
 * @param underWay        partner-led ones not live yet, by partner: several may lead one
 */
public record PartnerDelivery(int implementations, int partnerLed, int backfilled,
        SortedMap<String, SortedSet<String>> underWay) {
    public static PartnerDelivery of(Evidence evidence, Instant at) {
        Accounts identity = Accounts.at(evidence, at);
        Map<String, String> accountOf = new HashMap<>();
        for (Decision decision : evidence.decisions()) {
            accountOf.put(decision.deal().opportunityId(), identity.survivor(decision.deal().accountId()));
        }
        Map<String, Set<String>> ledByPartner = new HashMap<>();
        for (Told<FulfilmentAssigned> told : evidence.all(FulfilmentAssigned.class)) {
            String account = accountOf.get(told.fact().opportunityId());
            if (!told.at().isAfter(at) && told.fact().role() == FulfilmentRole.IMPLEMENTATION && account != null) {
                ledByPartner.computeIfAbsent(account, _ -> new TreeSet<>()).add(told.fact().partnerId());
            }
        }
        Map<String, Boolean> liveWithPartner = new HashMap<>();
        for (Told<OutcomeRecorded> told : evidence.all(OutcomeRecorded.class)) {
            if (!told.at().isAfter(at) && told.fact().outcome() == OutcomeKind.WENT_LIVE) {
                liveWithPartner.merge(identity.survivor(told.fact().accountId()), told.fact().partnerId() != null,
                        Boolean::logicalOr);
            }
        }
        var all = new TreeSet<>(ledByPartner.keySet());
        all.addAll(liveWithPartner.keySet());
        int backfilled = 0;
        var underWay = new TreeMap<String, SortedSet<String>>();
        for (var led : ledByPartner.entrySet()) {
            Boolean withPartner = liveWithPartner.get(led.getKey());
            if (withPartner == null) {
                led.getValue().forEach(
                        partner -> underWay.computeIfAbsent(partner, _ -> new TreeSet<>()).add(led.getKey()));
            } else {
                backfilled += withPartner ? 0 : 1;
            }
        }
        return new PartnerDelivery(all.size(), ledByPartner.size(), backfilled, underWay);
    }

    /** Implementations that partners lead and that are not live yet, each once. */
    public int active() {
        return (int) underWay.values().stream().flatMap(Set::stream).distinct().count();
    }

    /** Those that one partner leads. */
    public int active(String partner) {
        return underWay.getOrDefault(partner, Collections.emptySortedSet()).size();
    }

    public @Nullable Fraction partnerLedShare() {
        return implementations == 0 ? null : Fraction.of(partnerLed, implementations);
    }

    /** Of the partner-led ones that went live; null before any did. */
    public @Nullable Fraction backfillRate() {
        int live = partnerLed - active();
        return live == 0 ? null : Fraction.of(backfilled, live);
    }
}
