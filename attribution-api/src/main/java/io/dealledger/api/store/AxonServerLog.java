package io.dealledger.api.store;

import com.google.protobuf.ByteString;
import io.axoniq.axonserver.connector.event.EventChannel;
import io.axoniq.axonserver.connector.event.EventStream;
import io.axoniq.axonserver.grpc.MetaDataValue;
import io.axoniq.axonserver.grpc.SerializedObject;
import io.axoniq.axonserver.grpc.event.Event;
import io.axoniq.axonserver.grpc.event.EventWithToken;
import io.dealledger.fact.Anchor;
import io.dealledger.json.CanonicalJson;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * The ledger as an Axon Server keeps it: each stream is an aggregate, and an event's token is its position. What Axon Server
 * has no place for (microseconds of recorded_at, salt, whom an id belongs to) is in the event's metadata.
 */
final class AxonServerLog implements EventLog {
    private static final long ANSWER_WITHIN_SECONDS = 30;
    private static final int BUFFER = 1_000;
    private static final String RECORDED_AT = "recorded_at";
    private static final String SALT = "salt";
    private static final String META = "meta";
    private static final String DIRECTORY = "directory";

    private final Supplier<EventChannel> channel;

    /** @param channel the one to use now: a connection that was lost is made anew */
    AxonServerLog(Supplier<EventChannel> channel) {
        this.channel = channel;
    }

    @Override
    public long last() {
        return answer(channel.get().getLastToken());
    }

    @Override
    public List<LoggedEvent> read(long after, int limit) {
        long until = Math.min(last(), after + limit);
        var events = new ArrayList<LoggedEvent>();
        if (until <= after) {
            return events;
        }
        try (EventStream stream = channel.get().openStream(after, BUFFER)) {
            for (long position = after + 1; position <= until; position++) {
                EventWithToken next = stream.nextIfAvailable(ANSWER_WITHIN_SECONDS, TimeUnit.SECONDS);
                if (next == null) {
                    throw new LedgerUnavailableException("the Axon Server does not send its event " + position,
                            stream.getError().orElse(null));
                }
                if (next.getToken() != position) {
                    throw new IllegalStateException("the Axon Server has event %d where %d must follow: stop and look"
                            .formatted(next.getToken(), position));
                }
                events.add(logged(position, next.getEvent()));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LedgerUnavailableException("stopped while reading from the Axon Server", e);
        }
        return events;
    }

    @Override
    public void append(List<LoggedEvent> events) {
        var transaction = channel.get().startAppendEventsTransaction();
        events.forEach(event -> transaction.appendEvent(message(event)));
        if (!answer(transaction.commit()).getSuccess()) {
            throw new LedgerUnavailableException("the Axon Server did not take the events", null);
        }
    }

    private static <T> T answer(CompletableFuture<T> asked) {
        try {
            return asked.get(ANSWER_WITHIN_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new LedgerUnavailableException("the Axon Server refuses: " + e.getCause(), e);
        } catch (TimeoutException e) {
            throw new LedgerUnavailableException("the Axon Server does not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LedgerUnavailableException("stopped while the Axon Server was asked", e);
        }
    }

    private static Event message(LoggedEvent event) {
        Event.Builder message = Event.newBuilder().setMessageIdentifier(event.id().toString())
                .setAggregateIdentifier(event.streamId()).setAggregateSequenceNumber(event.sequence())
                .setAggregateType(LedgerMessages.typeOf(event.streamId()))
                .setTimestamp(event.recordedAt().toEpochMilli())
                .setPayload(SerializedObject.newBuilder().setType(event.type())
                        .setData(ByteString.copyFrom(event.payload())))
                .putMetaData(RECORDED_AT, text(event.recordedAt().toString()))
                .putMetaData(SALT, text(HexFormat.of().formatHex(event.salt())))
                .putMetaData(META, text(new String(event.meta(), StandardCharsets.UTF_8)));
        if (!event.directory().isEmpty()) {
            message.putMetaData(DIRECTORY, text(CanonicalJson.write(byType(event.directory()))));
        }
        return message.build();
    }

    private static MetaDataValue text(String value) {
        return MetaDataValue.newBuilder().setTextValue(value).build();
    }

    private static LoggedEvent logged(long position, Event message) {
        Map<String, MetaDataValue> meta = message.getMetaDataMap();
        return new LoggedEvent(position, Instant.parse(text(meta, RECORDED_AT, position)),
                message.getAggregateIdentifier(), message.getAggregateSequenceNumber(),
                UUID.fromString(message.getMessageIdentifier()), message.getPayload().getType(),
                HexFormat.of().parseHex(text(meta, SALT, position)), message.getPayload().getData().toByteArray(),
                text(meta, META, position).getBytes(StandardCharsets.UTF_8),
                meta.containsKey(DIRECTORY) ? anchors(text(meta, DIRECTORY, position)) : Map.of());
    }

    private static String text(Map<String, MetaDataValue> meta, String name, long position) {
        MetaDataValue value = meta.get(name);
        if (value == null) {
            throw new IllegalStateException("event " + position + " of the Axon Server has no '" + name
                    + "' in its metadata: the context holds what is no ledger");
        }
        return value.getTextValue();
    }

    private static Map<String, Map<String, String>> byType(Map<Anchor, String> directory) {
        var byType = new TreeMap<String, Map<String, String>>();
        directory.forEach((anchor, account) -> byType.computeIfAbsent(anchor.type().name(), _ -> new TreeMap<>())
                .put(anchor.id(), account));
        return byType;
    }

    private static Map<Anchor, String> anchors(String json) {
        var directory = new LinkedHashMap<Anchor, String>();
        StoredJson.read(json.getBytes(StandardCharsets.UTF_8)).forEach((type, accounts) -> {
            if (accounts instanceof Map<?, ?> ofType) {
                ofType.forEach((id, account) -> directory.put(
                        new Anchor(Anchor.Type.valueOf(type), String.valueOf(id)), String.valueOf(account)));
            }
        });
        return directory;
    }
}
