package io.dealledger.account;

import io.dealledger.fact.Fact;
import io.dealledger.fact.FactReader;
import io.dealledger.fact.Statement;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A fact as events carry it: whole, with both clocks.
 *
 * @param source     with {@code id} the idempotency key
 * @param kind       a name of {@link io.dealledger.fact.FactKinds#all}
 * @param recordedAt when the ledger first learned of it; keeps its value when the fact is placed or follows a merge
 * @param rawSha256  lower-case hex SHA-256 of the message as it came in
 * @param via        the way in, e.g. {@code http}, {@code kafka}, {@code connector:partnerstack}
 * @param data       as stated, whole
 */
public record StoredFact(String source, String id, String kind, Instant occurredAt, Instant recordedAt,
        @Nullable String subject, String rawSha256, String via, Map<String, @Nullable Object> data) {
    public static StoredFact of(Statement statement, Instant recordedAt, String rawSha256, String via) {
        return new StoredFact(statement.source(), statement.id(), statement.kind(), statement.occurredAt(),
                recordedAt, statement.subject(), rawSha256, via, statement.data());
    }

    /** @throws IllegalArgumentException if the stored data is not what its kind needs */
    public Statement statement() {
        Fact fact = switch (FactReader.read(kind, data)) {
            case FactReader.Readable(Fact read) -> read;
            case FactReader.Unreadable(var problems) -> throw new IllegalArgumentException(
                    "stored fact " + source + " " + id + " is unreadable: " + problems);
        };
        return new Statement(source, id, occurredAt, subject, fact, data);
    }
}
