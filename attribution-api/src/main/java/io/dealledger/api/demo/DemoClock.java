package io.dealledger.api.demo;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * The ledger's clock while the sample company is loaded: it stands at the time of the sync that is being posted, and
 * ticks on from the end of the year afterwards. Only the demo has it, and only on a ledger that holds nothing but the
 * demo; everywhere else the ledger's clock is the machine's.
 */
final class DemoClock implements InstantSource {
    private final InstantSource machine;
    private Instant shown;
    private Instant shownSince;
    private boolean ticking;

    DemoClock(InstantSource machine, Instant start) {
        this.machine = machine;
        this.shown = start;
        this.shownSince = machine.instant();
    }

    @Override
    public synchronized Instant instant() {
        return ticking ? shown.plus(Duration.between(shownSince, machine.instant())) : shown;
    }

    /** Stands at that instant; a clock that shows a later one already stays. */
    synchronized void standAt(Instant instant) {
        Instant now = instant();
        shown = instant.isAfter(now) ? instant : now;
        ticking = false;
    }

    synchronized void tickOn() {
        shown = instant();
        shownSince = machine.instant();
        ticking = true;
    }
}
