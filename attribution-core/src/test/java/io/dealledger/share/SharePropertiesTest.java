package io.dealledger.share;

import static io.dealledger.attribution.Tag.SOURCED;
import static io.dealledger.share.GeneratedDeals.RATES;
import static org.assertj.core.api.Assertions.assertThat;

import io.dealledger.attribution.Decision;
import io.dealledger.attribution.Tag;
import io.dealledger.money.MinorUnits;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Currency;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.PropertyDefaults;
import net.jqwik.api.Provide;

@PropertyDefaults(tries = 400)
class SharePropertiesTest {
    private static final Week LAST = new IsoWeeks().parse("2026-W52");

    @Provide
    Arbitrary<List<Decision>> decisions() {
        return GeneratedDeals.decisions();
    }

    @Provide
    Arbitrary<Definition> definitions() {
        return Combinators.combine(Arbitraries.of(Basis.class), Arbitraries.of(Scope.class),
                Arbitraries.of(WeekCalendar.of("iso_week"), WeekCalendar.of("4-4-5@FY25@2025-01-01@2025-12-31")),
                Arbitraries.of("UTC", "America/Los_Angeles", "Pacific/Auckland", "Asia/Kathmandu").map(ZoneId::of))
                .as((basis, scope, calendar, zone) -> new Definition(basis, scope, calendar, zone, Deals.USD));
    }

    /** By deal, by week and over all: what is counted is what the postings are worth, each rounded by itself. */
    @Property
    void bucketsAddUpToWhatWasPostedToTheMinorUnit(@ForAll("decisions") List<Decision> decisions,
            @ForAll("definitions") Definition definition) {
        var byWeek = new TreeMap<Week, BigDecimal>();
        for (Posting posting : postings(decisions, definition)) {
            BigDecimal worth = worth(posting, definition);
            byWeek.merge(weekOf(posting, definition), worth, BigDecimal::add);
            Totals totals = definition.totalsOf(posting, RATES);
            assertThat(totals.total()).isEqualTo(worth);
            assertThat(List.of(totals.sourced(), totals.influenced(), totals.direct()))
                    .filteredOn(bucket -> bucket.signum() != 0).hasSizeLessThanOrEqualTo(1);
        }
        var series = ShareSeries.of(definition, postings(decisions, definition), RATES);

        assertThat(series.byWeek().keySet()).isEqualTo(byWeek.keySet());
        byWeek.forEach((week, worth) -> {
            Totals totals = series.week(week);
            assertThat(totals.total()).isEqualTo(worth);
            assertThat(totals.sourced().add(totals.influenced()).add(totals.direct())).isEqualTo(worth);
        });
    }

    @Property
    void nativeAmountsAddUpInEveryCurrency(@ForAll("decisions") List<Decision> decisions) {
        for (Currency currency : GeneratedDeals.CURRENCIES) {
            BigDecimal booked = BigDecimal.ZERO;
            BigDecimal posted = BigDecimal.ZERO;
            for (Decision decision : decisions) {
                List<Posting> postings = Postings.of(decision);
                if (!postings.isEmpty() && currency.equals(decision.deal().currency())) {
                    booked = booked.add(Objects.requireNonNull(decision.deal().amount()));
                    for (var refund : decision.deal().refunds()) {
                        booked = booked.subtract(refund.amount());
                    }
                    posted = posted.add(sum(postings));
                }
            }
            assertThat(posted).isEqualByComparingTo(booked);
        }
    }

    @Property
    void theOrderOfPostingsIsNoMatter(@ForAll("decisions") List<Decision> decisions,
            @ForAll("definitions") Definition definition, @ForAll Random random) {
        List<Posting> postings = postings(decisions, definition);
        var shuffled = new ArrayList<>(postings);
        Collections.shuffle(shuffled, random);

        assertThat(ShareSeries.of(definition, shuffled, RATES)).isEqualTo(ShareSeries.of(definition, postings, RATES));
    }

    @Property
    void rollingIsTheSumOfItsWeeks(@ForAll("decisions") List<Decision> decisions,
            @ForAll("definitions") Definition definition) {
        var series = ShareSeries.of(definition.with(new IsoWeeks()), postings(decisions, definition), RATES);
        var reading = series.rolling(LAST, 80);
        Totals sum = series.byWeek().values().stream().reduce(Totals.zero(Deals.USD), Totals::plus);

        assertThat(reading.totals()).isEqualTo(sum);
        assertThat(series.rolling(LAST, 26).totals().plus(
                series.rolling(new IsoWeeks().parse("2026-W26"), 54).totals())).isEqualTo(sum);
    }

