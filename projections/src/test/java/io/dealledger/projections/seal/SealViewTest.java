package io.dealledger.projections.seal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.dealledger.account.FactDiscarded;
import io.dealledger.json.CanonicalJson;
import io.dealledger.projections.Folding;
import io.dealledger.projections.TestDatabase;
import io.dealledger.projections.TestLedger;
import io.dealledger.projections.engine.FoldingProcessor;
import io.dealledger.projections.engine.ViewReader;
import io.dealledger.projections.engine.ViewState;
import io.dealledger.tlog.Hash;
import io.dealledger.tlog.MerkleTree;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Function;
import java.util.stream.LongStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class SealViewTest {
    private final DataSource database = TestDatabase.with("seal");
    private final TestLedger ledger = new TestLedger();

    @Test
    void isTheTreeOverTheRecordsHoweverTheyWereBatched() throws Exception {
        append(700);
        Folding.all(processor(this::records, 300), ledger);
        append(71);
        Folding.all(processor(this::records, 1), ledger);
        append(600);
        Folding.all(processor(this::records, 5_000), ledger);

        for (int size : List.of(1, 255, 256, 257, 512, 700, 770, 1_371)) {
            Hash root = ask(sql -> MerkleTree.root(SealView.tree(sql, size), size));
            assertThat(root).as("size %d", size)
                    .isEqualTo(root(records(-1, size).stream().map(LedgerRecord::entry).map(Hash::ofLeaf).toList()));
        }
        List<byte[]> entries = ask(sql -> SealView.entries(sql, 770, 2));
        assertThat(entries).containsExactly(record(770).entry(), record(771).entry());
    }

    @Test
    void showsOfAnEventItsPlaceItsTimeItsTypeAndAHashThatNobodyCanGuess() {
        LedgerRecord record = record(7);
        assertThat(new String(record.bytes(), UTF_8)).isEqualTo("""
                {"event_id":"e7","meta":{"by":"ann"},"payload":{"amount":"1.10"},"position":7,\
                "recorded_at":"2026-01-01T00:00:07Z","salt":"0707","sequence":3,"stream":"account/A1","type":"t"}""");
        assertThat(new String(record.entry(), UTF_8)).isEqualTo("{\"position\":7,\"record_sha256\":\""
                + HexFormat.of().formatHex(CanonicalJson.digest(record.bytes()))
                + "\",\"recorded_at\":\"2026-01-01T00:00:07Z\",\"type\":\"t\"}");
    }

    @Test
    void stopsWhereTheLedgerHasLostEvents() throws Exception {
        append(1);
        FoldingProcessor processor = processor((after, limit) -> records(after, limit - 1), 10);
        processor.start();
        try {
            assertThat(processor.await(2, Duration.ofMillis(500))).isFalse();
            assertThat(processor.status().state()).isEqualTo(ViewState.FAILED);
            assertThat(processor.status().error()).contains("events from position 0, and");
        } finally {
            processor.shutDown();
        }
    }

    private void append(int count) {
        for (int i = 0; i < count; i++) {
            ledger.append("quarantine/q", new FactDiscarded("q", "bob", "spam", TestLedger.START));
        }
    }

    private FoldingProcessor processor(RecordSource source, int batchSize) {
        return Folding.processor(new SealProjection(source), ledger, database, batchSize);
    }

    private List<LedgerRecord> records(long after, int limit) {
        return LongStream.rangeClosed(after + 1, after + limit).mapToObj(SealViewTest::record).toList();
    }

    private static LedgerRecord record(long position) {
        byte salt = (byte) position;
        return LedgerRecord.of(position, TestLedger.START.plusSeconds(position), "t", "account/A1", 3, "e" + position,
                new byte[]{salt, salt}, "{\"by\":\"ann\"}".getBytes(UTF_8), "{\"amount\":\"1.10\"}".getBytes(UTF_8));
    }

    /** RFC 6962, 2.1, word for word. */
    private static Hash root(List<Hash> leaves) {
        if (leaves.size() == 1) {
            return leaves.getFirst();
        }
        int k = Integer.highestOneBit(leaves.size() - 1);
        return Hash.ofNode(root(leaves.subList(0, k)), root(leaves.subList(k, leaves.size())));
    }

    private <T> T ask(Function<JdbcClient, T> question) {
        return new ViewReader(database).ask(SealView.VIEW, (sql, _) -> question.apply(sql));
    }
}
