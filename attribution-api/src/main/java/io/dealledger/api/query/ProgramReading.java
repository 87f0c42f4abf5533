package io.dealledger.api.query;

import io.dealledger.api.problem.ProblemException;
import io.dealledger.api.query.Views.When;
import io.dealledger.program.Evidence;
import io.dealledger.program.TimeSpan;
import io.dealledger.projections.engine.AsOf;
import io.dealledger.projections.share.ShareView;
import io.dealledger.share.Basis;
import io.dealledger.share.Definition;
import io.dealledger.share.Scope;
import io.dealledger.share.Week;
import io.dealledger.share.WeekCalendar;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Reads what every question about the programme says, and gathers what it is answered from. */
@Component
class ProgramReading {
    static final String TO = "Last week, e.g. 2026-W15. Default: the last one that had ended";
    static final String WEEKS = "How many weeks. Default: 26";
    private static final int MOST_WEEKS = 520;
    private static final int HALF_YEAR = 26;

    private final Views views;
    private final EvidenceReading evidence;

    ProgramReading(Views views, EvidenceReading evidence) {
        this.views = views;
        this.evidence = evidence;
    }

    /** What a caller says. */
    record Asked(@Nullable String to, @Nullable String weeks, When when, @Nullable String policy,
            @Nullable String definition) {}

    /** @param span the weeks asked about, in the definition's zone */
    record Read(About about, Definition definition, AsOf asOf, TimeSpan span, Evidence evidence) {
        /** When what stands at a moment is looked at. */
        Instant at() {
            return span.until();
        }
    }

    private record Settled(Definition definition, AsOf asOf) {}

    Read read(Asked asked) {
        int count = Parameters.integer("weeks", asked.weeks(), HALF_YEAR, 1, MOST_WEEKS);
        Settled settled = views.ask(ShareView.VIEW, asked.when(), (sql, moment) -> new Settled(
                new Definitions(asked.definition(), null, null, null).of(ShareView.standard(sql, moment.asOf()),
                        Scope.NEW_REVENUE),
                moment.asOf()));
        Definition definition = settled.definition();
        AsOf asOf = settled.asOf();
        if (definition.basis() != Basis.VENDOR_NET) {
            throw ProblemException.badParameter("definition", definition.id(),
                    "a definition of basis vendor_net: costs and credits are in no other");
        }
        Week last = asked.to() == null
                ? ShareResource.lastEnded(definition, asOf)
                : Parameters.week("to", asked.to(), definition.calendar());
        List<Week> weeks = ShareShown.reachable(definition.calendar(), last, count);
        var span = new TimeSpan(WeekCalendar.startOf(weeks.getFirst(), definition.zone()),
                WeekCalendar.endOf(last, definition.zone()));
        var about = new About(definition.id(), asked.policy() == null ? ShareShown.GOVERNING : asked.policy(),
                asked.policy() != null, asOf.position() < 0 ? null : asOf.at(), asOf.position(),
                definition.currency().getCurrencyCode(), weeks.getFirst().label(), last.label(), weeks.size(),
                !asOf.at().isBefore(span.until()));
        return new Read(about, definition, asOf, span, evidence.at(asOf, asked.policy(), definition));
    }
}
