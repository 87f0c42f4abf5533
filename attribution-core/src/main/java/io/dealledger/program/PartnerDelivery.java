package io.dealledger.program;

import io.dealledger.attribution.Decision;
import io.dealledger.fact.FulfilmentAssigned;
import io.dealledger.fact.FulfilmentRole;
import io.dealledger.fact.OutcomeKind;
import io.dealledger.fact.OutcomeRecorded;
import io.dealledger.money.Fraction;
import io.dealledger.program.Evidence.Told;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Who brings customers live (M20). An implementation is an account that somebody was assigned to implement or that went
 * live.
 *
 * @param implementations all of them
 * @param partnerLed      with an implementation partner assigned
 * @param backfilled      partner-led ones that went live without a partner: the vendor stepped in
 * @param underWay        partner-led ones not live yet
 */
public record PartnerDelivery(int implementations, int partnerLed, int backfilled, int underWay) {
    public static PartnerDelivery of(Evidence evidence, Instant at) {
        Accounts identity = Accounts.at(evidence, at);
        Map<String, String> accountOf = new HashMap<>();
        for (Decision decision : evidence.decisions()) {
            accountOf.put(decision.deal().opportunityId(), identity.survivor(decision.deal().accountId()));
        }
        var ledByPartner = new TreeSet<String>();
        for (Told<FulfilmentAssigned> told : evidence.all(FulfilmentAssigned.class)) {
            String account = accountOf.get(told.fact().opportunityId());
            if (!told.at().isAfter(at) && told.fact().role() == FulfilmentRole.IMPLEMENTATION && account != null) {
                ledByPartner.add(account);
            }
        }
        Map<String, Boolean> liveWithPartner = new HashMap<>();
        for (Told<OutcomeRecorded> told : evidence.all(OutcomeRecorded.class)) {
            if (!told.at().isAfter(at) && told.fact().outcome() == OutcomeKind.WENT_LIVE) {
                liveWithPartner.merge(identity.survivor(told.fact().accountId()), told.fact().partnerId() != null,
                        Boolean::logicalOr);
            }
        }
        var all = new TreeSet<>(ledByPartner);
        all.addAll(liveWithPartner.keySet());
        int backfilled = (int) ledByPartner.stream()
                .filter(account -> !liveWithPartner.getOrDefault(account, true)).count();
        int underWay = (int) ledByPartner.stream().filter(account -> !liveWithPartner.containsKey(account)).count();
        return new PartnerDelivery(all.size(), ledByPartner.size(), backfilled, underWay);
    }

    public @Nullable Fraction partnerLedShare() {
        return implementations == 0 ? null : Fraction.of(partnerLed, implementations);
    }

    /** Of the partner-led ones that went live; null before any did. */
    public @Nullable Fraction backfillRate() {
        int live = partnerLed - underWay;
        return live == 0 ? null : Fraction.of(backfilled, live);
    }
}
