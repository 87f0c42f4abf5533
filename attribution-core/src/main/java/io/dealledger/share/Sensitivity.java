package io.dealledger.share;

import io.dealledger.attribution.Tag;
import io.dealledger.money.Fraction;
import io.dealledger.money.FxRates;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which deals decide a label: the fewest that, were they tagged otherwise, would change it.
 *
 * @param weaker   what would take the label away; null where no tags would
 * @param stronger what would earn the next one; null where no tags would
 */
public record Sensitivity(Label label, @Nullable Change weaker, @Nullable Change stronger) {
    private static final Comparator<Retag> LARGEST_FIRST = Comparator.comparing(Retag::amount).reversed()
            .thenComparing(Retag::opportunityId);

    /**
     * One deal under another tag.
     *
     * @param amount what it adds to the weeks that it decides, in the reporting currency
     */
    public record Retag(String opportunityId, Tag from, Tag to, BigDecimal amount) {}

    /**
     * A set of deals that makes another label.
     *
     * @param deals    largest first
     * @param smallest whether no smaller set does it: always proven where one sum of weeks decides; where all readings
     *                 must rise together, proven up to three deals
     */
    public record Change(Label to, List<Retag> deals, boolean smallest) {}

    /**
     * Where one sum over weeks decides, taking the largest deals first is exact: no other deals of the same number move
     * that sum further. A label that several sums decide alone is lost by the cheapest of them. The one label that all
     * sums must earn together is searched by {@link JointSearch}. Every answer is checked by computing the label anew.
     *
     * @param postings all that count in the weeks of the verdict, in any order
     */
    public static Sensitivity of(Verdict verdict, Definition definition, Collection<Posting> postings, FxRates rates) {
        var search = new Search(verdict, definition, List.copyOf(postings), rates);
        return new Sensitivity(verdict.label(), search.weaker(), search.stronger());
    }

    private record Search(Verdict verdict, Definition definition, List<Posting> postings, FxRates rates) {
        @Nullable
        Change weaker() {
            Window half = window(verdict.r26());
            return switch (verdict.label()) {
                case PARTNER_LED, MAJORITY_MISALIGNED -> {
                    Change best = lose(half, Fraction.HALF, false);
                    for (ShareSeries.Reading reading : verdict.r13()) {
                        best = fewer(best, lose(window(reading), Fraction.HALF, false));
                    }
                    yield best;
                }
                case MAJORITY_UNSUSTAINED -> lose(half, Fraction.HALF, false);
                case TRANSITION -> lose(half, Fraction.of(2, 5), true);
                case INFLUENCED_AT_BEST -> checked(half.deals().stream()
                        .filter(deal -> deal.tag() != Tag.DIRECT)
                        .map(deal -> deal.as(Tag.DIRECT)).sorted(LARGEST_FIRST).toList(), true);
                case DIRECT_LED, INSUFFICIENT_DATA -> null;
            };
        }

        @Nullable
        Change stronger() {
            Window half = window(verdict.r26());
            return switch (verdict.label()) {
                case MAJORITY_UNSUSTAINED -> jointly();
                case TRANSITION -> gain(half, Fraction.HALF, true);
                case INFLUENCED_AT_BEST -> gain(half, Fraction.of(2, 5), false);
                case DIRECT_LED -> checked(half.candidates(false).stream().limit(1).toList(), true);
                case PARTNER_LED, MAJORITY_MISALIGNED, INSUFFICIENT_DATA -> null;
            };
        }

        private @Nullable Change jointly() {
            List<Window> windows = verdict.r13().stream().map(this::window).toList();
            if (windows.stream().anyMatch(window -> window.totals().share() == null)) {
                return null; // a reading without revenue stays without a share whatever the tags are
            }
            JointSearch.Found found = JointSearch.of(windows);
            return found == null ? null : checked(found.deals(), found.smallest());
        }

        /** The largest sourced deals whose loss brings the share to the threshold, or below it where that is needed. */
        private @Nullable Change lose(Window window, Fraction threshold, boolean below) {
            Fraction excess = Fraction.of(window.totals().sourced())
                    .minus(threshold.times(Fraction.of(window.totals().total())));
            return checked(prefix(window.candidates(true), excess, below), true);
        }

        private @Nullable Change gain(Window window, Fraction threshold, boolean above) {
            Fraction lacking = threshold.times(Fraction.of(window.totals().total()))
                    .minus(Fraction.of(window.totals().sourced()));
            return checked(prefix(window.candidates(false), lacking, above), true);
        }

        private static List<Retag> prefix(List<Retag> largestFirst, Fraction needed, boolean more) {
            Fraction moved = Fraction.ZERO;
            for (int count = 0; count < largestFirst.size(); count++) {
                moved = moved.plus(Fraction.of(largestFirst.get(count).amount()));
                int enough = moved.compareTo(needed);
                if (more ? enough > 0 : enough >= 0) {
                    return largestFirst.subList(0, count + 1);
                }
            }
            return List.of();
        }

        /** The change that these deals make; null where they make none, or only leave the share without a value. */
        private @Nullable Change checked(List<Retag> deals, boolean smallest) {
            Map<String, Tag> tags = deals.stream().collect(Collectors.toMap(Retag::opportunityId, Retag::to));
            List<Posting> retagged = postings.stream().map(posting -> posting.taggedAs(
                    tags.getOrDefault(posting.opportunityId(), posting.tag()))).toList();
            Label to = verdict.over(ShareSeries.of(definition, retagged, rates)).label();
            return to == verdict.label() || to == Label.INSUFFICIENT_DATA
                    ? null
                    : new Change(to, deals.stream().sorted(LARGEST_FIRST).toList(), smallest);
        }

        private Window window(ShareSeries.Reading reading) {
            return Window.of(reading, definition, postings, rates);
        }

        private static @Nullable Change fewer(@Nullable Change one, @Nullable Change other) {
            if (one == null || other == null) {
                return one == null ? other : one;
            }
            return other.deals().size() < one.deals().size() ? other : one;
        }
    }

    /** What each deal adds to some weeks. */
    record Window(Totals totals, List<DealSum> deals) {
        record DealSum(String opportunityId, Tag tag, BigDecimal amount) {
            Retag as(Tag other) {
                return new Retag(opportunityId, tag, other, amount);
            }
        }

        static Window of(ShareSeries.Reading reading, Definition definition, List<Posting> postings, FxRates rates) {
            var byDeal = postings.stream().filter(posting -> reading.covers(definition.weekOf(posting)))
                    .collect(Collectors.groupingBy(Posting::opportunityId));
            return new Window(reading.totals(), byDeal.entrySet().stream().map(deal -> new DealSum(deal.getKey(),
                    deal.getValue().getFirst().tag(),
                    deal.getValue().stream().map(posting -> definition.totalsOf(posting, rates).total())
                            .reduce(BigDecimal.ZERO, BigDecimal::add)))
                    .toList());
        }

        /** The deals that move the share if they lose (or win) the tag sourced, largest first. */
        List<Retag> candidates(boolean sourced) {
            return deals.stream().filter(deal -> deal.amount().signum() > 0)
                    .filter(deal -> (deal.tag() == Tag.SOURCED) == sourced)
                    .map(deal -> deal.as(sourced ? Tag.DIRECT : Tag.SOURCED)).sorted(LARGEST_FIRST).toList();
        }

        /** How much more must be sourced than is now to reach one half exactly. */
        BigDecimal lackingToHalf() {
            return Fraction.HALF.times(Fraction.of(totals.total())).toDecimal(totals.total().scale() + 1)
                    .subtract(totals.sourced());
        }
    }
}
