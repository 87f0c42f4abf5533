package io.dealledger.api.bench;

import io.dealledger.api.bench.Company.Said;
import io.dealledger.projections.engine.BatchProjection;
import io.dealledger.projections.engine.FoldingProcessor;
import io.dealledger.projections.engine.SharedTail;
import io.dealledger.projections.engine.ViewSchemas;
import io.dealledger.projections.feed.FeedProjection;
import io.dealledger.projections.publication.PublicationProjection;
import io.dealledger.projections.share.ShareProjection;
import io.dealledger.projections.waiting.WaitingProjection;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * How long {@code GET /v1/share} takes over so many facts, from a client of the program, and how long the sums of the same
 * weeks take by SQL over a table of those facts with the indexes that the question wants. The SQL knows a registration, an
 * approval and co-selling; not lapses, disputes, splits, claims used up, rates or what was known when.
 */
final class ShareQuery implements AutoCloseable {
    /** Of 26 weeks, the last two quarters of each. */
    private static final int WEEKS = 51;
    private static final int OF_ONE_DEAL = 6;
    /** What is asked of the small ledger and of the large one. */
    static final int FEW = 10_000;
    private static final int WARM_UP = 300;
    private static final int ASKED = 200;
    private static final int ASKED_BY_SQL = 3;
    private static final int ROWS = 5_000;
    private static final Duration PATIENCE = Duration.ofMinutes(30);
    private static final String BY_SQL = """
            SELECT date_trunc('week', closed_at AT TIME ZONE 'UTC'), tag, sum(amount) FROM (
              SELECT w.occurred_at AS closed_at, w.amount, CASE
                WHEN EXISTS (SELECT 1 FROM fact s JOIN fact a ON a.registration_id = s.registration_id
                    AND a.kind = 'registration.approved'
                  WHERE s.account_id = o.account_id AND s.kind = 'registration.submitted'
                    AND s.occurred_at <= o.occurred_at) THEN 'sourced'
                WHEN EXISTS (SELECT 1 FROM fact c WHERE c.opportunity_id = w.opportunity_id
                    AND c.kind = 'cosell.activity') THEN 'influenced'
                ELSE 'direct' END AS tag
              FROM fact w JOIN fact o ON o.opportunity_id = w.opportunity_id AND o.kind = 'opportunity.created'
              WHERE w.kind = 'opportunity.closed_won' AND w.occurred_at >= ? AND w.occurred_at < ?) AS won
            GROUP BY 1, 2""";

    private final Ours ours;
    private final Program program;
    private final List<Said> unwritten = new ArrayList<>();

    ShareQuery(EmbeddedPostgres server, long seed, int facts) throws Exception {
        ours = new Ours(Database.create(server, "query_" + facts, "&reWriteBatchedInserts=true"));
        ours.database().execute("""
                CREATE TABLE fact (kind text NOT NULL, occurred_at timestamptz NOT NULL, account_id text,
                  opportunity_id text, registration_id text, partner_id text, amount numeric)""");
        var history = new History(seed, Instant.now(), facts / OF_ONE_DEAL);
        var books = new Books(new Company(seed, "query", Instant.now(), 1));
        for (List<Said> said = history.next(); !said.isEmpty(); said = history.next()) {
            ours.append(books.unit(said, said.getLast().statement().occurredAt()));
            said.stream().filter(each -> each.statement().kind().equals("opportunity.closed_won")).map(Said::account)
                    .forEach(books::forget);
            unwritten.addAll(said);
            if (unwritten.size() >= ROWS) {
                insert();
            }
        }
        insert();
        ours.database().execute("CREATE INDEX ON fact (kind, occurred_at)", "CREATE INDEX ON fact (opportunity_id, kind)",
                "CREATE INDEX ON fact (account_id, kind)", "CREATE INDEX ON fact (registration_id, kind)");
        fold(List.of(new ShareProjection(), new WaitingProjection(), new FeedProjection(), new PublicationProjection()));
        ours.database().execute("VACUUM ANALYZE", "CHECKPOINT");
        program = new Program(ours.database(), "--ledger.roles=query");
        for (int i = 0; i < WARM_UP; i++) {
            var _ = ask();
        }
    }

