package io.dealledger.api.connector.mapping;

import io.dealledger.api.connector.mapping.MappingDocument.Stream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one record of one stream: its accepted versions, oldest first by the source's own time. Where the
 * source gives no version, the last one received.
 */
public record History(List<Snapshot> snapshots) {
    public static final History NONE = new History(List.of());

    /**
     * Whether this content says nothing new. Without a version only the last content counts, so that a value that goes
     * from A to B and back is not lost.
     */
    boolean knows(Snapshot snapshot, boolean versioned) {
        if (snapshots.isEmpty()) {
            return false;
        }
        return versioned
                ? snapshots.stream().anyMatch(known -> known.hash().equals(snapshot.hash()))
                : snapshots.getLast().hash().equals(snapshot.hash());
    }

    boolean isAfter(@Nullable Instant version) {
        Instant last = snapshots.isEmpty() ? null : snapshots.getLast().version();
        return version != null && last != null && version.isBefore(last);
    }

    /** With the snapshot at its own place in time: after those of the same version, or as the last where it has none. */
    History with(Snapshot snapshot, boolean versioned) {
        if (!versioned) {
            return new History(List.of(snapshot));
        }
        var all = new ArrayList<>(snapshots);
        int place = all.size();
        while (place > 0 && isLater(all.get(place - 1), snapshot.version())) {
            place--;
        }
        all.add(place, snapshot);
        return new History(List.copyOf(all));
    }

    private static boolean isLater(Snapshot known, @Nullable Instant version) {
        Instant knownVersion = known.version();
        return knownVersion != null && version != null && knownVersion.isAfter(version);
    }

    /** Everything that the rules say about the record so far, oldest version first. */
    public List<CanonicalFact> facts(Stream stream, String record) {
        var facts = new ArrayList<CanonicalFact>();
        Map<String, @Nullable Object> before = null;
        for (Snapshot snapshot : snapshots) {
            Map<String, @Nullable Object> now = resolve(snapshot, before);
            facts.addAll(new Rules(stream, record, snapshot.receivedAt(), before, now).facts());
            before = now;
        }
        return facts;
    }

    /** The last version's values, null before the first. */
    @Nullable
    Map<String, @Nullable Object> current() {
        Map<String, @Nullable Object> values = null;
        for (Snapshot snapshot : snapshots) {
            values = resolve(snapshot, values);
        }
        return values;
    }

    static Map<String, @Nullable Object> resolve(Snapshot snapshot, @Nullable Map<String, @Nullable Object> before) {
        if (snapshot.kept().isEmpty() || before == null) {
            return snapshot.values();
        }
        var values = new LinkedHashMap<String, @Nullable Object>(snapshot.values());
        for (String field : snapshot.kept()) {
            Object kept = before.get(field);
            if (kept != null) {
                values.put(field, kept);
            }
        }
        return values;
    }
}
