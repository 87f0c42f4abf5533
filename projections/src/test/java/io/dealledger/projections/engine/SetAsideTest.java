package io.dealledger.projections.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dealledger.account.FactDiscarded;
import io.dealledger.chance.Chance;
import io.dealledger.projections.TestDatabase;
import io.dealledger.projections.TestLedger;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A view that goes on without what it cannot fold. */
class SetAsideTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final DataSource database = TestDatabase.with("tally");
    private final TestLedger ledger = new TestLedger();
    private final TallyProjection tally = new TallyProjection();
    private FoldingProcessor processor = processor("first");

    @BeforeEach
    void mayGoOn() {
        tally.setsAside = true;
    }

    @AfterEach
    void stop() {
        processor.shutDown();
    }

    @Test
    void onlyTheSequenceOfTheEntryWaits() throws Exception {
        sickWithOneBehind();

        assertThat(times("a")).isEqualTo(20);
        assertThat(times("b")).as("came before the poison").isEqualTo(1);
        assertThat(events()).extracting(SetAsideEvent::position).containsExactly(11L, 22L);
        assertThat(events()).extracting(SetAsideEvent::sequence).containsOnly("sick");
        assertThat(events().getFirst().cause()).isEqualTo("java.lang.IllegalStateException: cannot fold poison");
        assertThat(events().getLast().cause()).isNull();
        ViewStatus status = processor.status();
        assertThat(status.state()).isEqualTo(ViewState.RUNNING);
        assertThat(status.setAside()).isEqualTo(1);
        assertThat(status.error()).isNull();
    }

    @Test
    void noAnswerLacksItSilently() throws Exception {
        sickWithOneBehind();

        assertThatThrownBy(() -> new ViewReader(database).ask("tally", (_, _) -> 0))
                .isInstanceOf(IncompleteViewException.class)
                .hasMessageContaining("tally goes on without the event at position 11");
        assertThat(answers(Needs.madeFromAll(10))).as("it came later").isTrue();
        assertThat(answers(Needs.shown(11))).isFalse();
        assertThat(answers(new Needs(Long.MAX_VALUE, "well", true))).isTrue();
        assertThat(answers(new Needs(Long.MAX_VALUE, "sick", false))).isFalse();
    }

    @Test
    void aRetryGivesWhatWouldBeThereOtherwise() throws Exception {
        sickWithOneBehind();
        tally.acceptsPoison = true;

        assertThat(retry()).isEqualTo(new Retry.Outcome(2, 0, null));

        assertThat(events()).isEmpty();
        assertThat(processor.setAside().retry("sick")).isNull();
        append("sick", "b", 1);
        folded();
        assertThat(processor.status().setAside()).isZero();
        assertThat(processor.digest()).isEqualTo(foldedElsewhere());
        assertThat(answers(Needs.madeFromAll(Long.MAX_VALUE))).isTrue();
    }

    @Test
    void aRetryThatFailsSaysWhyAndKeepsTheOrder() throws Exception {
        sickWithOneBehind();

        assertThat(retry()).isEqualTo(new Retry.Outcome(0, 2, "java.lang.IllegalStateException: cannot fold poison"));

        assertThat(events()).extracting(SetAsideEvent::attempts).containsExactly(2, 0);
        append("sick", "b", 1);
        folded();
        assertThat(events()).hasSize(3);
        assertThat(times("b")).isEqualTo(1);
    }

    @Test
    void aDiscardLetsThoseBehindGoOnAndIsRemembered() throws Exception {
        sickWithOneBehind();

        assertThat(processor.setAside().discard("sick", "ops-1", "known defect"))
                .isEqualTo(new Retry.Outcome(1, 0, null));

        append("sick", "b", 1);
        folded();
        assertThat(times("b")).isEqualTo(3);
        assertThat(events()).singleElement().satisfies(event -> {
            assertThat(event.position()).isEqualTo(11);
            assertThat(event.discardedBy()).isEqualTo("ops-1");
            assertThat(event.reason()).isEqualTo("known defect");
        });
        assertThat(answers(Needs.shown(Long.MAX_VALUE))).isTrue();
        assertThat(answers(Needs.madeFromAll(Long.MAX_VALUE))).as("nobody discards what a number is made from")
                .isFalse();
    }

    @Test
    void anotherOwnerKnowsWhatWaits() throws Exception {
        sickWithOneBehind();
        processor.shutDown();
        processor = processor("heir");
        append("sick", "b", 1);

        folded();

        assertThat(times("b")).isEqualTo(1);
        assertThat(events()).hasSize(3);
    }

    @Test
    void eachIsSetAsideOnceWhateverDiesMeanwhile() throws Exception {
        sickWithOneBehind();
        append("well", "a", 1);
        append("sick", "b", 1);
        tally.beforeWriting = this::killOtherSessions;

        folded();

        assertThat(events()).hasSize(3);
        assertThat(times("a")).isEqualTo(21);
        tally.acceptsPoison = true;
        tally.beforeWriting = this::killOtherSessions;
        assertThatThrownBy(() -> processor.setAside().retry("sick")).hasRootCauseInstanceOf(SQLException.class);
        assertThat(events()).as("a retry that dies has changed nothing").hasSize(3);
        assertThat(retry()).isEqualTo(new Retry.Outcome(3, 0, null));
        folded();
        assertThat(processor.digest()).isEqualTo(foldedElsewhere());
    }

    @Test
    void aRebuildTriesEverythingAgain() throws Exception {
        sickWithOneBehind();

        assertThat(processor.rebuild().run().equal()).as("both go on without the same").isTrue();
        assertThat(events()).extracting(SetAsideEvent::position).containsExactly(11L, 22L);
        append("sick", "b", 1);
        folded();
        assertThat(times("b")).as("the processor knows what waits in the new tables").isEqualTo(1);

        tally.acceptsPoison = true;
        assertThat(processor.rebuild().run().equal()).isFalse();
        folded();
        assertThat(events()).isEmpty();
        assertThat(processor.digest()).isEqualTo(foldedElsewhere());
    }

    @Test
    void aResetForgetsWhatWaited() throws Exception {
        sickWithOneBehind();
        processor.shutDown();
        processor.resetTokens();
        assertThat(events()).isEmpty();
        folded();
        assertThat(events()).hasSize(2);
    }

    @Test
    void tablesThatAMigrationEmptiedBeginWithoutAny() throws Exception {
        sickWithOneBehind();
        processor.shutDown();
        execute("DELETE FROM view_engine.checkpoint; TRUNCATE view_tally.tally");
        tally.acceptsPoison = true;
        folded();
        assertThat(events()).isEmpty();
        assertThat(processor.digest()).isEqualTo(foldedElsewhere());
    }

    @Test
    void stopsWhereTheCauseIsRatherInTheView() throws Exception {
        for (int i = 0; i <= Waiting.MOST; i++) {
            append("stream-" + i, TallyProjection.POISON, 1);
        }
        processor.start();
        FoldingProcessorTest.await(() -> processor.status().state() == ViewState.FAILED);
        assertThat(processor.status().position()).isEqualTo(Waiting.MOST - 1);
        assertThat(processor.status().error()).contains("after position " + (Waiting.MOST - 1));
    }

    @Test
    void whateverIsSetAsideIsThereInTheEnd() throws Exception {
        long seed = Chance.seed();
        var random = new Random(seed);
        for (int round = 0; round < Chance.rounds(15, 200); round++) {
            for (int i = random.nextInt(40); i >= 0; i--) {
                int stream = random.nextInt(6);
                append("stream-" + stream, random.nextInt(15) == 0 ? TallyProjection.POISON : "word-" + stream, 1);
            }
            switch (random.nextInt(4)) {
                case 0 -> tally.beforeWriting = this::killOtherSessions;
                case 1 -> processor.rebuild().run();
                case 2 -> {
                    tally.acceptsPoison = random.nextBoolean();
                    for (int stream = 0; stream < 6; stream++) {
                        processor.setAside().retry("stream-" + stream);
                    }
                    tally.acceptsPoison = false;
                }
                default -> {
                    processor.shutDown();
                    processor = processor("round-" + round);
                }
            }
            folded();
        }
        tally.acceptsPoison = true;
        for (int stream = 0; stream < 6; stream++) {
            processor.setAside().retry("stream-" + stream);
        }
        assertThat(sum(processor)).as("seed %d", seed).isEqualTo(ledger.head() + 1);
        assertThat(words(database)).as("seed %d", seed).isEqualTo(words(elsewhere()));
    }

    /** Ten well, one sick, the poison, ten well, one sick. */
    private void sickWithOneBehind() throws InterruptedException {
        append("well", "a", 10);
        append("sick", "b", 1);
        append("sick", TallyProjection.POISON, 1);
        append("well", "a", 10);
        append("sick", "b", 1);
        folded();
    }

    private FoldingProcessor processor(String owner) {
        return new FoldingProcessor(tally, new SharedTail(ledger, 100), database, InstantSource.system(), owner, 7);
    }

    private void append(String stream, String word, int times) {
        for (int i = 0; i < times; i++) {
            ledger.append(stream, new FactDiscarded("q", null, word, TestLedger.START));
        }
    }

    private void folded() throws InterruptedException {
        processor.start();
        assertThat(processor.await(ledger.head(), PATIENCE)).as(() -> processor.status().toString()).isTrue();
    }

    private List<SetAsideEvent> events() {
        return processor.setAside().events(-1, 1_000);
    }

    private Retry.Outcome retry() {
        return Objects.requireNonNull(processor.setAside().retry("sick"));
    }

    private boolean answers(Needs needs) {
        try {
            return new ViewReader(database).ask("tally", needs, (_, _) -> true);
        } catch (IncompleteViewException e) {
            return false;
        }
    }

    private long times(String word) {
        return new ViewReader(database).ask("tally", Needs.WHAT_THERE_IS, (sql, _) -> sql
                .sql("SELECT coalesce(sum(times), 0) FROM tally WHERE word = ?").param(word).query(Long.class)
                .single());
    }

    private long sum(FoldingProcessor any) {
        return new ViewReader(database).ask(any.getName(), (sql, _) -> sql.sql("SELECT sum(times) FROM tally")
                .query(Long.class).single());
    }

    private static List<String> words(DataSource database) {
        return new ViewReader(database).ask("tally", (sql, _) -> sql
                .sql("SELECT word || times FROM tally ORDER BY word").query(String.class).list());
    }

    /** The ledger in a view that never failed. */
    private DataSource elsewhere() throws InterruptedException {
        DataSource other = TestDatabase.with("tally");
        var healthy = new FoldingProcessor(tally, ledger, other, InstantSource.system(), "healthy", 1_000);
        healthy.start();
        assertThat(healthy.await(ledger.head(), PATIENCE)).isTrue();
        healthy.shutDown();
        return other;
    }

    private String foldedElsewhere() throws InterruptedException {
        tally.acceptsPoison = true;
        return new FoldingProcessor(tally, ledger, elsewhere(), InstantSource.system(), "healthy", 1).digest();
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = database.getConnection(); Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private void killOtherSessions() {
        try {
            execute("""
                    SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity
                    WHERE datname = current_database() AND pid <> pg_backend_pid()""");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