    /** The views that the answer is made of, so that the others need no time. */
    private void fold(List<BatchProjection<?>> views) throws InterruptedException {
        ViewSchemas.migrate(ours.database().pool(), views.stream().map(BatchProjection::view).toList());
        long head = ours.ledger().tail().head();
        var tail = new SharedTail(ours.ledger().tail(), ROWS);
        var processors = views.stream().map(view -> new FoldingProcessor(view, tail, ours.database().pool(),
                InstantSource.system(), "bench", ROWS)).toList();
        processors.forEach(FoldingProcessor::start);
        for (FoldingProcessor processor : processors) {
            if (!processor.await(head, PATIENCE)) {
                throw new IllegalStateException("not folded after " + PATIENCE + ": " + processor.status());
            }
        }
        processors.forEach(FoldingProcessor::shutDown);
    }

    private void insert() throws SQLException {
        try (Connection connection = ours.database().pool().getConnection();
                PreparedStatement row = connection.prepareStatement("INSERT INTO fact VALUES (?, ?, ?, ?, ?, ?, ?)")) {
            for (Said each : unwritten) {
                row.setString(1, each.statement().kind());
                row.setObject(2, each.statement().occurredAt().atOffset(ZoneOffset.UTC));
                int column = 3;
                for (String name : List.of("account_id", "opportunity_id", "registration_id", "partner_id")) {
                    row.setString(column++, text(each.statement().data().get(name)));
                }
                String amount = text(each.statement().data().get("amount"));
                row.setBigDecimal(column, amount == null ? null : new BigDecimal(amount));
                row.addBatch();
            }
            var _ = row.executeBatch();
        }
        unwritten.clear();
    }

    private static @Nullable String text(@Nullable Object value) {
        return value == null ? null : value.toString();
    }

    /** Medians in milliseconds. */
    record Asked(double few, double many) {}

    /** One after the other, so that both meet the same machine. */
    static Asked ours(ShareQuery few, ShareQuery many) throws Exception {
        var nanosOfFew = LongStream.builder();
        var nanosOfMany = LongStream.builder();
        for (int i = 0; i < ASKED; i++) {
            nanosOfFew.add(nanos(few::ask));
            nanosOfMany.add(nanos(many::ask));
        }
        return new Asked(median(nanosOfFew), median(nanosOfMany));
    }

    private String ask() throws Exception {
        String answer = program.get("/v1/share");
        if (!answer.contains("\"weeks\"")) {
            throw new IllegalStateException("no share: " + answer);
        }
        return answer;
    }

    /** @return the median in milliseconds */
    double sql() throws Exception {
        OffsetDateTime end = LocalDate.now(ZoneOffset.UTC).with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY))
                .atStartOfDay().atOffset(ZoneOffset.UTC);
        try (Connection connection = ours.database().pool().getConnection();
                PreparedStatement query = connection.prepareStatement(BY_SQL)) {
            query.setObject(1, end.minusWeeks(WEEKS));
            query.setObject(2, end);
            return median(ASKED_BY_SQL, () -> sums(query));
        }
    }

    private static List<String> sums(PreparedStatement query) throws SQLException {
        var sums = new ArrayList<String>();
        try (ResultSet rows = query.executeQuery()) {
            while (rows.next()) {
                sums.add(rows.getString(2) + rows.getBigDecimal(3));
            }
        }
        if (sums.isEmpty()) {
            throw new IllegalStateException("no week has a won deal");
        }
        return sums;
    }

    private static double median(int times, Callable<?> asking) throws Exception {
        var nanos = LongStream.builder();
        for (int i = 0; i < times; i++) {
            nanos.add(nanos(asking));
        }
        return median(nanos);
    }

    private static long nanos(Callable<?> asking) throws Exception {
        long start = System.nanoTime();
        Objects.requireNonNull(asking.call());
        return System.nanoTime() - start;
    }

    private static double median(LongStream.Builder nanos) {
        long[] sorted = nanos.build().sorted().toArray();
        return sorted[sorted.length / 2] / 1e6;
    }

    @Override
    public void close() {
        program.close();
        ours.close();
    }
}
