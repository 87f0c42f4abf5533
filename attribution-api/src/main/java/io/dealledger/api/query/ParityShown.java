package io.dealledger.api.query;

import io.dealledger.api.query.ParityAnswer.DealRow;
import io.dealledger.api.query.ParityAnswer.Gate;
import io.dealledger.api.query.ParityAnswer.Group;
import io.dealledger.api.query.ParityAnswer.Listed;
import io.dealledger.api.query.ParityAnswer.NotJudged;
import io.dealledger.api.query.ParityAnswer.Observed;
import io.dealledger.api.query.ParityAnswer.Pay;
import io.dealledger.api.query.ParityAnswer.Unjudged;
import io.dealledger.fact.CalendarPeriod;
import io.dealledger.json.RecordJson;
import io.dealledger.parity.ParityBooks;
import io.dealledger.parity.ParityDeal;
import io.dealledger.parity.PlanSimulation.SimulatedDeal;
import io.dealledger.parity.PlanSimulation.Unplanned;
import io.dealledger.parity.WonDeal;
import io.dealledger.projections.engine.AsOf;
import io.dealledger.share.Definition;
import io.dealledger.share.GateReading;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;

/**
 * Parity as it is shown.
 *
 * @param books      the deals asked for
 * @param periodName of the close, as asked
 * @param policy     under which all was decided, for a what-if; null: each deal's own
 * @param dealByDeal whether the deals are wanted one by one
 */
