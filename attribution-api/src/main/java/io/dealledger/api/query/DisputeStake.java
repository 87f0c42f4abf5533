package io.dealledger.api.query;

import static io.dealledger.api.query.ShareAnswer.plain;

import io.dealledger.api.query.DisputeAnswer.Reading;
import io.dealledger.api.query.DisputeAnswer.Stake;
import io.dealledger.api.query.ShareAnswer.Bounds;
import io.dealledger.attribution.Tag;
import io.dealledger.json.RecordJson;
import io.dealledger.money.Fraction;
import io.dealledger.projections.engine.AsOf;
import io.dealledger.projections.share.ShareReading;
import io.dealledger.projections.share.ShareReading.Disputed;
import io.dealledger.projections.share.ShareView;
import io.dealledger.share.Definition;
import io.dealledger.share.DisputeBounds;
import io.dealledger.share.Totals;
import io.dealledger.share.Week;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What an open dispute could move: in its week, and in the quarter and the half year that end with it. */
@Component
class DisputeStake {
    private static final List<Integer> WINDOWS = List.of(1, 13, 26);

    private final Views views;

    DisputeStake(Views views) {
        this.views = views;
    }

    /** Null where the deal counts nowhere or the dispute is not open. */
    @Nullable
    Stake of(DisputeFacts facts, AsOf asOf) {
        Instant closedAt = facts.dispute().closedAt();
        if (closedAt == null) {
            return null;
        }
        Definition definition = views.at(ShareView.VIEW, asOf, (sql, _) -> ShareView.standard(sql, asOf));
        Week week = definition.calendar().weekOf(LocalDate.ofInstant(closedAt, definition.zone()));
        if (week == null) {
            return null;
        }
        Week first = definition.calendar().upTo(week, WINDOWS.getLast()).getFirst();
        ShareReading reading = views.at(ShareView.VIEW, asOf, (sql, moment) -> ShareView.read(sql, definition, asOf,
                moment.reflected(), first, week, null));
        for (Disputed deal : reading.disputed()) {
            if (deal.opportunityId().equals(facts.dispute().opportunityId())) {
                return stake(facts.dispute().disputeId(), deal, reading, week);
            }
        }
        return null;
    }

    private static @Nullable Stake stake(String disputeId, Disputed deal, ShareReading reading, Week week) {
        Tag claimed = deal.claimed().get(disputeId);
        if (claimed == null) {
            return null;
        }
        Definition definition = reading.whole().definition();
        var readings = new ArrayList<Reading>();
        for (int count : WINDOWS) {
            DisputeBounds bounds = reading.bounds(week, count);
            var rolling = reading.whole().rolling(week, count);
            Totals upheld = rolling.totals().moved(deal.tag(), claimed, within(deal, rolling.first(), week));
            readings.add(new Reading(rolling.first().label(), week.label(), count, Fraction.show(rolling.share()),
                    Fraction.show(upheld.share()), bounds == null ? null : Bounds.of(bounds)));
        }
        return new Stake(definition.id(), RecordJson.word(deal.tag()), RecordJson.word(claimed),
                plain(within(deal, week, week)), definition.currency().getCurrencyCode(), readings);
    }

    private static BigDecimal within(Disputed deal, Week first, Week last) {
        return deal.byWeek().entrySet().stream()
                .filter(each -> each.getKey().compareTo(first) >= 0 && each.getKey().compareTo(last) <= 0)
                .map(Map.Entry::getValue).map(Totals::total).reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
