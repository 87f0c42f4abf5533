package io.dealledger.api.query;

import io.dealledger.api.problem.ProblemException;
import io.dealledger.api.query.ReplayAnswer.DealMoved;
import io.dealledger.api.query.ReplayAnswer.Decided;
import io.dealledger.api.query.ReplayAnswer.Moved;
import io.dealledger.api.query.ReplayAnswer.PartyMoved;
import io.dealledger.api.query.ReplayAnswer.Side;
import io.dealledger.api.query.ReplayAnswer.WeekMoved;
import io.dealledger.attribution.Decision;
import io.dealledger.attribution.Tag;
import io.dealledger.json.RecordJson;
import io.dealledger.money.Fraction;
import io.dealledger.money.FxRates;
import io.dealledger.projections.engine.AsOf;
import io.dealledger.share.Definition;
import io.dealledger.share.Posting;
import io.dealledger.share.ShareSeries;
import io.dealledger.share.Totals;
import io.dealledger.share.Week;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What decisions under another policy move, in money, beside those on record. */
public final class ReplayComparison {
    private static final String NOBODY = "";

    private final Range range;
    private final Map<String, Decision> recorded;
    private final Map<String, Decision> replayed;

    public ReplayComparison(Range range, Collection<Decision> recorded, Collection<Decision> replayed) {
        this.range = range;
        this.recorded = byDeal(recorded);
        this.replayed = byDeal(replayed);
    }

    private static Map<String, Decision> byDeal(Collection<Decision> decisions) {
        var byDeal = new TreeMap<String, Decision>();
        decisions.forEach(decision -> byDeal.put(decision.deal().opportunityId(), decision));
        return byDeal;
    }

    /** The week of an instant; null for none, or where the calendar does not reach back so far. */
    public static @Nullable Week week(@Nullable Instant instant, Definition definition) {
        return instant == null
                ? null
                : definition.calendar().weekOf(LocalDate.ofInstant(instant, definition.zone()));
    }

    /** The last week that had ended. */
    public static Week lastEnded(Definition definition, AsOf asOf) {
        return ShareResource.lastEnded(definition, asOf);
    }

    /** The answer to {@code POST /v1/replays} as a JSON tree, with every deal that it decides otherwise. */
    public Map<String, @Nullable Object> members(String policy) {
        return RecordJson.write(answer(policy, null, Integer.MAX_VALUE));
    }

    /** @param from null: no week before {@code to} holds anything */
    public record Range(Definition definition, AsOf asOf, FxRates rates, Week to, @Nullable Week from) {
        public Range {
            if (from != null && from.compareTo(to) > 0) {
                throw ProblemException.badParameter("from", from.label(), "a week not after " + to.label());
            }
        }

        Week first() {
            return from == null ? to : from;
        }

        List<Posting> postings(@Nullable Decision decision) {
            return decision == null
                    ? List.of()
                    : definition.scope().postings(decision, definition.currency()).stream().filter(posting -> {
                        Week week = definition.weekOf(posting);
                        return week != null && week.compareTo(first()) >= 0 && week.compareTo(to) <= 0;
                    }).toList();
        }

        Totals totals(@Nullable Decision decision) {
            return postings(decision).stream().map(posting -> definition.totalsOf(posting, rates))
                    .reduce(Totals.zero(definition.currency()), Totals::plus);
        }

        ShareSeries series(Collection<Decision> decisions) {
            return ShareSeries.of(definition, decisions.stream().flatMap(each -> postings(each).stream()).toList(),
                    rates);
        }
    }

