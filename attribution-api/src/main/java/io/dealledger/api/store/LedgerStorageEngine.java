package io.dealledger.api.store;

import io.dealledger.api.store.LedgerStore.Companions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventsourcing.eventstore.DomainEventStream;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.axonframework.modelling.command.AggregateStreamCreationException;
import org.axonframework.modelling.command.ConcurrencyException;
import org.jspecify.annotations.Nullable;

/**
 * Axon's view of the ledger. {@link #appendEvents} returns when the events are durable: it is the commit of the unit of
 * work, and nothing else that a command does may need to be undone.
 */
public final class LedgerStorageEngine implements EventStorageEngine {
    private static final String APPENDED = "ledger.appended";
    private static final int PAGE = 1_000;

    private final PostgresLedgerStore store;
    private final AppendPipeline pipeline;
    private final LongStreams longStreams;

    /** @param cachedEvents of long streams that are kept decoded; 0: none */
    LedgerStorageEngine(PostgresLedgerStore store, AppendPipeline pipeline, int cachedEvents) {
        this.store = store;
        this.pipeline = pipeline;
        this.longStreams = new LongStreams(cachedEvents);
    }

    /**
     * @throws ConcurrencyException             if an aggregate's stream has grown since it was loaded
     * @throws AggregateStreamCreationException if a stream that was to be new exists
     * @throws DuplicateKeyException            if a key of the companions is already in the ledger
     * @throws RecordedBehindException          if recorded_at is before that of the last event
     * @throws LedgerUnavailableException       if the ledger cannot append now
     * @throws IllegalArgumentException         if the messages are not what the ledger stores
     */
    @Override
    public void appendEvents(List<? extends EventMessage<?>> messages) {
        if (messages.isEmpty()) {
            return;
        }
        AppendRequest request = request(messages);
        AppendOutcome outcome;
        try {
            outcome = pipeline.appendAndWait(request);
        } catch (CompletionException e) {
            throw e.getCause() instanceof LedgerUnavailableException unavailable
                    ? new LedgerUnavailableException(unavailable)
                    : e;
        }
        switch (outcome) {
            case AppendOutcome.Appended _ -> {
            }
            case AppendOutcome.SequenceConflict _ -> throw conflict(request);
            case AppendOutcome.DuplicateKey _ -> throw new DuplicateKeyException(
                    "one of these is already in the ledger: " + request.keys().stream().map(key -> key.key()).toList());
            case AppendOutcome.RecordedBehind _ -> throw new RecordedBehindException(
                    "the ledger already holds events recorded after " + request.recordedAt());
        }
    }

    @Override
    public Stream<? extends TrackedEventMessage<?>> readEvents(@Nullable TrackingToken token, boolean mayBlock) {
        return Stream.iterate(store.stored(LedgerMessages.position(token), PAGE), page -> !page.isEmpty(),
                page -> store.stored(page.getLast().position(), PAGE)).flatMap(List::stream)
                .map(LedgerMessages::tracked);
    }

    @Override
    public DomainEventStream readEvents(String aggregateIdentifier, long firstSequenceNumber) {
        return DomainEventStream.of(firstSequenceNumber == 0
                ? longStreams.load(store, aggregateIdentifier)
                : store.aggregate(aggregateIdentifier, firstSequenceNumber).stream().map(LedgerMessages::tracked)
                        .toList());
    }

    @Override
    public Optional<Long> lastSequenceNumberFor(String aggregateIdentifier) {
        return store.lastSequence(aggregateIdentifier);
    }

    @Override
    public Optional<DomainEventMessage<?>> readSnapshot(String aggregateIdentifier) {
        return Optional.empty();
    }

    /**
     * What an account is decided from is all of its facts, so that a snapshot would be as long as its stream. What costs
     * is reading and decoding it again, and {@link LongStreams} saves that.
     */
    @Override
    public void storeSnapshot(DomainEventMessage<?> snapshot) {
        throw new UnsupportedOperationException("the ledger keeps no snapshots");
    }

    @Override
    public @Nullable TrackingToken createTailToken() {
        return null;
    }

    @Override
    public @Nullable TrackingToken createHeadToken() {
        return LedgerMessages.token(store.head());
    }

    @Override
    public @Nullable TrackingToken createTokenAt(Instant dateTime) {
        return LedgerMessages.token(store.lastBefore(dateTime));
    }

    private static AppendRequest request(List<? extends EventMessage<?>> messages) {
        Instant recordedAt = recordedAt(messages.getFirst());
        var events = new ArrayList<NewEvent>(messages.size());
        for (EventMessage<?> message : messages) {
            if (!recordedAt(message).equals(recordedAt)) {
                throw new IllegalArgumentException("one unit of work with recorded_at " + recordedAt + " and "
                        + recordedAt(message));
            }
            events.add(LedgerMessages.stored(message, recordedAt));
        }
        Companions companions = takeCompanions();
        return new AppendRequest(recordedAt, events, companions.keys(), companions.directory());
    }

    private static Instant recordedAt(EventMessage<?> message) {
        Object value = message.getMetaData().get(LedgerMetaData.RECORDED_AT);
        if (value instanceof Instant instant) {
            return instant;
        }
        throw new IllegalArgumentException("%s has no instant '%s' in its metadata: %s"
                .formatted(message.getPayloadType().getSimpleName(), LedgerMetaData.RECORDED_AT, value));
    }

    /** The companions of the unit of work, which can append only once: a second append could fail after the first held. */
    private static Companions takeCompanions() {
        if (!CurrentUnitOfWork.isStarted()) {
            return new Companions(List.of(), Map.of());
        }
        UnitOfWork<?> root = CurrentUnitOfWork.get().root();
        if (root.resources().put(APPENDED, true) != null) {
            throw new IllegalStateException("the unit of work has appended to the ledger already");
        }
        Companions companions = root.getResource(Companions.RESOURCE);
        return companions == null ? new Companions(List.of(), Map.of()) : companions;
    }

    private static RuntimeException conflict(AppendRequest request) {
        String streams = String.join(", ", request.events().stream().filter(event -> event.sequence() != null)
                .map(event -> event.streamId() + " at " + event.sequence()).toList());
        boolean created = request.events().stream().anyMatch(event -> Long.valueOf(0).equals(event.sequence()));
        return created
                ? new AggregateStreamCreationException("a stream grew meanwhile: " + streams)
                : new ConcurrencyException("a stream grew meanwhile: " + streams);
    }
}
