package io.dealledger.api.query;

import io.dealledger.api.store.LedgerStore;
import io.dealledger.projections.engine.AsOf;
import io.dealledger.projections.share.ShareReading;
import io.dealledger.projections.share.ShareView;
import io.dealledger.projections.waiting.WaitingView;
import io.dealledger.share.Definition;
import io.dealledger.share.Week;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The share as it stands: the week that runs and the one before it, with the quarter and the half year up to now. */
@Component
class StandingShare {
    private static final int SHOWN = 2;
    private static final int REACH = SHOWN + 25;

    private final Views views;
    private final LedgerStore ledger;
    private final InstantSource clock;
    private final FeedReading feeds;

    StandingShare(Views views, LedgerStore ledger, InstantSource ledgerClock, FeedReading feeds) {
        this.views = views;
        this.ledger = ledger;
        this.clock = ledgerClock;
        this.feeds = feeds;
    }

    /** Waits for the read models to have folded all that is durable. Null where the calendar does not reach today. */
    @Nullable
    ShareAnswer now() {
        Instant now = clock.instant();
        Instant last = ledger.lastRecorded();
        var asOf = new AsOf(ledger.head(), now.isAfter(last) ? now : last);
        Definition definition = views.at(ShareView.VIEW, asOf, (sql, _) -> ShareView.standard(sql, asOf));
        Week week = definition.calendar().weekOf(LocalDate.ofInstant(asOf.at(), definition.zone()));
        if (week == null) {
            return null;
        }
        Week first = ShareShown.reachable(definition.calendar(), week, REACH).getFirst();
        ShareReading reading = views.at(ShareView.VIEW, asOf, (sql, moment) -> ShareView.read(sql, definition, asOf,
                moment.reflected(), first, week, null));
        var shown = new ShareShown(reading, null, ShareShown.reachable(definition.calendar(), week, SHOWN), asOf, null,
                Map.of(), feeds.at(asOf));
        return shown.json(views.at(WaitingView.VIEW, asOf, (sql, _) -> WaitingView.counts(sql, asOf)));
    }
}
