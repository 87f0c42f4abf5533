package io.dealledger.api.query;

import io.dealledger.projections.publication.PublicationView.Published;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A week's numbers as they stood when they were published.
 *
 * @param position     where the ledger holds the publication
 * @param asOfPosition the last position that the numbers count
 * @param numbers      as sealed: a member that had no value is left out
 */
public record PublicationRow(String definition, String week, Instant publishedAt, long position, long asOfPosition,
        Map<String, @Nullable Object> numbers) {
    static PublicationRow of(Published published) {
        return new PublicationRow(published.definition(), published.week(), published.publishedAt(),
                published.position(), published.asOfPosition(), Stored.read(published.numbers()));
    }

    /** A member that is a text; null where it was left out. */
    @Nullable
    String text(String member) {
        return numbers.get(member) instanceof String text ? text : null;
    }
}
