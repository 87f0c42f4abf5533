package io.dealledger.api.connector;

import io.dealledger.api.connector.mapping.Unknown;
import io.dealledger.api.intake.Delivery;
import io.dealledger.json.Problem;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One record of a message, as one stream of the connector reads it, or what was found in it besides. */
public sealed interface Entry {
    record NoStream() implements Entry {}

    /** Something that nothing reads, in this message or in so many records of it: no record itself. */
    record Unread(Message in, Unknown unknown, int records) implements Entry {}

    /**
     * @param stream null where the message as a whole is meant
     * @param record null where the record has no readable id
     * @param raw    the record, or the message where it is its only one
     */
    record Unreadable(@Nullable String stream, @Nullable String record, List<Problem> problems, byte[] raw)
            implements
                Entry {}

    /**
     * @param consulted other records that the transition looks at
     * @param raw       the record, or the message where it is its only one
     */
    record Change(RecordKey key, List<RecordKey> consulted, byte[] raw, Transition transition) implements Entry {
        public Change(RecordKey key, byte[] raw, Transition transition) {
            this(key, List.of(), raw, transition);
        }
    }

    /** Holds a record against what is known of it. Pure: the caller may repeat it with a newer state. */
    interface Transition {
        /**
         * @param state as the last {@link Result} left it; null at first sight
         * @param other the state of a record that the change consults; null where nothing is known of it
         */
        Result apply(@Nullable Map<String, @Nullable Object> state,
                Function<RecordKey, @Nullable Map<String, @Nullable Object>> other);
    }

    /**
     * @param said     what the record says, each with an id of its own that depends on nothing but what it says
     * @param accounts what the record says about which account something is with
     * @param state    of the record from now on; null where it does not change
     */
    record Result(RecordOutcome outcome, List<Delivery.Reading> said, List<SameAccount> accounts,
            @Nullable Map<String, @Nullable Object> state) {
        public static Result nothing(RecordOutcome outcome) {
            return new Result(outcome, List.of(), List.of(), null);
        }
    }
}
