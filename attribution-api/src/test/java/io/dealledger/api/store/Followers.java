package io.dealledger.api.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dealledger.projections.engine.FoldingProcessor;
import io.dealledger.projections.engine.LedgerEntry;
import io.dealledger.projections.engine.LedgerTail;
import io.dealledger.projections.engine.SharedTail;
import io.dealledger.projections.engine.ViewSchemas;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import javax.sql.DataSource;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.TrackedEventMessage;

/** All who follow a ledger: a view that folds it, and a consumer of Axon's stream. */
final class Followers implements AutoCloseable {
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final int BATCH = 3;
    /** Smaller than what the tests append, so that the view reads from the ring and past it. */
    private static final int RING = 8;

    private final RunningLedger ledger;
    private final FoldingProcessor view;
    private final List<String> streamed = new CopyOnWriteArrayList<>();
    private final Thread streaming;

    /**
     * @param tail    what the view reads of the ledger
     * @param clock   the view's
     * @param counted what the view lists
     */
    Followers(RunningLedger ledger, LedgerTail tail, InstantSource clock, Predicate<LedgerEntry> counted) {
        this.ledger = ledger;
        DataSource database = Objects.requireNonNull(ledger.jdbc().getDataSource());
        ViewSchemas.migrate(database, List.of(CensusProjection.VIEW));
        view = new FoldingProcessor(new CensusProjection(counted), new SharedTail(tail, RING), database, clock, "test",
                BATCH);
        view.start();
        streaming = Thread.ofVirtual().start(this::stream);
    }

    static Followers of(RunningLedger ledger) {
        return new Followers(ledger, ledger.store, InstantSource.system(), _ -> true);
    }

    /** The position up to which each has got, if that is the same. */
    boolean areAt(long position) {
        return view.status().position() == position && streamed.size() == position + 1;
    }

    void awaitAt(long position) {
        await().atMost(LONG).until(() -> areAt(position));
    }

    void rebuild() throws SQLException {
        assertThat(view.rebuild().run().equal()).isTrue();
    }

    void stopFolding() {
        view.shutDown();
    }

    void goOnFolding() {
        view.start();
    }

    /** What they have got in the end is what is there. */
    void assertHaveSeenAll(Predicate<String> counted) {
        await().atMost(LONG).until(() -> areAt(ledger.store.head()));
        List<String> all = ledger.jdbc().query("SELECT concat_ws(' ', position, stream_id, stream_seq)"
                + " FROM ledger.ledger_event ORDER BY position", (row, _) -> row.getString(1));
        assertThat(ledger.store.head()).isEqualTo(all.size() - 1L);
        assertThat(streamed).isEqualTo(all);
        int generation = Objects.requireNonNull(ledger.jdbc().queryForObject(
                "SELECT generation FROM view_engine.checkpoint WHERE view = 'census'", Integer.class));
        assertThat(ledger.jdbc().query("SELECT concat_ws(' ', position, stream_id, stream_seq) FROM "
                + (generation == 0 ? "view_census" : "view_census_g" + generation) + ".census ORDER BY position",
                (row, _) -> row.getString(1))).isEqualTo(all.stream().filter(counted).toList());
    }

    void assertHaveSeenAll() {
        assertHaveSeenAll(_ -> true);
    }

    @Override
    public void close() throws InterruptedException {
        view.shutDown();
        streaming.interrupt();
        streaming.join();
    }

    private void stream() {
        try (var stream = ledger.events.openStream(null)) {
            while (true) {
                TrackedEventMessage<?> next = stream.nextAvailable();
                var domain = (DomainEventMessage<?>) next;
                long position = ((GlobalSequenceTrackingToken) next.trackingToken()).getGlobalIndex();
                streamed.add(position + " " + domain.getAggregateIdentifier() + " " + domain.getSequenceNumber());
            }
        } catch (InterruptedException _) { // closed
        }
    }
}
