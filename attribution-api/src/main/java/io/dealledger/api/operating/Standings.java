package io.dealledger.api.operating;

import io.dealledger.projections.engine.Checkpoint;
import io.dealledger.projections.engine.FoldingProcessor;
import io.dealledger.projections.engine.LedgerEntry;
import io.dealledger.projections.engine.LedgerTail;
import io.dealledger.projections.engine.ViewReader;
import io.dealledger.projections.engine.ViewState;
import io.dealledger.projections.engine.ViewStatus;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** How the views stand that this node is asked about: those that it folds, and by their checkpoints those that others fold. */
final class Standings {
    private final List<FoldingProcessor> processors;
    private final List<String> asked;
    private final ViewReader views;
    private final LedgerTail ledger;
    private final InstantSource clock;

    /** @param asked views that this node answers from, whoever folds them */
    Standings(List<FoldingProcessor> processors, List<String> asked, ViewReader views, LedgerTail ledger,
            InstantSource clock) {
        this.processors = processors;
        this.asked = asked;
        this.views = views;
        this.ledger = ledger;
        this.clock = clock;
    }

    List<ViewStatus> now() {
        var standings = new ArrayList<ViewStatus>();
        for (FoldingProcessor processor : processors) {
            ViewStatus own = processor.status();
            standings.add(own.state() == ViewState.STANDING_BY && asked.contains(own.view())
                    ? byCheckpoint(own.view(), own.state())
                    : own);
        }
        asked.stream().filter(view -> processors.stream().noneMatch(each -> each.getName().equals(view)))
                .forEach(view -> standings.add(byCheckpoint(view, ViewState.ELSEWHERE)));
        return standings;
    }

    private ViewStatus byCheckpoint(String view, ViewState state) {
        Checkpoint reached = views.checkpoint(view);
        List<LedgerEntry> next = ledger.read(reached.position(), 1, _ -> false);
        Duration lag = next.isEmpty()
                ? Duration.ZERO
                : Duration.between(next.getFirst().recordedAt(), clock.instant());
        return new ViewStatus(view, state, reached.position(), Math.max(reached.position(), ledger.head()),
                lag.isNegative() ? Duration.ZERO : lag, 0, null);
    }
}
