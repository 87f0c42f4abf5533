package io.dealledger.projections.parity;

import static org.assertj.core.api.Assertions.assertThat;

import io.dealledger.account.AttributionDecided;
import io.dealledger.account.FactFiled;
import io.dealledger.account.StoredFact;
import io.dealledger.attribution.Decision;
import io.dealledger.attribution.Tag;
import io.dealledger.fact.RecordedFact;
import io.dealledger.parity.ParityBooks;
import io.dealledger.parity.ParityDeals;
import io.dealledger.parity.PlanBook;
import io.dealledger.parity.PlanSimulation.Unplanned;
import io.dealledger.projections.Folding;
import io.dealledger.projections.TestDatabase;
import io.dealledger.projections.TestDecisions;
import io.dealledger.projections.TestLedger;
import io.dealledger.projections.engine.AsOf;
import io.dealledger.projections.engine.FoldingProcessor;
import io.dealledger.projections.engine.LedgerEntry;
import io.dealledger.projections.engine.ViewReader;
import io.dealledger.share.Definition;
import io.dealledger.share.PublishedRates;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ParityViewTest {
    private static final Definition USD = Definition.parse("vendor_net.new_revenue.iso_week.UTC.USD_dated");

    private final DataSource database = TestDatabase.with("parity");
    private final ViewReader reader = new ViewReader(database);
    private final TestLedger ledger = new TestLedger();

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void isWhatTheRulesSayAtEveryPositionInEveryCurrencyAndZone(long seed) throws Exception {
        new RandomSellers(seed, ledger).append(180);
        fold(7);
        List<Definition> definitions = List.of(USD, USD.with(ZoneId.of("America/Los_Angeles")),
                Definition.parse("vendor_net.new_revenue.iso_week.UTC.GBP_dated"));
        for (long position = -1; position <= ledger.head(); position += 13) {
            for (Definition definition : definitions) {
                assertThat(read(definition, position)).as("%s as of %d", definition.id(), position)
                        .isEqualTo(expected(definition, position));
            }
        }
    }

    /** The rows that were judged as facts arrived are read here, after every small batch: each touches little. */
    @ParameterizedTest
    @ValueSource(longs = {5, 6, 7})
    void judgesAgainWhatEachBatchTouchesAndMissesNothing(long seed) throws Exception {
        var sellers = new RandomSellers(seed, ledger);
        sellers.append(90);
        fold(90);
        for (int batch = 0; batch < 40; batch++) {
            sellers.append(2);
            fold(2);
            Definition terms = reader.ask(ParityView.VIEW, (sql, reflected) -> ParityView.standard(sql,
                    new AsOf(reflected.position(), reflected.recordedAt())));
            boolean judged = reader.ask(ParityView.VIEW,
                    (sql, _) -> JudgedTable.holds(sql, terms.currency(), terms.zone()));
            assertThat(judged).isTrue();
            assertThat(read(terms, ledger.head())).as("after %d", ledger.head())
                    .isEqualTo(expected(terms, ledger.head()));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {9, 10})
    void isTheSameHoweverTheLedgerWasCutIntoBatches(long seed) throws Exception {
        new RandomSellers(seed, ledger).append(200);
        FoldingProcessor processor = fold(1);
        String oneByOne = processor.digest();
        processor.resetTokens();
        assertThat(fold(41).digest()).isEqualTo(oneByOne);
    }

    /** 100 at 10% direct; sourced at 5% from when the decision says so, and judged under a plan from when it is known. */
    @Test
    void answersAsOfBeforeAPlanADecisionAndAPaymentCame() throws Exception {
        decide("O1", Tag.DIRECT);
        filed("comp.plan_assigned", Map.of("ae_id", "ae-1", "plan_id", "p", "accepted_at", "2026-01-01T00:00:00Z"));
        filed("comp.plan_published", Map.of("plan_id", "p", "approved_by", List.of("cro"), "terms", Map.of("rate",
                Map.of("direct", "0.10", "partner", "0.05"), "basis",
                Map.of("direct", "vendor_net", "partner", "vendor_net"))));
        decide("O1", Tag.SOURCED);
        filed("comp.paid", Map.of("opportunity_id", "O1", "ae_id", "ae-1", "amount", "5.00"));
        fold(2);

        assertThat(read(USD, 1).simulation().unplanned()).singleElement().extracting(Unplanned::reason)
                .isEqualTo("plan p of ae-1 was never published");
        assertThat(actual(2)).isEqualByComparingTo("10.00");
        assertThat(actual(3)).isEqualByComparingTo("5.00");
        assertThat(read(USD, 3).deals().deals().getFirst().paid()).isEmpty();
        assertThat(read(USD, 4).deals().deals().getFirst().earned()).isEqualByComparingTo("5.00");
    }

    /** A seller signs another plan and nothing else happens. */
    @Test
    void judgesASellersDealsAgainUnderANewPlan() throws Exception {
        for (String plan : List.of("0.05", "0.07")) {
            filed("comp.plan_published", Map.of("plan_id", plan, "approved_by", List.of("cro"), "effective_from",
                    "2026-01-01T00:00:00Z", "terms", Map.of("rate", Map.of("direct", "0.10", "partner", plan),
                            "basis", Map.of("direct", "vendor_net", "partner", "vendor_net"))));
        }
        decide("O1", Tag.SOURCED);
        filed("comp.plan_assigned", Map.of("ae_id", "ae-1", "plan_id", "0.05", "accepted_at",
                "2026-01-01T00:00:00Z"));
        fold(9);
        assertThat(actual(ledger.head())).isEqualByComparingTo("5.00");
        filed("comp.plan_assigned", Map.of("ae_id", "ae-1", "plan_id", "0.07", "accepted_at",
                "2026-01-02T00:00:00Z"));
        fold(9);
        assertThat(actual(ledger.head())).isEqualByComparingTo("7.00");
    }

    /** Without a plan no deal's pay depends on another deal, so that one more costs the same however many there are. */
    @Test
    void judgesASellersOtherDealsAgainOnlyUnderAPlan() throws Exception {
        decide("O1", Tag.DIRECT);
        fold(9);
        try (Connection connection = database.getConnection(); Statement statement = connection.createStatement()) {
            statement.execute("UPDATE view_parity.judged SET vendor_net = 1");
        }
        decide("O2", Tag.DIRECT);
        fold(9);
        assertThat(vendorNets()).containsExactly("O1 1", "O2 100.00");

        filed("comp.plan_assigned", Map.of("ae_id", "ae-1", "plan_id", "p", "accepted_at", "2026-01-01T00:00:00Z"));
        fold(9);
        assertThat(vendorNets()).containsExactly("O1 100.00", "O2 100.00");
    }

    private List<String> vendorNets() {
        return reader.ask(ParityView.VIEW, (sql, _) -> sql
                .sql("SELECT opportunity_id || ' ' || vendor_net FROM judged ORDER BY opportunity_id")
                .query(String.class).list());
    }

    private BigDecimal actual(long position) {
        return read(USD, position).simulation().deals().getFirst().actual();
    }

    private ParityBooks read(Definition definition, long position) {
        return reader.ask(ParityView.VIEW, (sql, reflected) -> ParityView.read(sql, definition,
                new AsOf(position, TestLedger.START), reflected));
    }

    /** From the decisions in force and the facts known, by the rules alone. */
    private ParityBooks expected(Definition definition, long position) {
        var inForce = new TreeMap<String, Decision>();
        var facts = new ArrayList<RecordedFact>();
        for (LedgerEntry entry : ledger.read(-1, (int) position + 1)) {
            if (entry.event() instanceof AttributionDecided decided) {
                inForce.put(decided.opportunityId(), decided.decision());
            } else if (entry.event() instanceof FactFiled(_, StoredFact fact)) {
                facts.add(new RecordedFact(fact.statement(), fact.recordedAt(), entry.position()));
            }
        }
        ParityDeals deals = ParityDeals.of(inForce.values(), facts, PublishedRates.of(facts), definition.currency());
        return ParityBooks.of(deals, PlanBook.of(facts, definition.zone()), definition.currency());
    }

    private void decide(String id, Tag tag) {
        ledger.append("account/A", TestDecisions.decided(1, TestDecisions.sold(
                TestDecisions.won(id, tag, "100.00", "USD", "2026-02-10T12:00:00Z"), "ae-1", null, null)));
    }

    private void filed(String kind, Map<String, Object> data) {
        ledger.append("company/comp", new FactFiled("company/comp", new StoredFact("icm", "f" + ledger.head(), kind,
                Instant.parse("2026-03-01T00:00:00Z"), TestLedger.START, null, "00", "http", Map.copyOf(data))));
    }

    private FoldingProcessor fold(int batchSize) throws InterruptedException {
        FoldingProcessor processor = Folding.processor(new ParityProjection(), ledger, database, batchSize);
        Folding.all(processor, ledger);
        return processor;
    }
}
