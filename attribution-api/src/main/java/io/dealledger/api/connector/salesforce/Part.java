package io.dealledger.api.connector.salesforce;

import io.dealledger.json.Problem;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a message holds. */
sealed interface Part {
    /**
     * A change of one or more records, or how one stood.
     *
     * @param readAgainAt when the record was asked for; null where it came by itself
     * @param raw         as it came
     */
    record Changed(ChangeReader.Change change, @Nullable Instant readAgainAt, byte[] raw) implements Part {}

    /** @param rows all stages of the org */
    record Catalogue(List<Row> rows, byte[] raw) implements Part {}

    /** @param roles of the partners that the opportunity lists, by their account ids: all of them */
    record Partners(String opportunity, Map<String, String> roles, Instant readAt, byte[] raw) implements Part {}

    /**
     * One page of all that was changed of an object since something of it was missed.
     *
     * @param last record of the page, after which the next one begins; null where there is none
     */
    record Page(Missed missed, @Nullable String last, Instant readAt, byte[] raw) implements Part {}

    /** The org has no such record any more, or does not show it. */
    record Gone(String entity, String record, Instant readAt, byte[] raw) implements Part {}

    /** An event that the org publishes on purpose. @param id that is its alone */
    record Published(String id, PlatformEvent event, byte[] raw) implements Part {}

    /** The vendor does not know any more how far was read. */
    record Lost(Map<?, ?> lost, byte[] raw) implements Part {}

    /** @param type of event or record that nothing is made of */
    record Unwanted(String type) implements Part {}

    /** A field in so many records that nothing reads. */
    record UnreadField(String field, int records) implements Part {}

    /** @param record null where it has no readable id */
    record Unreadable(@Nullable String stream, @Nullable String record, Problem problem, byte[] raw) implements Part {}
}
