package io.dealledger.attribution;

import io.dealledger.fact.CosellActivity;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** Rule 4: who took part, whatever the origin. */
final class InvolvementRule {
    static final String NAME = "4 involvement";

    private final DealContext deal;

    InvolvementRule(DealContext deal) {
        this.deal = deal;
    }

    /** The partners that took part, by id, with the facts that show it; each leaves a step in the trace. */
    TreeMap<String, List<Cited<?>>> partners(List<RegistrationRule.Finding> registrations, Trace trace) {
        var found = new TreeMap<String, List<Cited<?>>>();
        for (var finding : registrations) {
            if (finding.involved()) {
                var facts = evidence(found, finding.partnerId());
                facts.add(finding.registration().submission());
                if (finding.approval() != null) {
                    facts.add(finding.approval());
                }
            }
        }
        var introductions = new IntroductionRule(deal);
        for (var introduction : deal.account().introductions()) {
            if (introductions.involved(introduction)) {
                evidence(found, introduction.fact().partnerId()).add(introduction);
            }
        }
        qualifyingActivities().forEach(activity -> evidence(found, activity.fact().partnerId()).add(activity));
        found.forEach((partner, facts) -> trace.pass(NAME, partner, "involved",
                "took part by " + String.join(", ", facts.stream().map(InvolvementRule::deed).toList()), facts));
        return found;
    }

    /** Activities that the policy counts, of this opportunity or of the account, from creation to close. */
    List<Cited<CosellActivity>> qualifyingActivities() {
        return deal.account().activities().stream().filter(this::qualifies).toList();
    }

    private boolean qualifies(Cited<CosellActivity> activity) {
        String opportunity = activity.fact().opportunityId();
        return (opportunity == null || opportunity.equals(deal.opportunity().id()))
                && deal.policy().activitiesThatCount().contains(activity.fact().activity())
                && !activity.second().isBefore(deal.created()) && deal.knownByClose(activity);
    }

    private static String deed(Cited<?> cited) {
        String what = cited.fact() instanceof CosellActivity activity ? activity.activity() : cited.fact().kind();
        return what + " " + cited.occurredAt();
    }

    private static List<Cited<?>> evidence(TreeMap<String, List<Cited<?>>> found, String partner) {
        return found.computeIfAbsent(partner, _ -> new ArrayList<>());
    }
}
