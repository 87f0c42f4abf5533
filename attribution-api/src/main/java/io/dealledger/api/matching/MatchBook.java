package io.dealledger.api.matching;

import io.dealledger.api.intake.RawMessages;
import io.dealledger.api.matching.Match.Decision;
import io.dealledger.api.matching.Match.Ruling;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** What accounts are called, which of them may be one, and what was decided, in tables of our own beside the ledger's. */
public final class MatchBook implements RawMessages {
    private static final String SCHEMA = "matching";
    /** A name that so many accounts have tells none of them from another. */
    private static final int MOST_OF_A_NAME = 4;
    private static final String MATCHES = """
            SELECT id, from_key, into_key, proposed_at, decision, decided_by, reason, decided_at, stated,
              (SELECT array_agg(code || ' ' || words ORDER BY code, words) FROM matching.match_reason
               WHERE match_id = id) AS reasons
            FROM matching.match
            """;

    private final JdbcTemplate jdbc;

    public MatchBook(DataSource dataSource) {
        Flyway.configure(MatchBook.class.getClassLoader()).dataSource(dataSource)
                .locations("classpath:db/migration/matching").schemas(SCHEMA).defaultSchema(SCHEMA)
                .table("matching_schema_history").cleanDisabled(true).load().migrate();
        this.jdbc = new JdbcTemplate(dataSource);
    }

    /** Two accounts of one name. */
    public record Alike(AccountName one, AccountName other) {
        public List<Reason> reasons() {
            var reasons = new ArrayList<Reason>();
            reasons.add(new Reason(Reason.Code.SAME_NAME, "'" + one.name() + "' (" + one.voice() + ") and '"
                    + other.name() + "' (" + other.voice() + ")"));
            if (one.domain() != null && other.domain() != null && !one.domain().equals(other.domain())
                    && PlainName.label(one.domain()).equals(PlainName.label(other.domain()))) {
                reasons.add(new Reason(Reason.Code.ALIKE_DOMAINS, one.domain() + " and " + other.domain()));
            }
            return reasons;
        }
    }

    /** Notes names; gives the accounts that are called like one of these. */
    public List<Alike> note(Collection<AccountName> names) {
        List<AccountName> usable = names.stream().filter(name -> PlainName.of(name.name()) != null).toList();
        if (usable.isEmpty()) {
            return List.of();
        }
        jdbc.update("""
                INSERT INTO matching.account_name (account_key, voice, name, plain, domain)
                SELECT DISTINCT ON (account_key, voice) account_key, voice, name, plain, domain
                FROM unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::text[])
                  WITH ORDINALITY AS said (account_key, voice, name, plain, domain, place)
                ORDER BY account_key, voice, place DESC
                ON CONFLICT (account_key, voice) DO UPDATE
                SET name = EXCLUDED.name, plain = EXCLUDED.plain,
                    domain = coalesce(EXCLUDED.domain, account_name.domain)""", texts(usable, AccountName::accountKey),
                texts(usable, AccountName::voice), texts(usable, AccountName::name),
                texts(usable, name -> PlainName.of(name.name())), texts(usable, AccountName::domain));
        return jdbc.query("""
                SELECT one.account_key, one.voice, one.name, one.domain,
                       other.account_key, other.voice, other.name, other.domain
                FROM matching.account_name one JOIN matching.account_name other
                  ON other.plain = one.plain AND other.account_key <> one.account_key
                WHERE one.account_key = ANY (?)
                  AND (SELECT count(DISTINCT account_key) FROM matching.account_name all_of
                       WHERE all_of.plain = one.plain) <= ?
                ORDER BY 1, 5, 2, 6""",
                (row, _) -> new Alike(name(row, 1), name(row, 5)), texts(usable, AccountName::accountKey),
                MOST_OF_A_NAME);
    }

    private static AccountName name(ResultSet row, int from) throws SQLException {
        return new AccountName(row.getString(from), row.getString(from + 1), row.getString(from + 2),
                row.getString(from + 3));
    }

