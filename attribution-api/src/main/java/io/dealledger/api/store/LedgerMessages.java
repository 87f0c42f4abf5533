package io.dealledger.api.store;

import io.dealledger.account.LedgerEvent;
import java.time.Instant;
import java.util.HashMap;
import java.util.UUID;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventhandling.GenericTrackedDomainEventMessage;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.messaging.MetaData;
import org.jspecify.annotations.Nullable;

/** Axon's messages and tokens to what the ledger stores, and back. */
final class LedgerMessages {
    private LedgerMessages() {}

    /** @throws IllegalArgumentException if the payload is no ledger event or the message does not name a stream */
    static NewEvent stored(EventMessage<?> message, Instant recordedAt) {
        if (!(message.getPayload() instanceof LedgerEvent event)) {
            throw new IllegalArgumentException(message.getPayloadType().getName() + " is not a "
                    + LedgerEvent.class.getSimpleName() + " and cannot be stored");
        }
        var meta = new HashMap<String, Object>(message.getMetaData());
        meta.remove(LedgerMetaData.RECORDED_AT);
        Object stream = meta.remove(LedgerMetaData.STREAM);
        UUID id = UUID.fromString(message.getIdentifier());
        if (message instanceof DomainEventMessage<?> domain) {
            if (!domain.getType().equals(typeOf(domain.getAggregateIdentifier()))) {
                throw new IllegalArgumentException("an aggregate of type '%s' cannot have the identifier '%s'"
                        .formatted(domain.getType(), domain.getAggregateIdentifier()));
            }
            return NewEvent.of(domain.getAggregateIdentifier(), domain.getSequenceNumber(), id, event, recordedAt,
                    meta);
        }
        if (!(stream instanceof String streamId)) {
            throw new IllegalArgumentException("%s belongs to no aggregate and names no stream in metadata '%s'"
                    .formatted(event.getClass().getSimpleName(), LedgerMetaData.STREAM));
        }
        return NewEvent.of(streamId, null, id, event, recordedAt, meta);
    }

    static DomainEventMessage<?> domain(StoredEvent stored) {
        return new GenericDomainEventMessage<>(typeOf(stored.streamId()), stored.streamId(), stored.sequence(),
                stored.event(), metaData(stored), stored.id().toString(), stored.recordedAt());
    }

    static GenericTrackedDomainEventMessage<?> tracked(StoredEvent stored) {
        return new GenericTrackedDomainEventMessage<>(new GlobalSequenceTrackingToken(stored.position()),
                domain(stored));
    }

    /** The position that a token stands for; -1 for none. */
    static long position(@Nullable TrackingToken token) {
        return switch (token) {
            case null -> -1;
            case GlobalSequenceTrackingToken global -> global.getGlobalIndex();
            default -> throw new IllegalArgumentException("the ledger gave out no token like " + token);
        };
    }

    static @Nullable TrackingToken token(long position) {
        return position < 0 ? null : new GlobalSequenceTrackingToken(position);
    }

    private static MetaData metaData(StoredEvent stored) {
        return MetaData.from(stored.meta()).and(LedgerMetaData.RECORDED_AT, stored.recordedAt());
    }

    /** {@code account} of {@code account/ACME}. */
    static String typeOf(String streamId) {
        int slash = streamId.indexOf('/');
        return slash < 0 ? streamId : streamId.substring(0, slash);
    }
}
