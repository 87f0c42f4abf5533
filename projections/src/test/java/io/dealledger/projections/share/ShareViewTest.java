package io.dealledger.projections.share;

import static org.assertj.core.api.Assertions.assertThat;

import io.dealledger.account.AttributionDecided;
import io.dealledger.account.FactFiled;
import io.dealledger.account.StoredFact;
import io.dealledger.attribution.Decision;
import io.dealledger.attribution.OpenClaim;
import io.dealledger.attribution.Tag;
import io.dealledger.fact.Claim;
import io.dealledger.fact.ClaimedTag;
import io.dealledger.fact.FxRatePublished;
import io.dealledger.money.FxRates;
import io.dealledger.projections.Folding;
import io.dealledger.projections.TestDatabase;
import io.dealledger.projections.TestDecisions;
import io.dealledger.projections.TestLedger;
import io.dealledger.projections.engine.AsOf;
import io.dealledger.projections.engine.FoldingProcessor;
import io.dealledger.projections.engine.LedgerEntry;
import io.dealledger.projections.engine.LedgerTail;
import io.dealledger.projections.engine.ViewReader;
import io.dealledger.share.Basis;
import io.dealledger.share.Definition;
import io.dealledger.share.Posting;
import io.dealledger.share.Scope;
import io.dealledger.share.ShareSeries;
import io.dealledger.share.Totals;
import io.dealledger.share.Week;
import io.dealledger.share.WeekCalendar;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShareViewTest {
    private static final Definition NET = Definition.parse("vendor_net.new_revenue.iso_week.UTC.USD_dated");
    private static final Week FIRST = NET.calendar().parse("2025-W50");
    private static final Week LAST = NET.calendar().parse("2026-W15");

    private final DataSource database = TestDatabase.with("share");
    private final ViewReader reader = new ViewReader(database);
    private final TestLedger ledger = new TestLedger();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void isWhatTheRulesAddUpAtEveryPositionUnderEveryDefinition(long seed) throws Exception {
        new RandomLedger(seed, ledger).append(120);
        fold(7);

        List<Definition> definitions = List.of(NET, NET.with(Basis.CUSTOMER_GROSS), NET.with(Scope.NEW_PIPELINE),
                NET.with(ZoneId.of("America/Los_Angeles")),
                Definition.parse("vendor_net.new_revenue.iso_week.UTC.GBP_dated"),
                NET.with(WeekCalendar.of("4-5-4@FY25@2025-02-02@2026-02-01")));
        for (long position = -1; position <= ledger.head(); position += 11) {
            for (Definition definition : definitions) {
                assertThat(read(definition, position).whole()).as("%s as of %d", definition.id(), position)
                        .isEqualTo(expected(definition, position));
            }
        }
        // the running sums are used here, whatever the reporting terms are by now
        Definition reporting = reader.ask(ShareView.VIEW,
                (sql, reflected) -> ShareView.standard(sql, new AsOf(ledger.head(), reflected.recordedAt())));
        for (Definition definition : List.of(reporting, reporting.with(Basis.CUSTOMER_GROSS),
                reporting.with(Scope.NEW_PIPELINE))) {
            ShareReading running = read(definition, ledger.head());
            assertThat(running.whole()).as(definition.id()).isEqualTo(expected(definition, ledger.head()));
            assertThat(running.groups().values().stream().map(ShareSeries::byWeek).map(TreeMap::new)
                    .reduce(new TreeMap<>(), ShareViewTest::sum)).isEqualTo(running.whole().byWeek());
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {5, 6})
    void isTheSameHoweverTheLedgerWasCutIntoBatches(long seed) throws Exception {
        new RandomLedger(seed, ledger).append(150);
        FoldingProcessor processor = fold(1);
        String oneByOne = processor.digest();
        processor.resetTokens();
        assertThat(fold(37).digest()).isEqualTo(oneByOne);
    }

    /** What a view says it does not look into need never be decoded for it. */
    @ParameterizedTest
    @ValueSource(longs = {7, 8})
    void isTheSameWhereWhatItDoesNotLookIntoCannotBeRead(long seed) throws Exception {
        new RandomLedger(seed, ledger).append(150);
        String readable = fold(37).digest();
        DataSource other = TestDatabase.with("share");
        FoldingProcessor processor = Folding.processor(new ShareProjection(), decodedWhereLookedInto(), other, 37);
        Folding.all(processor, ledger);
        assertThat(processor.digest()).isEqualTo(readable);
    }

    private LedgerTail decodedWhereLookedInto() {
        var share = new ShareProjection();
        return new LedgerTail() {
            @Override
            public long head() {
                return ledger.head();
            }

            @Override
            public Instant lastRecorded() {
                return ledger.lastRecorded();
            }

            @Override
            public List<LedgerEntry> read(long after, int limit) {
                return ledger.read(after, limit).stream()
                        .map(entry -> new LedgerEntry(entry.position(), entry.recordedAt(), entry.streamId(),
                                entry.sequence(), entry.type(), () -> {
                                    assertThat(share.looksInto(entry.type())).isTrue();
                                    return entry.event();
                                }))
                        .toList();
            }

            @Override
            public Subscription onAdvance(Runnable wakeUp) {
                return ledger.onAdvance(wakeUp);
            }
        };
    }

    @Test
    void restatesAClosedWeekWhenItsRateComesLate() throws Exception {
        decide(TestDecisions.won("O1", Tag.SOURCED, "100.00", "EUR", "2026-02-10T12:00:00Z"));
        decide(TestDecisions.won("O2", Tag.DIRECT, "300.00", "USD", "2026-02-10T12:00:00Z"));
        rate("EUR", "1.10", "2026-02-01");
        rate("EUR", "1.50", "2026-02-11");
        fold(1);

        Week week = NET.calendar().parse("2026-W07");
        ShareReading before = read(NET, 1);
        assertThat(before.unconverted()).singleElement().extracting(Posting::opportunityId).isEqualTo("O1");
        assertThat(before.whole().week(week).share()).isNull();
        assertThat(before.whole().week(week).direct()).isEqualByComparingTo("300");
        ShareReading after = read(NET, 3);
        assertThat(after.unconverted()).isEmpty();
        assertThat(after.whole().week(week).sourced()).isEqualByComparingTo("110");
    }

    @Test
    void listsWhatIsInNoSumForWantOfARate() throws Exception {
        decide(TestDecisions.won("O1", Tag.SOURCED, "100.00", "EUR", "2026-02-10T12:00:00Z"));
        fold(1);
        ShareReading latest = read(NET, 0);
        assertThat(latest.unconverted()).singleElement().extracting(Posting::opportunityId).isEqualTo("O1");
        assertThat(latest.whole().week(NET.calendar().parse("2026-W07")).missing()).hasSize(1);
    }

    @Test
    void boundsTheShareByItsOpenClaimsAsOfAnyMoment() throws Exception {
        var claim = new OpenClaim("D1", "P9", new Claim(ClaimedTag.DIRECT, null));
        decide(TestDecisions.won("O1", Tag.SOURCED, "60.00", "USD", "2026-02-10T12:00:00Z"));
        decide(TestDecisions.won("O2", Tag.DIRECT, "40.00", "USD", "2026-02-10T12:00:00Z"));
        decide(TestDecisions.won("O1", Tag.SOURCED, "60.00", "USD", "2026-02-10T12:00:00Z", List.of(claim)));
        decide(TestDecisions.won("O1", Tag.DIRECT, "60.00", "USD", "2026-02-10T12:00:00Z"));
        fold(2);

        Week week = NET.calendar().parse("2026-W07");
        assertThat(read(NET, 1).bounds(week, 1)).isNull();
        assertThat(read(NET, 2).bounds(week, 1)).satisfies(bounds -> {
            assertThat(bounds.lowShare()).hasToString("0");
            assertThat(bounds.highShare()).hasToString("3/5");
        });
        assertThat(read(NET, 2).bounds(NET.calendar().parse("2026-W08"), 1)).isNull();
        assertThat(read(NET, 3).bounds(week, 1)).isNull();
    }

    @Test
    void listsTheDealsThatAddUpToAWeek() throws Exception {
        new RandomLedger(9, ledger).append(150);
        fold(20);
        long position = ledger.head() - 10;
        for (Week week : NET.calendar().upTo(LAST, 12)) {
            List<DealList.Counted> deals = deals(week, position, new DealList.Filter(null, null, null));
            assertThat(deals.stream().map(DealList.Counted::totals).reduce(Totals.zero(NET.currency()), Totals::plus))
                    .isEqualTo(read(NET, position).whole().week(week));
            assertThat(deals(week, position, new DealList.Filter(Tag.SOURCED, "P1", "smb")).stream()
                    .map(DealList.Counted::totals).map(Totals::sourced)
                    .reduce(Totals.zero(NET.currency()).sourced(), (one, other) -> one.add(other)))
                    .isEqualTo(read(NET, position).whole().week(week).sourced());
        }
    }

    @Test
    void pagesThroughAllDealsByIdWithTheirPartners() throws Exception {
        decide(TestDecisions.won("O2", Tag.SOURCED, "60.00", "USD", "2026-02-10T12:00:00Z"));
        decide(TestDecisions.open("O1"));
        decide(TestDecisions.open("O3"));
        fold(2);

        assertThat(page("", new DealList.Filter(null, null, null), 2)).containsExactly("O1", "O2");
        assertThat(page("O2", new DealList.Filter(null, null, null), 2)).containsExactly("O3");
        assertThat(page("", new DealList.Filter(null, "P1", null), 9)).containsExactly("O2");
        assertThat(page("", new DealList.Filter(Tag.DIRECT, null, "smb"), 9)).containsExactly("O1", "O3");
        assertThat(page("", new DealList.Filter(null, null, "enterprise"), 9)).isEmpty();
    }

    private List<DealList.Counted> deals(Week week, long position, DealList.Filter filter) {
        return reader.ask(ShareView.VIEW,
                (sql, _) -> DealList.ofWeeks(sql, NET, new AsOf(position, TestLedger.START), week, week, filter));
    }

    private List<String> page(String after, DealList.Filter filter, int limit) {
        return reader.ask(ShareView.VIEW, (sql, _) -> DealList
                .page(sql, new AsOf(ledger.head(), TestLedger.START), filter, after, limit).stream()
                .map(DealList.Deal::opportunityId).toList());
    }

    private ShareReading read(Definition definition, long position) {
        Week first = week(definition, FIRST);
        Week last = week(definition, LAST);
        return reader.ask(ShareView.VIEW, (sql, reflected) -> ShareView.read(sql, definition,
                new AsOf(position, TestLedger.START), reflected, first, last, Dimension.SEGMENT));
    }

    private static Week week(Definition definition, Week iso) {
        return Objects.requireNonNull(definition.calendar().weekOf(iso.firstDay()));
    }

    /** From the decisions in force and the rates known, by the rules alone. */
    private ShareSeries expected(Definition definition, long position) {
        var inForce = new HashMap<String, Decision>();
        var rates = new ArrayList<FxRates.Rate>();
        for (LedgerEntry entry : ledger.read(-1, (int) position + 1)) {
            if (entry.event() instanceof AttributionDecided decided) {
                inForce.put(decided.opportunityId(), decided.decision());
            } else if (entry.event() instanceof FactFiled(_, StoredFact fact)
                    && fact.statement().fact() instanceof FxRatePublished(var base, var quote, var rate, var date)) {
                rates.add(new FxRates.Rate(base, quote, rate, date, fact.recordedAt(), entry.position()));
            }
        }
        List<Posting> postings = inForce.values().stream()
                .flatMap(decision -> definition.scope().postings(decision, definition.currency()).stream()).toList();
        return ShareSeries.of(definition, postings, FxRates.of(rates));
    }

    private static TreeMap<Week, Totals> sum(TreeMap<Week, Totals> one, TreeMap<Week, Totals> other) {
        var sum = new TreeMap<>(one);
        other.forEach((week, totals) -> sum.merge(week, totals, Totals::plus));
        return sum;
    }

    private FoldingProcessor fold(int batchSize) throws InterruptedException {
        FoldingProcessor processor = Folding.processor(new ShareProjection(), ledger, database, batchSize);
        Folding.all(processor, ledger);
        return processor;
    }

    private void decide(Decision decision) {
        ledger.append("account/A", TestDecisions.decided(1, decision));
    }

    private void rate(String base, String rate, String from) {
        ledger.append("company/fx", new FactFiled("company/fx", new StoredFact("treasury", "f" + ledger.head(),
                "fx.rate_published", TestLedger.START, TestLedger.START, null, "00", "http", Map.of("base", base,
                        "quote", "USD", "rate", rate, "effective_date", LocalDate.parse(from).toString()))));
    }
}
