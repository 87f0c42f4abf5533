package io.dealledger.api.bench;

import io.dealledger.account.AttributionDecided;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** The least that makes a share possible: the latest decision on each deal, to be summed up by whoever asks. */
final class DealHandler implements ShareRebuild.Writing {
    static final String TABLE = """
            CREATE TABLE deal_row (opportunity_id text PRIMARY KEY, account_id text NOT NULL, status text NOT NULL,
              tag text NOT NULL, segment text, amount numeric, currency text, closed_at timestamptz,
              revision bigint NOT NULL)""";

    @Override
    public void write(AttributionDecided decided, JdbcTemplate rows) {
        var deal = decided.decision().deal();
        rows.update("""
                INSERT INTO deal_row VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (opportunity_id) DO UPDATE SET
                  account_id = excluded.account_id, status = excluded.status, tag = excluded.tag,
                  segment = excluded.segment, amount = excluded.amount, currency = excluded.currency,
                  closed_at = excluded.closed_at, revision = excluded.revision""", deal.opportunityId(),
                deal.accountId(), deal.status().name(), decided.decision().tag().name(), deal.segment(), deal.amount(),
                deal.currency() == null ? null : deal.currency().getCurrencyCode(), time(deal.closedAt()),
                decided.revision());
    }

    private static @Nullable OffsetDateTime time(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }
}
