package io.dealledger.projections.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.dealledger.account.FactAccepted;
import io.dealledger.account.FactFollowed;
import io.dealledger.account.FactParked;
import io.dealledger.account.FactPlaced;
import io.dealledger.account.StoredFact;
import io.dealledger.projections.Folding;
import io.dealledger.projections.TestDatabase;
import io.dealledger.projections.TestLedger;
import io.dealledger.projections.engine.AsOf;
import io.dealledger.projections.engine.ViewReader;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

class TimelineViewTest {
    private final DataSource database = TestDatabase.with("timeline");
    private final TestLedger ledger = new TestLedger();

    @Test
    void ordersTheFactsOfAnAccountByBusinessTime() throws Exception {
        ledger.append("account/A1", new FactAccepted("A1", touch("late", "A1", "2026-02-01T00:00:00Z")));
        ledger.append("account/A2", new FactAccepted("A2", touch("other", "A2", "2026-01-01T00:00:00Z")));
        ledger.append("account/A1", new FactAccepted("A1", touch("early", "A1", "2025-02-01T00:00:00Z")));
        fold();

        assertThat(page("A1", 2)).extracting(entry -> entry.place().position()).containsExactly(2L, 0L);
        assertThat(page("A1", 1)).extracting(entry -> entry.place().position()).containsExactly(0L);
        assertThat(page("A1", 2).getFirst().fact()).contains("\"id\":\"early\"").contains("\"via\":\"http\"");
    }

    @Test
    void goesOnAfterTheLastPlaceShown() throws Exception {
        for (int i = 0; i < 5; i++) {
            ledger.append("account/A1", new FactAccepted("A1", touch("t" + i, "A1", "2026-02-01T00:00:00Z")));
        }
        fold();

        var reader = new ViewReader(database);
        List<TimelineView.Entry> first = reader.ask(TimelineView.VIEW, (sql, _) -> TimelineView.page(sql, "A1",
                new AsOf(4, TestLedger.START), TimelineView.Place.BEFORE_ALL, 3));
        List<TimelineView.Entry> second = reader.ask(TimelineView.VIEW, (sql, _) -> TimelineView.page(sql, "A1",
                new AsOf(4, TestLedger.START), first.getLast().place(), 3));
        assertThat(first).extracting(entry -> entry.place().position()).containsExactly(0L, 1L, 2L);
        assertThat(second).extracting(entry -> entry.place().position()).containsExactly(3L, 4L);
    }

    @Test
    void takesWhateverTimeAndTextASourceMaySay() throws Exception {
        ledger.append("account/A1", new FactAccepted("A1", touch("a\u0000b", "A1", "0000-03-01T00:00:00Z")));
        fold();

        assertThat(page("A1", 0)).singleElement().satisfies(entry -> {
            assertThat(entry.place().occurredAt()).isEqualTo("0000-03-01T00:00:00Z");
            assertThat(entry.fact()).contains("\"id\":\"a\\u0000b\"");
        });
    }

    @Test
    void showsAParkedFactInItsAccountFromTheMomentItWasPlaced() throws Exception {
        StoredFact parked = touch("waits", "A1", "2026-02-01T00:00:00Z");
        ledger.append("parked/opportunity/O1", new FactParked(parked, "opportunity", "O1"));
        ledger.append("account/A1", new FactPlaced("A1", parked, 0));
        fold();

        assertThat(page("A1", 0)).isEmpty();
        assertThat(page("A1", 1)).singleElement().satisfies(entry -> {
            assertThat(entry.place().position()).isZero();
            assertThat(entry.arrivedAt()).isEqualTo(1);
            assertThat(entry.arrival()).isEqualTo("placed");
        });
    }

