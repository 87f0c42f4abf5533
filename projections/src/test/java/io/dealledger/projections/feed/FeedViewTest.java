package io.dealledger.projections.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.dealledger.account.FactAccepted;
import io.dealledger.account.FactDiscarded;
import io.dealledger.account.FactFiled;
import io.dealledger.account.FactParked;
import io.dealledger.account.FactPlaced;
import io.dealledger.account.FactQuarantined;
import io.dealledger.account.StoredFact;
import io.dealledger.feed.Counted;
import io.dealledger.projections.Folding;
import io.dealledger.projections.TestDatabase;
import io.dealledger.projections.TestLedger;
import io.dealledger.projections.engine.AsOf;
import io.dealledger.projections.engine.ViewReader;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class FeedViewTest {
    private static final Instant FROM = TestLedger.START;
    private static final Instant UNTIL = FROM.plus(Duration.ofDays(7));

    private final DataSource database = TestDatabase.with("feed");
    private final TestLedger ledger = new TestLedger();

    @Test
    void countsRecordsAndNotStatements() throws Exception {
        accept(connector("deals:d1", "registration.submitted", FROM, "expected_amount", "10.00"));
        accept(connector("deals:d1", "registration.approved", FROM.plusSeconds(1), "note", "yes"));
        accept(connector("deals:d1", "registration.submitted", FROM.plusSeconds(2), "expected_amount", "12.00"));
        accept(connector("partners:p1", "partner.enrolled", FROM, "name", "P"));
        accept(connector("deals:d2", "registration.submitted", UNTIL, "expected_amount", "99.00"));
        accept(fact("http", "crm", "1", null, "opportunity.closed_won", FROM, "amount", "7.00"));
        fold();

        assertThat(counted(9, "prm")).isEqualTo(new Counted(2, new BigDecimal("12.00"), List.of("USD")));
        assertThat(counted(9, "prm/deals")).isEqualTo(new Counted(1, new BigDecimal("12.00"), List.of("USD")));
        assertThat(counted(9, "prm/partner.enrolled")).isEqualTo(new Counted(1, BigDecimal.ZERO, List.of()));
        assertThat(counted(0, "prm")).isEqualTo(new Counted(1, new BigDecimal("10.00"), List.of("USD")));
        assertThat(counted(9, "crm")).isEqualTo(new Counted(1, new BigDecimal("7.00"), List.of("USD")));
        assertThat(counted(9, "nobody")).isEqualTo(Counted.NOTHING);
    }

    @Test
    void countsWhatIsParkedOnce() throws Exception {
        StoredFact win = fact("http", "crm", "1", null, "opportunity.closed_won", FROM, "amount", "7.00");
        ledger.append("parked/opportunity/O1", new FactParked(win, "opportunity", "O1"));
        ledger.append("account/A1", new FactPlaced("A1", win, 0));
        fold();

        assertThat(counted(0, "crm").records()).isEqualTo(1);
        assertThat(counted(1, "crm").records()).isEqualTo(1);
    }

    @Test
    void knowsWhenEachSourceWasHeardOf() throws Exception {
        accept(fact("http", "crm", "1", null, "opportunity.closed_won", FROM, "amount", "7.00"));
        quarantine("q1", "prm");
        accept(fact("http", "crm", "2", null, "opportunity.closed_won", UNTIL, "amount", "7.00"));
        ledger.append("quarantine/q1", new FactDiscarded("q1", "ann", "spam", TestLedger.START));
        fold();

        assertThat(sources(1)).containsExactly(new FeedView.Source("crm", FROM, FROM, 0),
                new FeedView.Source("prm", FROM.plusSeconds(1), null, 1));
        assertThat(sources(3)).containsExactly(new FeedView.Source("crm", FROM.plusSeconds(2), UNTIL, 0),
                new FeedView.Source("prm", FROM.plusSeconds(1), null, 0));
        assertThat(sources(-1)).isEmpty();
    }

    @Test
    void keepsWhatIsSaidAboutFeedsApart() throws Exception {
        StoredFact gap = new StoredFact("ops", "g", "intake.gap_detected", FROM, FROM, null, "00", "http",
                Map.of("feed", "crm", "from", FROM.toString(), "to", FROM.toString(), "reason", "overflow"));
        ledger.append("company/intake", new FactFiled("company/intake", gap));
        fold();

        assertThat(said(0)).singleElement().satisfies(said -> {
            assertThat(said.position()).isZero();
            assertThat(said.fact()).contains("overflow");
        });
        assertThat(said(-1)).isEmpty();
        assertThat(sources(0)).isEmpty();
        assertThat(counted(0, "ops")).isEqualTo(Counted.NOTHING);
    }

    private StoredFact connector(String record, String kind, Instant at, String member, String value) {
        return fact("connector:prm", "prm", record + "/" + kind + "/" + ledger.head(), record, kind, at, member, value);
    }

    private static StoredFact fact(String via, String source, String id, @Nullable String subject, String kind,
            Instant at, String member, String value) {
        Instant recordedAt = FROM;
        return new StoredFact(source, id, kind, at, recordedAt, subject, "00", via,
                Map.of(member, value, "currency", "USD"));
    }

    private void accept(StoredFact fact) {
        ledger.append("account/A1",
                new FactAccepted("A1",
                        new StoredFact(fact.source(), fact.id(), fact.kind(), fact.occurredAt(),
                                FROM.plusSeconds(ledger.head() + 1), fact.subject(), fact.rawSha256(), fact.via(),
                                fact.data())));
    }

    private void quarantine(String id, String source) {
        ledger.append("quarantine/" + id, new FactQuarantined(id, "unreadable", source, "x", null, List.of("bad"),
                "eyJ9", "00", "application/json", "http", FROM.plusSeconds(ledger.head() + 1), null));
    }

    private Counted counted(long position, String feed) {
        return ask(sql -> FeedView.counted(sql, asOf(position), feed, FROM, UNTIL));
    }

    private List<FeedView.Source> sources(long position) {
        return ask(sql -> FeedView.sources(sql, asOf(position)));
    }

    private List<FeedView.Said> said(long position) {
        return ask(sql -> FeedView.said(sql, asOf(position)));
    }

    private <T> T ask(Function<JdbcClient, T> question) {
        return new ViewReader(database).ask(FeedView.VIEW, (sql, _) -> question.apply(sql));
    }

    private static AsOf asOf(long position) {
        return new AsOf(position, TestLedger.START);
    }

    private void fold() throws InterruptedException {
        Folding.all(Folding.processor(new FeedProjection(), ledger, database, 2), ledger);
    }
}
