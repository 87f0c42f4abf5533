package io.dealledger.projections.timeline;

import io.dealledger.projections.engine.AsOf;
import io.dealledger.projections.engine.Needs;
import io.dealledger.projections.engine.SqlTime;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Asks for the facts of an account. */
public final class TimelineView {
    public static final String VIEW = "timeline";

    private static final String STANDING = """
            SELECT account_id, source, fact_id, arrived_at, position, fact FROM entry e
            WHERE arrived_at <= ?
              AND NOT EXISTS (SELECT 1 FROM entry later
                WHERE later.account_id = e.account_id AND later.source = e.source AND later.fact_id = e.fact_id
                  AND later.arrived_at > e.arrived_at AND later.arrived_at <= ?)""";

    private TimelineView() {}

    /** What is shown of one account. */
    public static LongFunction<Needs> needs(String accountId) {
        return upTo -> new Needs(upTo, "account/" + accountId, false);
    }

    /**
     * @param place        of the fact in the account's order
     * @param arrivedAt    position at which it reached the account
     * @param arrival      {@code accepted}, {@code placed} or {@code followed}
     * @param followedFrom the account that it came over from; null unless it followed
     * @param supersededAt position at which another content of the same (source, id) took its place; null if it stands
     * @param fact         as stored, JSON
     */
    public record Entry(Place place, long arrivedAt, String arrival, @Nullable String followedFrom,
            @Nullable Long supersededAt, String fact) {}

    /** Where a fact stands in its account: by business time, then by the ledger's order. */
    public record Place(Instant occurredAt, Instant recordedAt, long position) {
        /** RFC 3339 cannot write a year before 0. */
        public static final Place BEFORE_ALL = new Place(Instant.parse("-0001-01-01T00:00:00Z"), Instant.EPOCH, -1);
    }

    /** The facts after {@code after}, in order, at most {@code limit}. */
    public static List<Entry> page(JdbcClient sql, String accountId, AsOf asOf, Place after, int limit) {
        return sql.sql("""
                SELECT occurred_at, recorded_at, position, arrived_at, arrival, followed_from, fact,
                  (SELECT min(later.arrived_at) FROM entry later
                   WHERE later.account_id = e.account_id AND later.source = e.source AND later.fact_id = e.fact_id
                     AND later.arrived_at > e.arrived_at AND later.arrived_at <= ?) AS superseded_at
                FROM entry e
                WHERE account_id = ? AND arrived_at <= ? AND (occurred_at, recorded_at, position) > (?, ?, ?)
                ORDER BY occurred_at, recorded_at, position LIMIT ?""").param(asOf.position()).param(accountId)
                .param(asOf.position()).param(SqlTime.of(after.occurredAt())).param(SqlTime.of(after.recordedAt()))
                .param(after.position())
                .param(limit).query((row, _) -> entry(row)).list();
    }

    /** The facts that stand in one account. */
    public record Standing(String accountId, List<StandingFact> facts) {}

    /** @param position its place in the ledger's order @param fact as stored, JSON */
    public record StandingFact(long position, String fact) {}

    /** Hands out every account's standing facts, account by account, those that went to another account since included. */
    public static void forEachAccount(JdbcClient sql, AsOf asOf, Consumer<Standing> consumer) {
        var gathered = new ArrayList<StandingFact>();
        var account = new StringBuilder();
        sql.sql(STANDING + " ORDER BY account_id").withFetchSize(1_000).param(asOf.position()).param(asOf.position())
                .query(row -> {
                    String id = row.getString("account_id");
                    if (!gathered.isEmpty() && !id.contentEquals(account)) {
                        consumer.accept(new Standing(account.toString(), List.copyOf(gathered)));
                        gathered.clear();
                    }
                    account.setLength(0);
                    account.append(id);
                    gathered.add(new StandingFact(row.getLong("position"), row.getString("fact")));
                });
        if (!gathered.isEmpty()) {
            consumer.accept(new Standing(account.toString(), List.copyOf(gathered)));
        }
    }

    /** The facts of an account that go by these names, {@code source/id}, in order; names that are none are left out. */
    public static List<StandingFact> named(JdbcClient sql, String accountId, Collection<String> names, AsOf asOf) {
        return sql.sql("""
                SELECT position, fact FROM entry WHERE account_id = ? AND arrived_at <= ?
                  AND source || '/' || fact_id = ANY (?) ORDER BY position""").param(accountId)
                .param(asOf.position()).param(names.toArray(String[]::new))
                .query((row, _) -> new StandingFact(row.getLong("position"), row.getString("fact"))).list();
    }

    /** The facts that stand in any of some accounts, each once: as it arrived last. */
    public static List<StandingFact> standing(JdbcClient sql, Collection<String> accounts, AsOf asOf) {
        return sql.sql("SELECT DISTINCT ON (source, fact_id) position, fact FROM (" + STANDING
                + " AND account_id = ANY (?)) standing ORDER BY source, fact_id, arrived_at DESC")
                .param(asOf.position()).param(asOf.position()).param(accounts.toArray(String[]::new))
                .query((row, _) -> new StandingFact(row.getLong("position"), row.getString("fact"))).list();
    }

    /** What was said about which accounts are one customer: merges and their corrections. */
    public static List<StandingFact> identity(JdbcClient sql, AsOf asOf) {
        return sql.sql("SELECT position, fact FROM identity WHERE position <= ? ORDER BY position")
                .param(asOf.position())
                .query((row, _) -> new StandingFact(row.getLong("position"), row.getString("fact"))).list();
    }

    private static Entry entry(ResultSet row) throws SQLException {
        var place = new Place(SqlTime.get(row, "occurred_at"), SqlTime.get(row, "recorded_at"),
                row.getLong("position"));
        return new Entry(place, row.getLong("arrived_at"), row.getString("arrival"), row.getString("followed_from"),
                row.getObject("superseded_at", Long.class), row.getString("fact"));
    }
}