    @Test
    void hasTheFactsOfMergedAccountsOnce() throws Exception {
        StoredFact fact = touch("t1", "A1", "2026-01-01T00:00:00Z");
        ledger.append("account/A1", new FactAccepted("A1", fact));
        ledger.append("account/A2", new FactAccepted("A2", merged("m1", "A1", "A2")));
        ledger.append("account/A2", new FactFollowed("A2", fact, "A1", 0L, "m1"));
        ledger.append("account/A2", new FactFollowed("A2", fact, "A1", 0L, "m1"));
        fold();

        assertThat(page("A2", 1)).hasSize(1);
        assertThat(page("A2", 3)).hasSize(2).first().satisfies(entry -> {
            assertThat(entry.followedFrom()).isEqualTo("A1");
            assertThat(entry.place().position()).isZero();
        });
        assertThat(standing(1, "A1", "A2")).containsExactlyInAnyOrder("t1", "m1");
        assertThat(standing(3, "A1", "A2")).containsExactlyInAnyOrder("t1", "m1");
    }

    @Test
    void knowsWhatWasSaidAboutWhoIsOneCustomer() throws Exception {
        ledger.append("account/A2", new FactAccepted("A2", merged("m1", "A1", "A2")));
        ledger.append("account/A2", new FactAccepted("A2", fact("u1", "account.unmerged", "2026-03-01T00:00:00Z",
                Map.of("from", "A1", "into", "A2", "reason", "an error", "approved_by", List.of("steward")))));
        ledger.append("account/A3", new FactFollowed("A3", merged("m1", "A1", "A2"), "A2", 0L, "m2"));
        fold();

        assertThat(identity(0)).containsExactly("m1");
        assertThat(identity(2)).containsExactly("m1", "u1");
    }

    @Test
    void showsWhichOfTwoContentsStands() throws Exception {
        ledger.append("account/A1", new FactAccepted("A1", touch("t1", "A1", "2026-02-01T00:00:00Z")));
        ledger.append("account/A1", new FactAccepted("A1", touch("t1", "A1", "2026-02-02T00:00:00Z")));
        fold();

        assertThat(page("A1", 0)).extracting(TimelineView.Entry::supersededAt).containsExactly((Long) null);
        assertThat(page("A1", 1)).extracting(TimelineView.Entry::supersededAt).containsExactly(1L, null);
    }

    private void fold() throws InterruptedException {
        Folding.all(Folding.processor(new TimelineProjection(), ledger, database, 2), ledger);
    }

    private List<TimelineView.Entry> page(String account, long position) {
        return new ViewReader(database).ask(TimelineView.VIEW, (sql, _) -> TimelineView.page(sql, account,
                new AsOf(position, TestLedger.START), TimelineView.Place.BEFORE_ALL, 100));
    }

    private List<String> standing(long position, String... accounts) {
        return ids(new ViewReader(database).ask(TimelineView.VIEW, (sql, _) -> TimelineView.standing(sql,
                List.of(accounts), new AsOf(position, TestLedger.START))));
    }

    private List<String> identity(long position) {
        return ids(new ViewReader(database).ask(TimelineView.VIEW,
                (sql, _) -> TimelineView.identity(sql, new AsOf(position, TestLedger.START))));
    }

    private static List<String> ids(List<TimelineView.StandingFact> facts) {
        return facts.stream().map(fact -> fact.fact().replaceAll(".*\"id\":\"(\\w+)\".*", "$1")).toList();
    }

    private StoredFact touch(String id, String account, String occurredAt) {
        return fact(id, "account.direct_touch", occurredAt, Map.of("account_id", account));
    }

    private StoredFact merged(String id, String from, String into) {
        return fact(id, "account.merged", "2026-02-01T00:00:00Z", Map.of("from", from, "into", into));
    }

    private StoredFact fact(String id, String kind, String occurredAt, Map<String, Object> data) {
        return new StoredFact("crm", id, kind, Instant.parse(occurredAt),
                TestLedger.START.plusSeconds(ledger.head() + 1),
                null, "00", "http", Map.copyOf(data));
    }
}
