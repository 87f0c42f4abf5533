package io.dealledger.attribution;

import io.dealledger.fact.Claim;
import io.dealledger.fact.ClaimedTag;
import io.dealledger.json.RecordJson;
import io.dealledger.money.Allocation;
import io.dealledger.money.Fraction;
import io.dealledger.money.MinorUnits;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Who brought each deal of one customer: a pure function of the facts known and the policies. The precedence is that of
 * the manual: a dispute's decision, scope, a qualifying registration, a logged introduction, involvement, direct.
 */
public final class AttributionRules {
    private static final String DIRECT = "direct";

    private AttributionRules() {}

    /**
     * One decision per opportunity, in order of creation: that order matters, because an earlier deal uses its claim up.
     *
     * @param whatIf decide every deal under this policy instead of the one that governed at its creation; null for the
     *                   record
     */
    public static List<Decision> decide(AccountFacts account, Policies policies, @Nullable Policy whatIf) {
        var usage = new Usage();
        var decisions = new ArrayList<Decision>();
        for (OpportunityFacts opportunity : account.opportunities()) {
            Policy policy = whatIf != null ? whatIf : policies.governing(opportunity.creation().occurredAt());
            Deal deal = opportunity.deal();
            var context = new DealContext(account, opportunity, policy, deal, usage,
                    opportunity.standingAt(Instant.MAX).close());
            decisions.add(new OneDeal(context).decide());
        }
        return List.copyOf(decisions);
    }

    /** The course of one decision. */
    private static final class OneDeal {
        private final DealContext deal;
        private final Trace trace = new Trace();
        private final SortedSet<String> flags = new TreeSet<>();

        OneDeal(DealContext deal) {
            this.deal = deal;
        }

        Decision decide() {
            var dispute = new DisputeRule(deal.opportunity()).judge(trace);
            flags.addAll(dispute.flags());
            flagTheClose();
            boolean inScope = scope();
            List<RegistrationRule.Finding> findings = findings();
            Candidate origin = inScope ? origin(findings) : null;
            if (!inScope) {
                return decision(dispute, findings, Tag.OUT_OF_SCOPE, Set.of(), Set.of(), null);
            }
            Set<String> involved = new TreeSet<>(
                    new InvolvementRule(deal).partners(findings, trace).keySet());
            Claim decided = dispute.inForce();
            if (decided != null) {
                return underDispute(dispute, decided, findings, origin, involved);
            }
            use(origin);
            String source = origin == null ? null : origin.partnerId();
            Map<String, Fraction> weights = new SplitRule(deal.opportunity()).weights(source, flags, trace);
            Set<String> sources = weights != null ? weights.keySet() : source != null ? Set.of(source) : Set.of();
            involved.removeAll(sources);
            Tag tag = !sources.isEmpty() ? Tag.SOURCED : involved.isEmpty() ? Tag.DIRECT : Tag.INFLUENCED;
            if (tag == Tag.DIRECT) {
                trace.pass("5 direct", null, DIRECT, "no partner brought it or took part",
                        List.of(deal.opportunity().creation()));
            }
            return decision(dispute, findings, tag, sources, involved, weights);
        }

        private boolean scope() {
            String type = RecordJson.word(deal.deal().dealType());
            var facts = List.of(deal.opportunity().creation());
            if (deal.inScope()) {
                trace.pass("1 scope", null, "in_scope", "deal type " + type + " is new revenue under policy "
                        + deal.policy().version(), facts);
            } else {
                trace.fail("1 scope", null, "out_of_scope", "deal type " + type + " is not new revenue under policy "
                        + deal.policy().version(), facts);
            }
            return deal.inScope();
        }

        private void flagTheClose() {
            if (deal.opportunity().standingAt(Instant.MAX).repeated()) {
                flags.add("repeated_close_ignored");
            }
        }

        private List<RegistrationRule.Finding> findings() {
            var rule = new RegistrationRule(deal);
            var findings = new ArrayList<RegistrationRule.Finding>();
            for (RegistrationFacts registration : deal.account().registrations()) {
                var finding = rule.judge(registration);
                findings.add(finding);
                String subject = registration.id() + " of " + finding.partnerId();
                if (finding.eligible()) {
                    trace.pass(RegistrationRule.NAME, subject, finding.code(), finding.words(), finding.facts());
                } else {
                    trace.fail(RegistrationRule.NAME, subject, finding.code(), finding.words(), finding.facts());
                }
            }
            return findings;
        }

