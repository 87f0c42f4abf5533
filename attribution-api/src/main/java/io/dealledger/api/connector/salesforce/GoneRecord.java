package io.dealledger.api.connector.salesforce;

import io.dealledger.api.connector.Entry;
import io.dealledger.api.connector.RecordKey;
import io.dealledger.api.connector.RecordOutcome;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A record of which something was missed and that is not there to be read: no more will be known of it than the org told, so
 * nobody has to wait. That it was deleted is told by its own event; a record that is hidden from us answers the same.
 *
 * @param readAt when it was asked for
 */
record GoneRecord(Org org, String entity, String record, Instant readAt) implements Entry.Transition {
    @Override
    public Entry.Result apply(@Nullable Map<String, @Nullable Object> state,
            Function<RecordKey, @Nullable Map<String, @Nullable Object>> other) {
        Changes known = Changes.ofJson(state);
        List<ChangeEvent> gaps = known.openGaps(readAt);
        return gaps.isEmpty()
                ? Entry.Result.nothing(RecordOutcome.NO_FACT)
                : new Entry.Result(RecordOutcome.FACTS, gaps.stream()
                        .map(gap -> Missed.of(org, entity, record, gap).closed(readAt, "deleted, or hidden from us"))
                        .toList(), List.of(), known.without(gaps).toJson());
    }
}
