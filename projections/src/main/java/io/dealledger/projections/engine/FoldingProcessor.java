package io.dealledger.projections.engine;

import io.dealledger.projections.engine.Checkpoints.Claim;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import javax.sql.DataSource;
import org.axonframework.common.Registration;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.EventTrackerStatus;
import org.axonframework.eventhandling.StreamingEventProcessor;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.lifecycle.Lifecycle;
import org.axonframework.lifecycle.Phase;
import org.axonframework.messaging.MessageHandlerInterceptor;
import org.axonframework.messaging.StreamableMessageSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lends a {@link BatchProjection} Axon's life cycle. One segment: a fold is fast enough that more would only cost.
 * Axon's own processors sleep when their buffer is full and poll twice a second when idle; this one does neither.
 */
public final class FoldingProcessor implements StreamingEventProcessor, Lifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(FoldingProcessor.class);
    private static final int SEGMENT = 0;
    private static final Duration SHUTDOWN = Duration.ofSeconds(10);

    private final BatchProjection<?> projection;
    private final LedgerTail tail;
    private final DataSource dataSource;
    private final InstantSource clock;
    private final String owner;
    private final int batchSize;
    private final Progress progress = new Progress();
    private final List<MessageHandlerInterceptor<? super EventMessage<?>>> interceptors = new CopyOnWriteArrayList<>();

    private volatile long lastHead = -1;
    /** Guarded by this; the loop outlives its thread, so that its error stays readable. */
    private @Nullable Running running;

    private record Running(FoldLoop<?> loop, Thread thread) {}

    /**
     * @param dataSource hands out one connection for as long as the processor runs, and its session holds the claim
     * @param clock      only to tell how old what is not yet folded is
     * @param owner      this node, for people who read the checkpoint table
     * @param batchSize  entries folded into one transaction at most
     */
    public FoldingProcessor(BatchProjection<?> projection, LedgerTail tail, DataSource dataSource, InstantSource clock,
            String owner, int batchSize) {
        this.projection = projection;
        this.tail = tail;
        this.dataSource = dataSource;
        this.clock = clock;
        this.owner = owner;
        this.batchSize = batchSize;
    }

    @Override
    public void registerLifecycleHandlers(LifecycleRegistry lifecycle) {
        lifecycle.onStart(Phase.INBOUND_EVENT_CONNECTORS, this::start);
        lifecycle.onShutdown(Phase.INBOUND_EVENT_CONNECTORS, this::shutdownAsync);
    }

    @Override
    public String getName() {
        return projection.view();
    }

    @Override
    public synchronized void start() {
        if (isRunning()) {
            return;
        }
        var loop = new FoldLoop<>(projection, tail, dataSource, owner, batchSize, progress);
        running = new Running(loop, Thread.ofPlatform().name("view-" + getName()).daemon().start(loop));
    }

    /** Returns when the batch in work is committed. */
    @Override
    public void shutDown() {
        Running stopped = running();
        if (stopped == null) {
            return;
        }
        stopped.loop().stop();
        try {
            if (!stopped.thread().join(SHUTDOWN)) {
                stopped.thread().interrupt();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        Running now = running();
        return now != null && now.thread().isAlive();
    }

    @Override
    public boolean isError() {
        Running now = running();
        return now != null && (now.loop().state() == ViewState.FAILED || now.loop().state() == ViewState.RETRYING);
    }

    /** Never throws: it is asked for exactly when things are away. */
    public ViewStatus status() {
        Running now = running();
        long head = head();
        if (now == null) {
            return new ViewStatus(getName(), ViewState.STOPPED, -1, head, Duration.ZERO, 0, null);
        }
        FoldLoop<?> loop = now.loop();
        Instant oldest = loop.oldestUnfolded();
        Duration lag = oldest == null ? Duration.ZERO : Duration.between(oldest, clock.instant());
        return new ViewStatus(getName(), loop.state(), loop.checkpoint().position(), head,
                lag.isNegative() ? Duration.ZERO : lag, loop.setAside(), loop.error());
    }

    /** Waits until this node has folded the position, or is ahead of it. @return false if it took longer */
    public boolean await(long position, Duration atMost) throws InterruptedException {
        return progress.await(() -> {
            Running now = running();
            return now != null && now.loop().checkpoint().position() >= position;
        }, atMost);
    }

    /** Equal for two databases, or two moments, exactly when the view's tables hold the same rows. */
    public String digest() {
        try (Connection connection = dataSource.getConnection()) {
            return ViewSchemas.digest(connection,
                    ViewSchemas.of(getName(), Checkpoints.read(connection, getName()).generation()));
        } catch (SQLException e) {
            throw new IllegalStateException("view " + getName() + " cannot be digested", e);
        }
    }

    /** Fills the view anew beside what is asked, and then puts it in its place; done by whoever calls {@code run}. */
    public Rebuild<?> rebuild() {
        checkRepeatable();
        return new Rebuild<>(projection, tail, dataSource, owner, batchSize);
    }

    /** Whether the view goes on without what it cannot fold, and has it to be looked at and tried again. */
    public boolean setsAside() {
        return projection.setsAside();
    }

    /** What the view goes on without. */
    public Retry<?> setAside() {
        return new Retry<>(projection, tail, dataSource);
    }

    /** Empties the view, so that the next start folds the ledger from its beginning. */
    @Override
    public void resetTokens() {
        checkRepeatable();
        if (isRunning()) {
            throw new IllegalStateException("view " + getName() + " is running; shut it down before resetting it");
        }
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            Claim claim = Checkpoints.claim(connection, getName(), owner).orElseThrow(
                    () -> new IllegalStateException("view " + getName() + " is being folded by another node"));
            try {
                if (Checkpoints.advance(connection, claim, claim.from(), Checkpoint.NONE)) {
                    ViewSchemas.clear(connection, claim.tables().schema());
                    SetAside.of(connection, claim.tables()).forget();
                    connection.commit();
                }
            } finally {
                connection.rollback();
                Checkpoints.release(connection);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("view " + getName() + " cannot be reset", e);
        }
    }

    @Override
    public boolean supportsReset() {
        return projection.isRepeatable();
    }

    @Override
    public <R> void resetTokens(@Nullable R resetContext) {
        resetTokens();
    }

    @Override
    public void resetTokens(
            Function<StreamableMessageSource<TrackedEventMessage<?>>, TrackingToken> initialTrackingTokenSupplier) {
        throw onlyFromTheBeginning();
    }

    @Override
    public <R> void resetTokens(
            Function<StreamableMessageSource<TrackedEventMessage<?>>, TrackingToken> initialTrackingTokenSupplier,
            @Nullable R resetContext) {
        throw onlyFromTheBeginning();
    }

    @Override
    public <R> void resetTokens(TrackingToken startPosition, @Nullable R resetContext) {
        throw onlyFromTheBeginning();
    }

    @Override
    public String getTokenStoreIdentifier() {
        return "view_engine.checkpoint";
    }

    @Override
    public void releaseSegment(int segmentId) {
        shutDown();
    }

    @Override
    public void releaseSegment(int segmentId, long releaseDuration, TimeUnit unit) {
        shutDown();
    }

    @Override
    public CompletableFuture<Boolean> claimSegment(int segmentId) {
        start();
        return CompletableFuture.completedFuture(segmentId == SEGMENT);
    }

    @Override
    public CompletableFuture<Boolean> splitSegment(int segmentId) {
        return CompletableFuture.completedFuture(false);
    }

    @Override
    public CompletableFuture<Boolean> mergeSegment(int segmentId) {
        return CompletableFuture.completedFuture(false);
    }

    @Override
    public int maxCapacity() {
        return 1;
    }

    @Override
    public Map<Integer, EventTrackerStatus> processingStatus() {
        ViewStatus status = status();
        return status.state() == ViewState.STOPPED ? Map.of() : Map.of(SEGMENT, new FoldedSegment(status));
    }

    /** Kept for Axon's configuration, which adds its own to every processor; a fold has no message to intercept. */
    @Override
    public Registration registerHandlerInterceptor(
            MessageHandlerInterceptor<? super EventMessage<?>> handlerInterceptor) {
        interceptors.add(handlerInterceptor);
        return () -> interceptors.remove(handlerInterceptor);
    }

    @Override
    public List<MessageHandlerInterceptor<? super EventMessage<?>>> getHandlerInterceptors() {
        return List.copyOf(interceptors);
    }

    private void checkRepeatable() {
        if (!supportsReset()) {
            throw new IllegalStateException(
                    getName() + " tells what it folds to others, who would hear all of it again");
        }
    }

    private synchronized @Nullable Running running() {
        return running;
    }

    private long head() {
        try {
            lastHead = tail.head();
        } catch (RuntimeException e) {
            LOG.debug("view {} shows the last head it has seen", getName(), e);
        }
        return lastHead;
    }

    private UnsupportedOperationException onlyFromTheBeginning() {
        return new UnsupportedOperationException(
                "view " + getName() + " can only be folded from the beginning: use resetTokens()");
    }
}
