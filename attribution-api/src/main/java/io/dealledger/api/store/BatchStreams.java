package io.dealledger.api.store;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which streams a batch moves and by how much, so that the database looks each up once. */
final class BatchStreams {
    private final Map<String, Integer> numbers = new HashMap<>();
    private final List<Moved> moved = new ArrayList<>();
    private final int[] ofEvents;
    private final int[] offsets;

    /** One stream. @param request 1-based; no other of the batch has this stream */
    private static final class Moved {
        private final String name;
        private final int request;
        private final @Nullable Long from;
        private final int first;
        private int last;
        private int events;

        Moved(NewEvent event, int request, int index) {
            this.name = event.streamId();
            this.from = event.sequence();
            this.request = request;
            this.first = index;
        }
    }

    BatchStreams(List<AppendRequest> requests) {
        int count = requests.stream().mapToInt(request -> request.events().size()).sum();
        ofEvents = new int[count];
        offsets = new int[count];
        int at = 0;
        for (int r = 0; r < requests.size(); r++) {
            List<NewEvent> events = requests.get(r).events();
            for (int i = 0; i < events.size(); i++, at++) {
                add(events.get(i), r + 1, i, at);
            }
        }
    }

    private void add(NewEvent event, int request, int index, int at) {
        Integer known = numbers.putIfAbsent(event.streamId(), moved.size() + 1);
        if (known == null) {
            moved.add(new Moved(event, request, index));
        }
        int number = known == null ? moved.size() : known;
        Moved stream = moved.get(number - 1);
        ofEvents[at] = number;
        offsets[at] = stream.events++;
        stream.last = index;
    }

    /** The columns of streams of {@code ledger_append_whole}. @param firstPlace of each request's events in the batch */
    void bindWhole(AppendStatement.Binder binder, int[] firstPlace) throws SQLException {
        bindNames(binder);
        binder.bind("int4", moved.stream().mapToInt(stream -> firstPlace[stream.request - 1] + stream.first).toArray());
        binder.bind("int4", moved.stream().mapToInt(stream -> firstPlace[stream.request - 1] + stream.last).toArray());
    }

    /** The columns of streams of {@code ledger_append}. */
    void bindEach(AppendStatement.Binder binder) throws SQLException {
        binder.bind("int4", moved.stream().mapToInt(stream -> stream.request).toArray());
        bindNames(binder);
        binder.bind("int4", moved.stream().mapToInt(stream -> stream.first).toArray());
        binder.bind("int4", moved.stream().mapToInt(stream -> stream.last).toArray());
    }

    private void bindNames(AppendStatement.Binder binder) throws SQLException {
        binder.bind("text", moved.stream().map(stream -> stream.name).toArray(String[]::new));
        binder.bind("int8", moved.stream().map(stream -> stream.from).toArray(Long[]::new));
        binder.bind("int4", moved.stream().mapToInt(stream -> stream.events).toArray());
    }

    /** For each event of the batch the 1-based number of its stream. */
    int[] ofEvents() {
        return ofEvents;
    }

    /** For each event of the batch its 0-based place among those of its stream. */
    int[] offsetsOfEvents() {
        return offsets;
    }

    /** For each event of the batch how many of its stream come after it. */
    int[] followersOfEvents() {
        var followers = new int[offsets.length];
        for (int i = 0; i < offsets.length; i++) {
            followers[i] = moved.get(ofEvents[i] - 1).events - 1 - offsets[i];
        }
        return followers;
    }
}
