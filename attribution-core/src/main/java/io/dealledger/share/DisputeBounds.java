package io.dealledger.share;

import io.dealledger.attribution.Decision;
import io.dealledger.attribution.OpenClaim;
import io.dealledger.attribution.Tag;
import io.dealledger.fact.ClaimedTag;
import io.dealledger.money.Fraction;
import io.dealledger.money.FxRates;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How far the share could move if open claims were upheld. Whether one is upheld does not depend on the others, so over
 * all subsets of them the least and the most sourced sum are found deal by deal.
 *
 * @param low  the totals with every contested deal under the tag that adds least to sourced
 * @param high the totals with every contested deal under the tag that adds most to sourced
 */
public record DisputeBounds(Totals low, Totals high) {
    /**
     * A deal with open claims.
     *
     * @param tag     as it stands
     * @param claimed what it would be under each open claim
     * @param amount  what it adds to the weeks in question, in the reporting currency; negative where a refund outweighs
     */
    public record Contested(String opportunityId, Tag tag, Set<Tag> claimed, BigDecimal amount) {}

    public static DisputeBounds of(Totals standing, Collection<Contested> contested) {
        Totals low = standing;
        Totals high = standing;
        for (Contested deal : contested) {
            low = low.moved(deal.tag(), extreme(deal, -1), deal.amount());
            high = high.moved(deal.tag(), extreme(deal, 1), deal.amount());
        }
        return new DisputeBounds(low, high);
    }

    /**
     * Those of the decisions that post in the reading's weeks and have open claims, in the same order.
     */
    public static List<Contested> contested(Collection<Decision> decisions, Definition definition, FxRates rates,
            ShareSeries.Reading reading) {
        var contested = new ArrayList<Contested>();
        for (Decision decision : decisions) {
            if (decision.openClaims().isEmpty()) {
                continue;
            }
            List<Posting> inside = definition.scope().postings(decision, definition.currency()).stream()
                    .filter(posting -> reading.covers(definition.weekOf(posting))).toList();
            if (!inside.isEmpty()) {
                Totals sum = inside.stream().map(posting -> definition.totalsOf(posting, rates))
                        .reduce(Totals.zero(definition.currency()), Totals::plus);
                contested.add(new Contested(decision.deal().opportunityId(), decision.tag(),
                        claimedTags(decision.openClaims()), sum.total()));
            }
        }
        return List.copyOf(contested);
    }

    public @Nullable Fraction lowShare() {
        return low.share();
    }

    public @Nullable Fraction highShare() {
        return high.share();
    }

    /** The tags that claims ask for. */
    public static Set<Tag> claimedTags(Collection<OpenClaim> claims) {
        var tags = EnumSet.noneOf(Tag.class);
        claims.forEach(claim -> tags.add(tagOf(claim.claim().tag())));
        return tags;
    }

    private static Tag tagOf(ClaimedTag claimed) {
        return switch (claimed) {
            case SOURCED -> Tag.SOURCED;
            case INFLUENCED -> Tag.INFLUENCED;
            case DIRECT -> Tag.DIRECT;
        };
    }

    /** The tag that adds least (sign -1) or most (sign 1) to sourced; as it stands where that makes no difference. */
    private static Tag extreme(Contested deal, int sign) {
        boolean sourcedIsExtreme = deal.amount().signum() == sign;
        if (deal.amount().signum() == 0 || sourcedIsExtreme == (deal.tag() == Tag.SOURCED)) {
            return deal.tag();
        }
        return deal.claimed().stream().filter(tag -> sourcedIsExtreme == (tag == Tag.SOURCED)).findFirst()
                .orElse(deal.tag());
    }
}