        private @Nullable Candidate origin(List<RegistrationRule.Finding> findings) {
            List<Candidate> registered = registered(findings);
            List<Candidate> introduced = new IntroductionRule(deal).eligible(trace);
            return switch (deal.policy().model()) {
                case REGISTERED_FIRST -> first(registered.isEmpty() ? introduced : registered);
                case FIRST_TOUCH -> {
                    var models = new TouchModels(deal);
                    List<Candidate> touches = models.touches();
                    yield flagged(models.firstTouch(touches, partners(registered, introduced), trace), touches);
                }
                case LAST_TOUCH -> {
                    var models = new TouchModels(deal);
                    List<Candidate> touches = models.touches();
                    yield flagged(models.lastTouch(touches, trace), touches);
                }
            };
        }

        private List<Candidate> registered(List<RegistrationRule.Finding> findings) {
            var candidates = new ArrayList<Candidate>();
            for (var finding : findings) {
                Cited<?> approval = finding.approval();
                if (finding.eligible() && approval != null) {
                    Cited<?> deciding = switch (deal.policy().registration().priority()) {
                        case SUBMITTED -> finding.registration().submission();
                        case APPROVED -> approval;
                    };
                    candidates.add(new Candidate(finding.partnerId(), finding.registration().id(), deciding,
                            finding.facts()));
                }
            }
            candidates.sort(Candidate.FIRST);
            return candidates;
        }

        private @Nullable Candidate first(List<Candidate> candidates) {
            return candidates.isEmpty() ? null : flagged(candidates.getFirst(), candidates);
        }

        private @Nullable Candidate flagged(@Nullable Candidate winner, List<Candidate> all) {
            if (winner != null && winner.tiesWithAnotherPartner(all)) {
                flags.add("tie_broken_by_ledger_sequence");
            }
            return winner;
        }

        private static Set<String> partners(List<Candidate> first, List<Candidate> second) {
            var partners = new HashSet<String>();
            first.forEach(candidate -> partners.add(candidate.partnerId()));
            second.forEach(candidate -> partners.add(candidate.partnerId()));
            return partners;
        }

        private void use(@Nullable Candidate origin) {
            if (origin != null && origin.claim() != null && deal.deal().status() != DealStatus.DELETED) {
                deal.usage().use(origin.claim(), deal.opportunity().id());
            }
        }

        /** A decided source gets everything; one that it displaces took part; decided direct clears the overlay. */
        private Decision underDispute(DisputeRule.Outcome judged, Claim decided,
                List<RegistrationRule.Finding> findings, @Nullable Candidate origin, Set<String> involved) {
            DisputeRule.Outcome dispute = judged.appealedAgainst(byRules(origin, involved));
            var others = new TreeSet<>(involved);
            if (origin != null) {
                others.add(origin.partnerId());
            }
            String partner = decided.partnerId();
            return switch (decided.tag()) {
                case SOURCED -> {
                    if (origin != null && origin.partnerId().equals(partner)) {
                        use(origin);
                    }
                    others.remove(partner);
                    yield decision(dispute, findings, Tag.SOURCED, partner == null ? Set.of() : Set.of(partner), others,
                            null);
                }
                case INFLUENCED -> {
                    if (partner != null) {
                        others.add(partner);
                    }
                    yield decision(dispute, findings, Tag.INFLUENCED, Set.of(), others, null);
                }
                case DIRECT -> decision(dispute, findings, Tag.DIRECT, Set.of(), Set.of(), null);
            };
        }

        /** What the deal would be if nobody had decided. */
        private static Claim byRules(@Nullable Candidate origin, Set<String> involved) {
            if (origin != null) {
                return new Claim(ClaimedTag.SOURCED, origin.partnerId());
            }
            return involved.isEmpty()
                    ? new Claim(ClaimedTag.DIRECT, null)
                    : new Claim(ClaimedTag.INFLUENCED, involved.iterator().next());
        }

        private Decision decision(DisputeRule.Outcome dispute, List<RegistrationRule.Finding> findings, Tag tag,
                Set<String> sources, Set<String> influencers, @Nullable Map<String, Fraction> weights) {
            var codes = new TreeMap<String, String>();
            findings.forEach(finding -> codes.put(finding.registration().id(), finding.code()));
            String inForce = tag == Tag.OUT_OF_SCOPE ? null : dispute.disputeId();
            return new Decision(deal.deal(), deal.policy().version(), deal.policy().refund(), tag,
                    List.copyOf(new TreeSet<>(sources)), List.copyOf(new TreeSet<>(influencers)),
                    deal.opportunity().fulfilledBy(), codes, List.copyOf(flags), inForce, credit(sources, weights),
                    dispute.open(), trace.steps());
        }

        private Map<String, BigDecimal> credit(Set<String> sources, @Nullable Map<String, Fraction> weights) {
            BigDecimal amount = deal.deal().amount();
            if (amount == null || deal.deal().currency() == null) {
                return Map.of();
            }
            String whole = sources.isEmpty() ? DIRECT : sources.iterator().next();
            return Allocation.split(amount, MinorUnits.digits(deal.deal().currency()),
                    weights != null ? weights : Map.of(whole, Fraction.ONE));
        }
    }
}
