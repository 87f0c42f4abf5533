package io.dealledger.api.publication;

import io.dealledger.account.SharePublished;
import io.dealledger.api.command.FileEvents;
import io.dealledger.api.intake.round.FiledBeforeException;
import io.dealledger.api.intake.round.IntakeService;
import io.dealledger.api.problem.ProblemException;
import io.dealledger.api.problem.ProblemType;
import io.dealledger.api.query.PublicationRow;
import io.dealledger.api.query.WeekNumbers;
import io.dealledger.api.store.LedgerStore;
import io.dealledger.api.store.LedgerStore.IdempotencyKey;
import io.dealledger.projections.engine.AsOf;
import io.dealledger.share.Definition;
import io.dealledger.share.Week;
import io.dealledger.share.WeekCalendar;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Seals a week's numbers in the ledger. The key of the event makes it once on any number of nodes: who comes second is
 * answered what the first one sealed.
 */
@Component
final class Publisher {
    private static final String STREAM = "company/publications";

    private final LedgerStore ledger;
    private final IntakeService intake;
    private final WeekNumbers numbers;
    private final InstantSource clock;

    Publisher(LedgerStore ledger, IntakeService intake, WeekNumbers numbers, InstantSource ledgerClock) {
        this.ledger = ledger;
        this.intake = intake;
        this.numbers = numbers;
        this.clock = ledgerClock;
    }

    /** @param fresh whether it was published now, and not before */
    record Outcome(boolean fresh, PublicationRow publication) {}

    /** All that is durable now, at the ledger's own now. */
    AsOf now() {
        Instant now = clock.instant();
        Instant last = ledger.lastRecorded();
        return new AsOf(ledger.head(), now.isAfter(last) ? now : last);
    }

    Definition standard() {
        return numbers.standard(now());
    }

    Outcome publish(Definition definition, Week week) {
        AsOf now = now();
        Instant end = WeekCalendar.endOf(week, definition.zone());
        if (now.at().isBefore(end)) {
            throw new ProblemException(ProblemType.NOT_COMPLETE_YET, "week " + week + " ends at " + end
                    + ", and the ledger's clock shows " + now.at(), "week", week.label(), "a week that has ended");
        }
        var key = IdempotencyKey.ofPublication(definition.id(), week.label());
        PublicationRow before = published(key);
        if (before != null) {
            return new Outcome(false, before);
        }
        Map<String, @Nullable Object> sealed = numbers.of(definition, week, now);
        boolean fresh = true;
        try {
            intake.file(recordedAt -> new FileEvents.Filing(STREAM, new SharePublished(definition.id(), week.label(),
                    recordedAt, now.position(), sealed), true));
        } catch (FiledBeforeException _) {
            fresh = false; // another node was faster
        }
        PublicationRow stands = published(key);
        if (stands == null) {
            throw new IllegalStateException(week + " of " + definition.id() + " was published but is not there");
        }
        return new Outcome(fresh, stands);
    }

    private @Nullable PublicationRow published(IdempotencyKey key) {
        LedgerStore.Known known = ledger.known(Set.of(key)).get(key);
        if (known == null) {
            return null;
        }
        var event = (SharePublished) ledger.read(known.position() - 1, 1).getFirst().event();
        return new PublicationRow(event.definition(), event.week(), event.publishedAt(), known.position(),
                event.asOfPosition(), event.numbers());
    }
}
