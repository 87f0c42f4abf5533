package io.dealledger.api.connector.hubspot;

import io.dealledger.api.connector.mapping.Unknown;
import io.dealledger.json.Problem;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a part of a message tells.
 *
 * @param raw the part as it came
 */
sealed interface Told {
    /**
     * Nothing that the ledger reads.
     *
     * @param unknown what it is; null where that is known well, such as an echo of our own
     */
    record Nothing(@Nullable Unknown unknown) implements Told {}

    /** A column of an export that nothing reads. */
    record Column(Unknown unknown, int rows) implements Told {}

    record Unreadable(@Nullable String record, Problem problem, Object raw) implements Told {}

    /** Something of one deal. */
    record OfDeal(String deal, List<DealEvent> events, Object raw) implements Told {}

    /** Something of one company: its name or its domain. */
    record OfCompany(String company, long at, Map<String, String> values, Object raw) implements Told {}
}
