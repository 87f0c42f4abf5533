package io.dealledger.projections.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dealledger.account.FactDiscarded;
import io.dealledger.projections.TestDatabase;
import io.dealledger.projections.TestLedger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RebuildTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int BATCH = 10;

    private final DataSource database = TestDatabase.with("tally");
    private final TestLedger ledger = new TestLedger();
    private final TallyProjection tally = new TallyProjection();
    private final FoldingProcessor processor = new FoldingProcessor(tally, ledger, database, InstantSource.system(),
            "node", BATCH);

    @AfterEach
    void stop() {
        processor.shutDown();
    }

    @Test
    void givesTheSameRowsInTablesOfTheirOwn() throws Exception {
        folded(95);

        Rebuild.Outcome outcome = processor.rebuild().run();

        assertThat(outcome).isEqualTo(new Rebuild.Outcome("tally", 94, true, 94));
        assertThat(times("a")).isEqualTo(95);
        assertThat(schemas()).isEqualTo("view_tally,view_tally_g1");
        folded(5);
        assertThat(times("a")).as("the processor goes on in the new tables").isEqualTo(100);
    }

    @Test
    void keepsOneOlderSetOfTables() throws Exception {
        folded(3);
        processor.rebuild().run();
        processor.rebuild().run();
        assertThat(schemas()).isEqualTo("view_tally_g1,view_tally_g2");
        ViewSchemas.migrate(database, List.of("tally"));
        assertThat(schemas()).as("a restart brings the tables in use to the newest version, not the first ones")
                .isEqualTo("view_tally_g1,view_tally_g2");
        assertThat(times("a")).isEqualTo(3);
    }

    @Test
    void putsRightWhatSomebodyHasChanged() throws Exception {
        folded(7);
        execute("UPDATE view_tally.tally SET times = 1000");

        Rebuild.Outcome outcome = processor.rebuild().run();

        assertThat(outcome.equal()).isFalse();
        assertThat(times("a")).isEqualTo(7);
    }

    @Test
    void losesAndDoublesNothingThatIsAppendedMeanwhile() throws Exception {
        folded(200);
        Thread intake = Thread.ofPlatform().start(() -> {
            for (int i = 0; i < 300; i++) {
                append(1);
                awaitFolded(); // so that it lasts as long as the rebuilds do
            }
        });
        for (int i = 0; i < 3; i++) {
            Rebuild.Outcome outcome = processor.rebuild().run();
            assertThat(outcome.equal()).isTrue();
            assertThat(outcome.turnedAt()).isGreaterThanOrEqualTo(outcome.position());
            assertThat(consistent()).as("every answer is complete up to what it says it reflects").isTrue();
        }
        intake.join();
        assertThat(processor.await(ledger.head(), PATIENCE)).isTrue();
        assertThat(times("a")).isEqualTo(ledger.head() + 1);
    }

    @Test
    void changesNothingWhenItFails() throws Exception {
        folded(50);
        tally.beforeWriting = () -> {
            throw new IllegalStateException("full");
        };

        assertThatThrownBy(() -> processor.rebuild().run()).hasMessage("full");

        folded(1);
        assertThat(times("a")).isEqualTo(51);
        assertThat(processor.rebuild().run().equal()).as("and can be begun anew").isTrue();
    }

    @Test
    void isDoneOnceAtATime() throws Exception {
        folded(50);
        tally.beforeWriting = () -> assertThatThrownBy(() -> processor.rebuild().run())
                .hasMessage("view tally is being rebuilt already");
        assertThat(processor.rebuild().run().equal()).isTrue();
    }

    @Test
    void doesNotKeepTheViewFromMovingWhenItIsPaused() throws Exception {
        folded(5);
        var paused = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        tally.beforeWriting = () -> {
            paused.countDown();
            try {
                goOn.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        };
        var ended = new CompletableFuture<Rebuild.Outcome>();
        Thread.ofVirtual().start(() -> {
            try {
                ended.complete(processor.rebuild().run());
            } catch (SQLException | RuntimeException e) {
                ended.completeExceptionally(e);
            }
        });
        paused.await();
        folded(1);
        goOn.countDown();
        assertThat(ended).failsWithin(PATIENCE).withThrowableThat().withCauseInstanceOf(SQLException.class);
        assertThat(processor.rebuild().run().equal()).isTrue();
    }

    @Test
    void takesAnEmptyLedger() throws Exception {
        processor.start();
        assertThat(processor.rebuild().run()).isEqualTo(new Rebuild.Outcome("tally", -1, true, -1));
    }

    @Test
    void refusesWhatWouldTellOthersEverythingAgain() {
        var outbound = new FoldingProcessor(new BatchProjection<List<LedgerEntry>>() {
            @Override
            public String view() {
                return "outbound";
            }

            @Override
            public List<LedgerEntry> newBatch() {
                return List.of();
            }

            @Override
            public void fold(List<LedgerEntry> batch, LedgerEntry entry) {}

            @Override
            public void flush(List<LedgerEntry> batch, Connection connection) {}

            @Override
            public boolean isRepeatable() {
                return false;
            }
        }, ledger, database, InstantSource.system(), "node", BATCH);

        assertThatThrownBy(outbound::rebuild).hasMessageContaining("would hear all of it again");
        assertThatThrownBy(outbound::resetTokens).hasMessageContaining("would hear all of it again");
    }

    /** Otherwise the migrations of the new tables would throw the checkpoint of those in use away. */
    @Test
    void migrationsNameTheCheckpointThatTheyDeleteAsAPlaceholder() throws Exception {
        Path views = Path.of(Objects.requireNonNull(getClass().getResource("/db/migration/views/share")).toURI())
                .getParent();
        try (Stream<Path> files = Files.walk(views)) {
            assertThat(files.filter(file -> file.toString().endsWith(".sql") && !file.toString().contains("/engine/")))
                    .isNotEmpty().allSatisfy(file -> assertThat(Files.readString(file).replace("'${view}'", ""))
                            .doesNotContainPattern("view_engine.checkpoint WHERE view = *'"));
        }
    }

    private void folded(int entries) throws InterruptedException {
        append(entries);
        processor.start();
        assertThat(processor.await(ledger.head(), PATIENCE)).isTrue();
    }

    private void awaitFolded() {
        try {
            assertThat(processor.await(ledger.head(), PATIENCE)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void append(int entries) {
        for (int i = 0; i < entries; i++) {
            ledger.append("quarantine/q", new FactDiscarded("q", null, "a", TestLedger.START));
        }
    }

    private long times(String word) {
        return new ViewReader(database).ask("tally", (sql, _) -> sql
                .sql("SELECT coalesce(sum(times), 0) FROM tally WHERE word = ?").param(word).query(Long.class)
                .single());
    }

    private boolean consistent() {
        return new ViewReader(database).ask("tally", (sql, reflected) -> sql.sql("SELECT sum(times) FROM tally")
                .query(Long.class).single() == reflected.position() + 1);
    }

    private String schemas() {
        return new ViewReader(database).ask("tally", (sql, _) -> sql.sql("""
                SELECT string_agg(nspname, ',' ORDER BY nspname) FROM pg_namespace
                WHERE nspname LIKE 'view\\_tally%'""").query(String.class).single());
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = database.getConnection(); Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
