package io.dealledger.api.query;

import io.dealledger.api.problem.ProblemException;
import io.dealledger.api.problem.ProblemType;
import io.dealledger.api.store.LedgerStore;
import io.dealledger.projections.engine.AsOf;
import io.dealledger.projections.engine.FoldingProcessor;
import io.dealledger.projections.engine.IncompleteViewException;
import io.dealledger.projections.engine.LedgerEntry;
import io.dealledger.projections.engine.Needs;
import io.dealledger.projections.engine.ViewReader;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Asks the views, as of a moment. A question waits for its view a little, so that who has just written reads what was
 * written; one about a moment that could still change is refused.
 */
@Component
class Views {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    /** A view that another node folds does not tell this one when it is further. */
    private static final Duration LOOK_EVERY = Duration.ofMillis(20);

    private final LedgerStore ledger;
    private final ViewReader reader;
    private final List<FoldingProcessor> processors;

    /** @param processors of the views that this node folds; where it leaves one to others, it looks how far they are */
    Views(LedgerStore ledger, ViewReader reader, ObjectProvider<FoldingProcessor> processors) {
        this.ledger = ledger;
        this.reader = reader;
        this.processors = processors.orderedStream().toList();
    }

    /** What is asked of a view, at a moment that it reflects. */
    interface Question<T> {
        T ask(JdbcClient sql, Moment moment);
    }

    /**
     * What a caller says about when.
     *
     * @param asOf        an RFC 3339 instant or a position such as {@code p123}; null for now
     * @param minPosition the view must have folded this; null for as far as it is
     */
    record When(@Nullable String asOf, @Nullable String minPosition) {
        static When of(@Nullable Cursor cursor, @Nullable String asOf, @Nullable String minPosition) {
            return cursor == null ? new When(asOf, minPosition) : new When("p" + cursor.position(), minPosition);
        }
    }

    /** @throws IncompleteViewException if the view goes on without anything that counts then */
    <T> T ask(String view, When when, Question<T> question) {
        return ask(view, Needs::madeFromAll, when, question);
    }

    /** @param needs what the answer must not lack, given the last position that counts */
    <T> T ask(String view, LongFunction<Needs> needs, When when, Question<T> question) {
        AsOf asOf = when.asOf() == null ? null : resolve(when.asOf());
        long needed = asOf == null ? -1 : asOf.position();
        if (when.minPosition() != null) {
            needed = Math.max(needed, existing("min_position", when.minPosition()));
        }
        return answer(view, needed, needs.apply(asOf == null ? Long.MAX_VALUE : asOf.position()),
                (sql, reflected) -> question.ask(sql, new Moment(
                        asOf == null ? new AsOf(reflected.position(), reflected.recordedAt()) : asOf, reflected)));
    }

    /** Asks another view about the moment that an answer is about already. */
    <T> T at(String view, AsOf asOf, Question<T> question) {
        return answer(view, asOf.position(), Needs.madeFromAll(asOf.position()),
                (sql, reflected) -> question.ask(sql, new Moment(asOf, reflected)));
    }

    /** Nearly always the view is as far as it is asked about, and nothing is waited for. */
    private <T> T answer(String view, long needed, Needs needs, ViewReader.Question<T> question) {
        Optional<T> answer = reader.ask(view, needs, (sql, reflected) -> reflected.position() >= needed
                ? Optional.of(question.ask(sql, reflected))
                : Optional.empty());
        if (answer.isPresent()) {
            return answer.get();
        }
        await(view, needed);
        return reader.ask(view, needs, question);
    }

    private AsOf resolve(String text) {
        if (text.startsWith("p")) {
            long position = existing("as_of", text);
            return new AsOf(position, recordedAt(position));
        }
        Instant instant = instant(text);
        if (!ledger.settle(instant)) {
            throw new ProblemException(ProblemType.NOT_COMPLETE_YET,
                    "as_of " + instant + " cannot be answered for good: the ledger's clock has not passed it, and its "
                            + "last event was recorded at " + ledger.lastRecorded(),
                    "as_of", text, "an instant that has passed, or a position up to p" + ledger.head());
        }
        return new AsOf(ledger.positionAt(instant), instant);
    }

    private static Instant instant(String text) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException _) {
            throw ProblemException.badParameter("as_of", text,
                    "an RFC 3339 instant with offset such as 2026-03-09T00:00:00Z, or a ledger position such as p123");
        }
    }

    private long existing(String name, String text) {
        long position = Parameters.position(name, text);
        long head = ledger.head();
        if (position > head) {
            throw new ProblemException(ProblemType.NOT_COMPLETE_YET,
                    name + " is position " + position + ", but the ledger's last is " + head, name, text,
                    "a position up to p" + head);
        }
        return position;
    }

    private Instant recordedAt(long position) {
        List<LedgerEntry> entry = ledger.read(position - 1, 1);
        return entry.isEmpty() ? Instant.EPOCH : entry.getFirst().recordedAt();
    }

    private void await(String view, long position) {
        try {
            long end = System.nanoTime() + PATIENCE.toNanos();
            while (System.nanoTime() < end) {
                if (pause(view, position) || reader.checkpoint(view).position() >= position) {
                    return;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new ProblemException(ProblemType.VIEW_BEHIND, "the view " + view + " reflects position "
                + reader.checkpoint(view).position() + ", but the question needs " + position, null, null, null);
    }

    /** @return whether this node has folded the position meanwhile */
    private boolean pause(String view, long position) throws InterruptedException {
        for (FoldingProcessor processor : processors) {
            if (processor.getName().equals(view)) {
                return processor.await(position, LOOK_EVERY);
            }
        }
        Thread.sleep(LOOK_EVERY);
        return false;
    }
}
