package io.dealledger.attribution;

import io.dealledger.fact.Fact;
import io.dealledger.fact.RecordedFact;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;

/** A fact of one kind with its envelope, as the rules compare and cite it. */
record Cited<F extends Fact>(F fact, RecordedFact record) {
    /** The order of events: business time, then the order in which the ledger learned of them. */
    static final Comparator<Cited<?>> BY_OCCURRENCE = Comparator.comparing(Cited::record, RecordedFact.BY_OCCURRENCE);

    /**
     * For who was first: sources are precise to the second and do not keep order inside it, so that inside one second
     * the ledger's own order decides.
     */
    static final Comparator<Cited<?>> BY_SECOND = Comparator.<Cited<?>, Instant>comparing(Cited::second)
            .thenComparing(Cited::recordedAt).thenComparingLong(cited -> cited.record().sequence());

    Instant occurredAt() {
        return record.occurredAt();
    }

    Instant recordedAt() {
        return record.recordedAt();
    }

    Instant second() {
        return toSecond(record.occurredAt());
    }

    /** How a trace names the fact: source and id, which together are unique. */
    String ref() {
        return record.statement().source() + "/" + record.id();
    }

    static Instant toSecond(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS);
    }
}