    @Property
    void theZoneMovesDealsBetweenWeeksAndNeverTheirValue(@ForAll("decisions") List<Decision> decisions,
            @ForAll("definitions") Definition definition) {
        Definition utc = definition.with(ZoneId.of("UTC")).with(new IsoWeeks());
        Definition elsewhere = definition.with(new IsoWeeks());

        assertThat(all(decisions, elsewhere)).isEqualTo(all(decisions, utc));
    }

    @Property
    void segmentsAddUpToTheWhole(@ForAll("decisions") List<Decision> decisions,
            @ForAll("definitions") Definition definition) {
        List<Posting> postings = postings(decisions, definition);
        var parts = ShareSeries.by(Posting::segment, "unstated", definition, postings, RATES);
        var whole = ShareSeries.of(definition, postings, RATES);

        whole.byWeek().forEach((week, totals) -> assertThat(parts.values().stream().map(part -> part.week(week))
                .reduce(Totals.zero(Deals.USD), Totals::plus)).isEqualTo(totals));
    }

    /** Every subset of the contested deals, each under each of its claims: the bounds are the extremes of all. */
    @Property
    void disputeBoundsAreTheExtremesOfAllOutcomes(@ForAll("decisions") List<Decision> decisions,
            @ForAll("definitions") Definition definition) {
        Definition iso = definition.with(new IsoWeeks());
        Totals standing = all(decisions, iso);
        List<DisputeBounds.Contested> contested = DisputeBounds.contested(decisions, iso, RATES, whole(decisions, iso));
        var some = contested.subList(0, Math.min(contested.size(), 7));
        var outcomes = new ArrayList<>(List.of(standing));
        for (var deal : some) {
            for (Totals outcome : List.copyOf(outcomes)) {
                for (Tag tag : deal.claimed()) {
                    outcomes.add(outcome.moved(deal.tag(), tag, deal.amount()));
                }
            }
        }
        DisputeBounds bounds = DisputeBounds.of(standing, some);

        assertThat(bounds.low().sourced()).isEqualTo(
                Collections.min(outcomes.stream().map(Totals::sourced).toList()));
        assertThat(bounds.high().sourced()).isEqualTo(
                Collections.max(outcomes.stream().map(Totals::sourced).toList()));
        assertThat(List.of(bounds.low().total(), bounds.high().total())).containsOnly(standing.total());
    }

    @Property
    void aDealUnderAnotherTagMovesItsWholeAmount(@ForAll("decisions") List<Decision> decisions,
            @ForAll("definitions") Definition definition) {
        Definition iso = definition.with(new IsoWeeks());
        for (var deal : DisputeBounds.contested(decisions, iso, RATES, whole(decisions, iso))) {
            Totals without = all(decisions.stream()
                    .filter(decision -> !decision.deal().opportunityId().equals(deal.opportunityId())).toList(), iso);
            assertThat(without.plus(SOURCED, deal.amount()))
                    .isEqualTo(all(decisions, iso).moved(deal.tag(), SOURCED, deal.amount()));
        }
    }

    private static Totals all(Collection<Decision> decisions, Definition definition) {
        return whole(decisions, definition).totals();
    }

    private static ShareSeries.Reading whole(Collection<Decision> decisions, Definition definition) {
        return ShareSeries.of(definition, postings(decisions, definition), RATES).rolling(LAST, 80);
    }

    private static List<Posting> postings(Collection<Decision> decisions, Definition definition) {
        return decisions.stream().flatMap(decision -> definition.scope().postings(decision, Deals.USD).stream())
                .filter(posting -> definition.weekOf(posting) != null).toList();
    }

    private static Week weekOf(Posting posting, Definition definition) {
        return Objects.requireNonNull(definition.weekOf(posting));
    }

    /** A second way to the converted amount: divide once, at the end. */
    private static BigDecimal worth(Posting posting, Definition definition) {
        var rate = Objects.requireNonNull(RATES.rate(posting.currency(), Deals.USD, posting.fxDate()));
        return posting.amount(definition.basis()).multiply(new BigDecimal(rate.numerator()))
                .divide(new BigDecimal(rate.denominator()), MinorUnits.digits(Deals.USD), RoundingMode.HALF_EVEN);
    }

    private static BigDecimal sum(Collection<Posting> postings) {
        return postings.stream().map(Posting::net).reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