record ParityShown(ParityBooks books, Definition definition, AsOf asOf, @Nullable String policy, String periodName,
        CalendarPeriod period, ParityBy by, ParityNumbers numbers, boolean dealByDeal) {
    private static final int MOST_LISTED = 1_000;
    private static final Pay NOTHING = new Pay("", null, null, null, null, "");

    ParityAnswer json() {
        List<Group> groups = groups();
        Group company = company();
        return new ParityAnswer(definition.id(), policy == null ? ShareShown.GOVERNING : policy, policy != null,
                asOf.position() < 0 ? null : asOf.at(), asOf.position(), definition.currency().getCurrencyCode(),
                periodName, period.from(), period.until(), RecordJson.word(by), numbers.k(),
                gate(company.suppressed()), company, groups, notJudged(), dealByDeal ? deals() : null);
    }

    private List<Group> groups() {
        SortedMap<String, ParityBooks> apart = apart(by);
        ParityHiding hiding = ParityHiding.of(apart, numbers.k());
        var groups = new ArrayList<Group>();
        apart.forEach((value, group) -> {
            String name = value.equals(ParityBy.UNSTATED) ? null : value;
            groups.add(hiding.hides(value)
                    ? Group.suppressed(RecordJson.word(by), name)
                    : numbers.group(RecordJson.word(by), name, group, by == ParityBy.PLAN
                            ? ParityNumbers.components(value, group.simulation().deals())
                            : List.of()));
        });
        return groups;
    }

    private SortedMap<String, ParityBooks> apart(ParityBy dimension) {
        return books.by(dimension.of(books));
    }

    private Group company() {
        boolean hidden = ParityHiding.of(Map.of("", books), numbers.k()).hides("")
                || ParityHiding.of(apart(by), numbers.k()).hidesTotal();
        return hidden ? Group.suppressed(null, null) : numbers.group(null, null, books, List.of());
    }

    /** Its words name plans and what they pay for partner deals. */
    private Gate gate(boolean companySuppressed) {
        GateReading reading = books.gate();
        SortedMap<String, ParityBooks> plans = apart(ParityBy.PLAN);
        boolean hidden = companySuppressed || ParityHiding.of(plans, numbers.k()).hidesAny()
                || plans.values().stream().anyMatch(plan -> plan.hasThinSide(numbers.k()));
        return new Gate(RecordJson.word(reading.state()), hidden ? null : reading.words());
    }

    private NotJudged notJudged() {
        return new NotJudged(listed(books.simulation().unplanned(), ParityShown::unplanned),
                listed(books.deals().ownerless(),
                        deal -> unjudged(deal, "no seller owns it, and not exactly one was paid for it")),
                listed(books.deals().withoutRate(), deal -> unjudged(deal, "no exchange rate into "
                        + definition.currency().getCurrencyCode() + " is known for " + deal.fxDate())));
    }

    private static Unjudged unplanned(Unplanned each) {
        ParityDeal deal = each.deal();
        return new Unjudged(deal.opportunityId(), RecordJson.word(deal.tag()), deal.closedAt(), each.reason());
    }

    private static Unjudged unjudged(WonDeal deal, String reason) {
        return new Unjudged(deal.opportunityId(), RecordJson.word(deal.tag()), deal.closedAt(), reason);
    }

    private static <T, R> Listed<R> listed(List<T> all, Function<T, R> shown) {
        return new Listed<>(all.size(), all.stream().limit(MOST_LISTED).map(shown).toList());
    }

    private Listed<DealRow> deals() {
        boolean suppressed = numbers.k() > 1;
        List<SimulatedDeal> retained = books.simulation().retained(books.currency()).deals();
        var rows = new ArrayList<DealRow>();
        Iterator<SimulatedDeal> kept = retained.iterator();
        for (SimulatedDeal each : books.simulation().deals().stream().limit(MOST_LISTED).toList()) {
            rows.add(row(each, kept.next(), suppressed));
        }
        return new Listed<>(retained.size(), rows);
    }

    private static DealRow row(SimulatedDeal earned, SimulatedDeal kept, boolean suppressed) {
        ParityDeal deal = earned.deal();
        return new DealRow(deal.opportunityId(), RecordJson.word(deal.tag()), deal.closedAt(),
                deal.customerPrice().toPlainString(), deal.vendorNet().toPlainString(), earned.planId(), suppressed,
                suppressed ? null : deal.aeId(), suppressed ? null : earned.actual().toPlainString(),
                suppressed ? null : earned.ifDirect().toPlainString(),
                suppressed ? null : kept.actual().toPlainString(),
                suppressed ? null : kept.ifDirect().toPlainString(),
                suppressed ? null : deal.earned().toPlainString());
    }

    ResponseEntity<Object> csv() {
        var table = new CsvTable("by", "value", "suppressed", "sellers", "deals", "partner_deals", "actual_total",
                "if_direct_total", "partner_pay_if_direct", "gap", "index", "verdict", "retained_gap", "retained_index",
                "retained_verdict", "effective_rate", "crude_ratio", "standardised_ratio", "simpson_reversal",
                "observed_verdict", "interval_verdict", "delay_gap_days");
        Stream.concat(Stream.of(company()), groups().stream()).forEach(group -> add(table, group));
        return table.answer(null);
    }

    private static void add(CsvTable table, Group group) {
        Pay earned = Objects.requireNonNullElse(group.earned(), NOTHING);
        Pay retained = Objects.requireNonNullElse(group.retained(), NOTHING);
        Observed observed = group.observed();
        table.add(group.by() == null ? "company" : group.by(), CsvTable.text(group.value()), group.suppressed(),
                group.sellers(), group.deals(), group.partnerDeals(), earned.actualTotal(), earned.ifDirectTotal(),
                earned.partnerPayIfDirect(), earned.gap(), earned.index(), earned.verdict(), retained.gap(),
                retained.index(), retained.verdict(), observed == null ? null : observed.effectiveRate(),
                observed == null ? null : observed.crudeRatio(),
                observed == null ? null : observed.standardisedRatio(),
                observed == null ? null : observed.simpsonReversal(), observed == null ? null : observed.verdict(),
                group.interval() == null ? null : group.interval().verdict(),
                group.timing() == null ? null : group.timing().delayGapDays());
    }
}
