package io.dealledger.api.store;

import io.dealledger.fact.Anchor;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;

/** The requests of a batch as columns, in the order of the parameters of {@code ledger_append} and its kin. */
final class BatchRows {
    private static final int SALT_BYTES = 32;

    private final List<AppendRequest> requests;
    private final BatchStreams streams;
    private final int events;
    /** For each request the place of its first event in the batch. */
    private final int[] firstPlace;
    private final long[] recorded;
    private final int[] requestOfEvent;
    private final UUID[] id;
    private final short[] type;
    private final long[] occurred;
    private final String[] stream;
    private final byte[][] salt;
    private final byte[][] payload;
    private final byte[][] meta;
    private final List<KeyRow> keys = new ArrayList<>();
    private final List<EntryRow> entries = new ArrayList<>();

    private record KeyRow(int request, LedgerStore.NewKey key) {}

    private record EntryRow(int request, Map.Entry<Anchor, String> entry) {}

    BatchRows(List<AppendRequest> requests, EventTypes types, SecureRandom random) {
        this.requests = requests;
        streams = new BatchStreams(requests);
        events = requests.stream().mapToInt(request -> request.events().size()).sum();
        firstPlace = new int[requests.size()];
        recorded = new long[requests.size()];
        requestOfEvent = new int[events];
        id = new UUID[events];
        type = new short[events];
        occurred = new long[events];
        stream = new String[events];
        salt = salts(random, events);
        payload = new byte[events][];
        meta = new byte[events][];
        int place = 0;
        for (int r = 0; r < requests.size(); r++) {
            AppendRequest request = requests.get(r);
            firstPlace[r] = place;
            recorded[r] = micros(request.recordedAt());
            for (NewEvent event : request.events()) {
                requestOfEvent[place] = r;
                set(place++, event, types);
            }
            for (LedgerStore.NewKey key : request.keys()) {
                keys.add(new KeyRow(r, key));
            }
            for (Map.Entry<Anchor, String> entry : request.directory().entrySet()) {
                entries.add(new EntryRow(r, entry));
            }
        }
    }

    private void set(int place, NewEvent event, EventTypes types) {
        id[place] = event.id();
        type[place] = types.id(event.type());
        occurred[place] = micros(event.occurredAt());
        stream[place] = event.streamId();
        payload[place] = event.payload();
        meta[place] = event.meta();
    }

    /** The parameters of {@code ledger_append_whole}. */
    void bindWhole(AppendStatement.Binder binder) throws SQLException {
        binder.bind(recorded[0]);
        binder.bind(recorded[recorded.length - 1]);
        binder.bind(events);
        streams.bindWhole(binder, firstPlace);
        binder.bind("int4", IntStream.range(0, events).toArray());
        binder.bind("int8", Arrays.stream(requestOfEvent).mapToLong(request -> recorded[request]).toArray());
        binder.bind("int4", streams.ofEvents());
        binder.bind("int4", streams.followersOfEvents());
        bindEvents(binder);
        binder.bind("int4",
                keys.stream().mapToInt(row -> firstPlace[row.request()] + row.key().eventIndex()).toArray());
        binder.bind("int8", keys.stream().mapToLong(row -> recorded[row.request()]).toArray());
        bindKeys(binder);
        bindEntries(binder);
    }

    /** The parameters of {@code ledger_append}. */
    void bindEach(AppendStatement.Binder binder) throws SQLException {
        binder.bind("int8", recorded);
        binder.bind("int4", requests.stream().mapToInt(request -> request.events().size()).toArray());
        streams.bindEach(binder);
        binder.bind("int4", Arrays.stream(requestOfEvent).map(request -> request + 1).toArray());
        binder.bind("int4",
                IntStream.range(0, events).map(place -> place - firstPlace[requestOfEvent[place]]).toArray());
        binder.bind("int4", streams.ofEvents());
        binder.bind("int4", streams.offsetsOfEvents());
        bindEvents(binder);
        binder.bind("int4", keys.stream().mapToInt(row -> row.request() + 1).toArray());
        binder.bind("int4", keys.stream().mapToInt(row -> row.key().eventIndex()).toArray());
        bindKeys(binder);
        binder.bind("int4", entries.stream().mapToInt(row -> row.request() + 1).toArray());
        bindEntries(binder);
    }

    private void bindEvents(AppendStatement.Binder binder) throws SQLException {
        binder.bind("uuid", id);
        binder.bind("int2", type);
        binder.bind("int8", occurred);
        binder.bind("text", stream);
        binder.bind("bytea", salt);
        binder.bind("bytea", payload);
        binder.bind("bytea", meta);
    }

    private void bindKeys(AppendStatement.Binder binder) throws SQLException {
        binder.bind("text", keys.stream().map(row -> row.key().key().source()).toArray(String[]::new));
        binder.bind("text", keys.stream().map(row -> row.key().key().id()).toArray(String[]::new));
        binder.bind("bytea",
                keys.stream().map(row -> HexFormat.of().parseHex(row.key().contentHash())).toArray(byte[][]::new));
    }

    private void bindEntries(AppendStatement.Binder binder) throws SQLException {
        binder.bind("text", entries.stream().map(row -> row.entry().getKey().type().name()).toArray(String[]::new));
        binder.bind("text", entries.stream().map(row -> row.entry().getKey().id()).toArray(String[]::new));
        binder.bind("text", entries.stream().map(row -> row.entry().getValue()).toArray(String[]::new));
    }

    /** Drawn at once: each draw takes a lock. */
    private static byte[][] salts(SecureRandom random, int count) {
        var drawn = new byte[count * SALT_BYTES];
        random.nextBytes(drawn);
        var salts = new byte[count][];
        for (int i = 0; i < count; i++) {
            salts[i] = Arrays.copyOfRange(drawn, i * SALT_BYTES, (i + 1) * SALT_BYTES);
        }
        return salts;
    }

    private static long micros(Instant instant) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
    }
}