    /** Puts two accounts before a person; reasons add up. One pair is one question, whichever way round. */
    public void propose(String from, String into, List<Reason> reasons, Instant now) {
        jdbc.update("""
                INSERT INTO matching.match (from_key, into_key, proposed_at)
                SELECT ?, ?, ? WHERE NOT EXISTS (SELECT FROM matching.match WHERE from_key = ? AND into_key = ?)
                ON CONFLICT DO NOTHING""", from, into, at(now), into, from);
        for (Reason reason : reasons) {
            jdbc.update("""
                    INSERT INTO matching.match_reason (match_id, code, words)
                    SELECT id, ?, ? FROM matching.match WHERE (from_key, into_key) IN ((?, ?), (?, ?))
                      AND decision IS NULL ON CONFLICT DO NOTHING""", word(reason.code()), reason.words(), from, into,
                    into, from);
        }
    }

    /** Whether a person has decided about these two, whatever it was. */
    public boolean isDecided(String one, String other) {
        return Boolean.TRUE.equals(jdbc.queryForObject("""
                SELECT EXISTS (SELECT FROM matching.match WHERE (from_key, into_key) IN ((?, ?), (?, ?))
                  AND decision IS NOT NULL AND decided_by IS NOT NULL)""", Boolean.class, one, other, other, one));
    }

    Optional<Match> find(long id) {
        return jdbc.query(MATCHES + "WHERE id = ?", MatchBook::match, id).stream().findFirst();
    }

    /** Pairs that nobody has decided about. */
    List<Match> open(int limit) {
        return jdbc.query(MATCHES + "WHERE decision IS NULL ORDER BY id LIMIT ?", MatchBook::match, limit);
    }

    /** @param decided null for both @param account that a pair is about; null for any */
    List<Match> page(@Nullable Boolean decided, @Nullable String account, long after, int limit) {
        return jdbc.query(MATCHES + """
                WHERE id > ? AND (?::boolean IS NULL OR (decision IS NOT NULL) = ?::boolean)
                  AND (?::text IS NULL OR from_key = ?::text OR into_key = ?::text)
                ORDER BY id LIMIT ?""", MatchBook::match, after, decided, decided, account, account, account, limit);
    }

    List<AccountName> names(String accountKey) {
        return jdbc.query("SELECT account_key, voice, name, domain FROM matching.account_name WHERE account_key = ?"
                + " ORDER BY voice", (row, _) -> name(row, 1), accountKey);
    }

    /** The first ruling stands. @return the match as it stands then */
    Match rule(long id, Ruling ruling) {
        jdbc.update("""
                UPDATE matching.match SET decision = ?, decided_by = ?, reason = ?, decided_at = ?, stated = ?
                WHERE id = ? AND decision IS NULL""", word(ruling.decision()), ruling.by(), ruling.reason(),
                at(ruling.at()), ruling.stated(), id);
        return find(id).orElseThrow();
    }

    void stated(long id) {
        jdbc.update("UPDATE matching.match SET stated = true WHERE id = ?", id);
    }

    /** Takes a person's name out of what was decided. */
    @Override
    public int forget(String name) {
        return jdbc.update("""
                UPDATE matching.match SET decided_by = CASE decided_by WHEN ? THEN 'erased' ELSE decided_by END,
                  reason = replace(reason, ?, 'erased')
                WHERE decided_by = ? OR position(? in reason) > 0""", name, name, name, name);
    }

    private static Match match(ResultSet row, int number) throws SQLException {
        String decision = row.getString("decision");
        return new Match(row.getLong("id"), row.getString("from_key"), row.getString("into_key"),
                row.getTimestamp("proposed_at").toInstant(), reasons(row.getArray("reasons")),
                decision == null
                        ? null
                        : new Ruling(Decision.valueOf(decision.toUpperCase(Locale.ROOT)), row.getString("decided_by"),
                                row.getString("reason"), row.getTimestamp("decided_at").toInstant(),
                                row.getBoolean("stated")));
    }

    private static List<Reason> reasons(@Nullable Array array) throws SQLException {
        var reasons = new ArrayList<Reason>();
        if (array != null) {
            for (String text : (String[]) Objects.requireNonNull(array.getArray())) {
                int space = text.indexOf(' ');
                reasons.add(new Reason(Reason.Code.valueOf(text.substring(0, space).toUpperCase(Locale.ROOT)),
                        text.substring(space + 1)));
            }
        }
        return List.copyOf(reasons);
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private static <T> @Nullable String[] texts(Collection<T> of, Function<T, @Nullable String> text) {
        return of.stream().map(text).toArray(String[]::new);
    }

    private static Timestamp at(Instant instant) {
        return Timestamp.from(instant.truncatedTo(ChronoUnit.MICROS));
    }
}
