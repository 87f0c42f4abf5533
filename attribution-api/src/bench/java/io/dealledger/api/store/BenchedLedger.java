package io.dealledger.api.store;

import io.dealledger.projections.engine.LedgerTail;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.messaging.unitofwork.DefaultUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.jspecify.annotations.Nullable;

/** The store's beans, wired as the program wires them, over a database of the benchmark. */
public final class BenchedLedger implements AutoCloseable {
    private final AdvanceSignal signal;
    private final AdvanceChannel channel;
    private final PostgresLedgerStore store;
    private final AppendPipeline pipeline;
    private final LedgerStorageEngine engine;

    public BenchedLedger(DataSource pool) {
        try {
            var beans = new LedgerStoreConfiguration();
            var database = beans.ledgerDatabase(pool, null);
            signal = beans.ledgerAdvanceSignal(database);
            channel = beans.ledgerAdvanceChannel(database, signal);
            store = beans.ledgerStore(database, signal, InstantSource.system(),
                    beans.ledgerTurns(database));
            pipeline = beans.ledgerAppendPipeline(beans.ledgerWriter(database, Optional.empty()), signal, channel,
                    new SimpleMeterRegistry());
            engine = beans.ledgerStorageEngine(store, pipeline, new LedgerStoreProperties(Path.of("data"), 50_000));
        } catch (SQLException | UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }

    /** @return false if the ledger has recorded later events meanwhile: take a later recorded_at and repeat */
    public boolean append(List<? extends EventMessage<?>> events, List<LedgerStore.NewKey> keys) {
        UnitOfWork<?> unit = DefaultUnitOfWork.startAndGet(null);
        try {
            unit.resources().put(LedgerStore.Companions.RESOURCE, new LedgerStore.Companions(keys, Map.of()));
            engine.appendEvents(events);
            return true;
        } catch (RecordedBehindException _) {
            return false;
        } finally {
            unit.rollback();
        }
    }

    public LedgerTail tail() {
        return store;
    }

    /** The bytes of an event as every engine of the benchmark stores them. */
    public static byte[] bytes(Map<String, ?> members) {
        return StoredJson.write(members);
    }

    public static Map<String, @Nullable Object> members(byte[] bytes) {
        return StoredJson.read(bytes);
    }

    @Override
    public void close() {
        pipeline.close();
        channel.close();
        signal.close();
    }
}
