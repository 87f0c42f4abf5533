package io.dealledger.api.connector.salesforce;

import io.dealledger.json.Problem;
import org.jspecify.annotations.Nullable;

/** A record in a file, a pushed message or an answer; or why something there is none. */
sealed interface Found permits Row, Found.Unreadable {
    Object raw();

    /** @param record null where it has no readable id */
    record Unreadable(@Nullable String record, Problem problem, Object raw) implements Found {}
}