    ReplayAnswer answer(String policy, @Nullable String after, int limit) {
        ShareSeries before = range.series(recorded.values());
        ShareSeries now = range.series(replayed.values());
        List<Decision> changed = replayed.values().stream().filter(this::isChanged).toList();
        List<Decision> listed = changed.stream()
                .filter(decision -> after == null || decision.deal().opportunityId().compareTo(after) > 0)
                .limit(limit).toList();
        Totals all = sum(before);
        Totals allNow = sum(now);
        boolean more = !listed.isEmpty() && !listed.getLast().equals(changed.getLast());
        return new ReplayAnswer(range.definition().id(), policy, range.asOf().at(), range.asOf().position(),
                range.definition().currency().getCurrencyCode(), range.first().label(), range.to().label(),
                Side.of(all), Side.of(allNow), Moved.between(all, allNow), changed.size(), weeks(before, now),
                moved(ReplayComparison::partners), moved(ReplayComparison::seller),
                listed.stream().map(this::deal).toList(),
                more ? listed.getLast().deal().opportunityId() : null);
    }

    private boolean isChanged(Decision now) {
        Decision before = recorded.get(now.deal().opportunityId());
        return before == null || before.tag() != now.tag() || !before.sourcedBy().equals(now.sourcedBy())
                || !before.influencedBy().equals(now.influencedBy())
                || !before.originCredit().equals(now.originCredit())
                || !before.refundRule().equals(now.refundRule());
    }

    private Totals sum(ShareSeries series) {
        return series.byWeek().values().stream().reduce(Totals.zero(range.definition().currency()), Totals::plus);
    }

    private static List<WeekMoved> weeks(ShareSeries before, ShareSeries now) {
        var weeks = new TreeSet<>(before.byWeek().keySet());
        weeks.addAll(now.byWeek().keySet());
        return weeks.stream().filter(week -> !before.week(week).equals(now.week(week)))
                .map(week -> WeekMoved.of(week.label(), before.week(week), now.week(week))).toList();
    }

    private DealMoved deal(Decision now) {
        Decision before = recorded.get(now.deal().opportunityId());
        Totals totals = range.totals(now);
        return new DealMoved(now.deal().opportunityId(), now.deal().accountId(), now.deal().ownerAe(),
                totals.total().toPlainString(), Moved.between(range.totals(before), totals),
                before == null ? null : Decided.recorded(before), Decided.of(now));
    }

    /** What a deal adds to whom. */
    private List<PartyMoved> moved(Function<Decision, Map<String, Fraction>> parts) {
        Map<String, Fraction> before = sums(recorded.values(), parts);
        Map<String, Fraction> now = sums(replayed.values(), parts);
        var parties = new TreeSet<>(before.keySet());
        parties.addAll(now.keySet());
        var moved = new ArrayList<PartyMoved>();
        for (String party : parties) {
            Fraction was = before.getOrDefault(party, Fraction.ZERO);
            Fraction is = now.getOrDefault(party, Fraction.ZERO);
            if (was.compareTo(is) != 0) {
                moved.add(ReplayAnswer.party(party, was, is, range.definition().currency()));
            }
        }
        return moved;
    }

    private Map<String, Fraction> sums(Collection<Decision> decisions,
            Function<Decision, Map<String, Fraction>> parts) {
        var sums = new TreeMap<String, Fraction>();
        for (Decision decision : decisions) {
            Fraction total = Fraction.of(range.totals(decision).total());
            parts.apply(decision).forEach((party, part) -> sums.merge(party, total.times(part), Fraction::plus));
        }
        return sums;
    }

    /** Each party's part of the origin; none of a deal that is not won. */
    private static Map<String, Fraction> partners(Decision decision) {
        var parts = new TreeMap<String, Fraction>();
        BigDecimal amount = decision.deal().amount();
        decision.originCredit().forEach((party, credit) -> {
            Fraction part = amount == null ? null : Fraction.ratio(credit, amount);
            parts.put(party, part == null ? Fraction.ZERO : part);
        });
        return parts;
    }

    private static Map<String, Fraction> seller(Decision decision) {
        return decision.tag() == Tag.SOURCED
                ? Map.of(Objects.requireNonNullElse(decision.deal().ownerAe(), NOBODY), Fraction.ONE)
                : Map.of();
    }
}
