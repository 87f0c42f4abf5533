package io.dealledger.program;

import io.dealledger.attribution.Decision;
import io.dealledger.attribution.Tag;
import io.dealledger.fact.PartnerEnrolled;
import io.dealledger.fact.PartnerProfiled;
import io.dealledger.money.Fraction;
import io.dealledger.program.Evidence.Told;
import io.dealledger.statistics.Spearman;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What partners produced, against what they were recruited for (M15).
 *
 * @param partners the roster: every partner enrolled, profiled or crediting a deal, by id
 */
public record Production(SortedMap<String, Partner> partners) {
    /**
     * @param prestige     the last score before the partner's first won deal: a score given after results is none
     * @param recruitedFor likewise
     * @param sourced      revenue less refunds; null where a rate is missing
     * @param qualified    opportunities of the partner's that were qualified
     */
    public record Partner(@Nullable BigDecimal prestige, @Nullable String recruitedFor, @Nullable Fraction sourced,
            int qualified) {
        public boolean produces() {
            return sourced != null && sourced.signum() > 0;
        }
    }

    public static Production of(Evidence evidence, TimeSpan span) {
        SortedMap<String, @Nullable Fraction> revenue = evidence.sourcedByPartner(span);
        Map<String, Instant> firstWon = firstWon(evidence.decisions());
        var profiles = new TreeMap<String, @Nullable PartnerProfiled>();
        revenue.keySet().forEach(partner -> profiles.put(partner, null));
        evidence.all(PartnerEnrolled.class).forEach(told -> profiles.put(told.fact().partnerId(), null));
        for (Told<PartnerProfiled> told : evidence.all(PartnerProfiled.class)) {
            Instant results = firstWon.get(told.fact().partnerId());
            if (results == null || told.at().isBefore(results)) {
                profiles.put(told.fact().partnerId(), told.fact());
            } else {
                profiles.putIfAbsent(told.fact().partnerId(), null);
            }
        }
        Map<String, Integer> qualified = qualified(evidence.decisions(), span);
        var partners = new TreeMap<String, Partner>();
        profiles.forEach((partner, profile) -> partners.put(partner,
                new Partner(profile == null ? null : profile.prestige(),
                        profile == null ? null : profile.recruitedFor(),
                        revenue.containsKey(partner) ? revenue.get(partner) : Fraction.ZERO,
                        qualified.getOrDefault(partner, 0))));
        return new Production(partners);
    }

    private static Map<String, Instant> firstWon(Collection<Decision> decisions) {
        var first = new HashMap<String, Instant>();
        for (Decision decision : decisions) {
            Instant closedAt = decision.deal().closedAt();
            if (closedAt != null && decision.tag() == Tag.SOURCED && !decision.originCredit().isEmpty()) {
                decision.sourcedBy().forEach(partner -> first.merge(partner, closedAt,
                        (one, other) -> one.isBefore(other) ? one : other));
            }
        }
        return first;
    }

    private static Map<String, Integer> qualified(Collection<Decision> decisions, TimeSpan span) {
        var counts = new HashMap<String, Integer>();
        for (Decision decision : decisions) {
            Instant at = decision.deal().qualifiedAt();
            if (at != null && span.contains(at) && decision.tag() == Tag.SOURCED) {
                decision.sourcedBy().forEach(partner -> counts.merge(partner, 1, Integer::sum));
            }
        }
        return counts;
    }

    /** Sourced revenue per partner by what they were recruited for; null where a rate is missing. */
    public SortedMap<String, @Nullable Fraction> revenuePerPartnerByCohort() {
        var cohorts = new TreeMap<String, List<Partner>>();
        partners.values().forEach(partner -> {
            if (partner.recruitedFor() != null) {
                cohorts.computeIfAbsent(partner.recruitedFor(), _ -> new ArrayList<>()).add(partner);
            }
        });
        var means = new TreeMap<String, @Nullable Fraction>();
        cohorts.forEach((cohort, members) -> {
            Fraction sum = sum(members);
            means.put(cohort, sum == null ? null : sum.dividedBy(Fraction.of(members.size(), 1)));
        });
        return means;
    }

    /** Partners with sourced revenue, of the roster; null for an empty one. */
    public @Nullable Fraction producingShare() {
        return partners.isEmpty() ? null : Fraction.of(producing(), partners.size());
    }

    public int producing() {
        return (int) partners.values().stream().filter(Partner::produces).count();
    }

    /** What the strongest partner brings of all sourced revenue; null without any. */
    public @Nullable Fraction topPartnerShare() {
        Fraction whole = sum(partners.values());
        Fraction top = Fraction.ZERO;
        for (Partner partner : partners.values()) {
            Fraction sourced = partner.sourced();
            top = sourced != null && sourced.isMoreThan(top) ? sourced : top;
        }
        return whole == null || whole.signum() <= 0 ? null : top.dividedBy(whole);
    }

    /** Rank correlation of prestige and sourced revenue; null for fewer than five scored partners. */
    public @Nullable BigDecimal prestigeProductionRho() {
        var prestige = new ArrayList<BigDecimal>();
        var produced = new ArrayList<Fraction>();
        for (Partner partner : partners.values()) {
            BigDecimal score = partner.prestige();
            Fraction sourced = partner.sourced();
            if (score != null && sourced != null) {
                prestige.add(score);
                produced.add(sourced);
            }
        }
        return Spearman.rho(prestige, produced);
    }

    private static @Nullable Fraction sum(Collection<Partner> members) {
        Fraction sum = Fraction.ZERO;
        for (Partner member : members) {
            Fraction sourced = member.sourced();
            if (sourced == null) {
                return null;
            }
            sum = sum.plus(sourced);
        }
        return sum;
    }
}
