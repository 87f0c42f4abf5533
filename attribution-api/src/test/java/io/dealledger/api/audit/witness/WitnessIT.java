package io.dealledger.api.audit.witness;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.dealledger.api.audit.SealCommand;
import io.dealledger.api.query.LiveProgram;
import io.dealledger.api.query.LiveProgram.Answer;
import io.dealledger.tlog.AddCheckpoint;
import io.dealledger.tlog.Checkpoint;
import io.dealledger.tlog.Hash;
import io.dealledger.tlog.MerkleTree;
import io.dealledger.tlog.NoteKey;
import io.dealledger.tlog.NoteSigner;
import io.dealledger.tlog.SignedNote;
import io.dealledger.tlog.Subtrees;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** A witness asked by a log of the test, and by a running ledger that it watches. */
class WitnessIT {
    private static final byte[] SEED = HexFormat.of()
            .parseHex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60");
    private static final byte[] PUBLIC = HexFormat.of()
            .parseHex("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a");
    private static final NoteSigner LOG = NoteSigner
            .of(new NoteKey("example.com/log", NoteKey.Algorithm.ED25519, PUBLIC), SEED);
    /** A tree whose leaves are all the same, so that every subtree of one height is. */
    private static final Subtrees TREE = new Subtrees() {
        @Override
        public Hash hash(int level, long index) {
            return level == 0
                    ? Hash.ofLeaf(new byte[0])
                    : Hash.ofNode(hash(level - 1, 2 * index), hash(level - 1, 2 * index + 1));
        }
    };
    @SuppressWarnings("NullAway.Init") // set before all
    private static LiveProgram witness;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private static Path folder;

    @BeforeAll
    static void start() {
        var vkey = new StringWriter();
        assertThat(new CommandLine(new SealCommand()).setOut(new PrintWriter(vkey)).execute("--folder",
                folder.toString())).isZero();
        witness = new LiveProgram("--ledger.witness.name=witness.example/w1",
                "--ledger.witness.logs[0]=" + LOG.key().vkey(),
                "--ledger.witness.logs[1]=" + vkey.toString().strip(),
                "--ledger.seal.sign=false");
    }

    @AfterAll
    static void stop() {
        witness.close();
    }

    private static NoteKey key() {
        return NoteKey.parse(witness.get("/v1/witness/key").body().strip());
    }

    private static SignedNote note(long size, Hash root) {
        String text = new Checkpoint("example.com/log", size, root).text();
        return new SignedNote(text, List.of(LOG.sign(text, Instant.EPOCH)));
    }

    private static Answer add(long old, List<Hash> proof, SignedNote note) {
        return witness.post("/v1/witness/add-checkpoint", "text/plain", new AddCheckpoint(old, proof, note).format());
    }

    @Test
    void cosignsWhatContinuesAndNothingElse() {
        SignedNote five = note(5, MerkleTree.root(TREE, 5));
        Answer first = add(0, List.of(), five);
        assertThat(first.status()).isEqualTo(200);
        assertThat(five.cosigned(first.body(), key()).signatures()).hasSize(2);

        SignedNote nine = note(9, MerkleTree.root(TREE, 9));
        List<Hash> proof = MerkleTree.consistency(TREE, 5, 9);
        assertThat(add(0, List.of(), nine).status()).isEqualTo(409);
        assertThat(add(0, List.of(), nine).body()).isEqualTo("5\n");
        assertThat(add(0, List.of(), nine).headers().firstValue("Content-Type")).hasValue("text/x.tlog.size");
        assertThat(add(5, proof, note(9, Hash.EMPTY_TREE)).status()).as("a fork").isEqualTo(422);
        assertThat(add(5, List.of(), note(5, Hash.EMPTY_TREE)).status()).as("two roots of one size").isEqualTo(409);
        assertThat(add(9, List.of(), five).status()).as("old size above the new one").isEqualTo(400);
        assertThat(add(5, proof, nine).status()).isEqualTo(200);
        assertThat(add(5, proof, nine).status()).as("a second time").isEqualTo(409);
        assertThat(add(9, List.of(), nine).status()).as("the same again").isEqualTo(200);
    }

    @Test
    void cosignsTheCheckpointsOfARunningLedger() {
        try (var watched = new LiveProgram("--ledger.seal.folder=" + folder,
                "--ledger.seal.witnesses[0].url=" + witness.uri("/v1/witness"),
                "--ledger.seal.witnesses[0].key=" + key().vkey())) {
            watched.post("crm", "t1", "account.direct_touch", Instant.parse("2019-12-31T00:00:00Z"),
                    Map.of("account_id", "A1"));
            long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
            Answer checkpoint;
            do {
                assertThat(System.nanoTime()).as("still not cosigned").isLessThan(deadline);
                checkpoint = watched.get("/v1/ledger/checkpoint");
            } while (checkpoint.status() != 200 || signatures(checkpoint) < 2); // a new ledger has signed nothing yet
            assertThat(note(checkpoint).verify(List.of(key()))).containsExactly(key());
        }
    }

    private static SignedNote note(Answer checkpoint) {
        return SignedNote.parse(checkpoint.body().getBytes(UTF_8));
    }

    /** None where nothing is sealed yet. */
    private static int signatures(Answer checkpoint) {
        SignedNote note = note(checkpoint);
        return Checkpoint.parse(note.text()).size() == 0 ? 0 : note.signatures().size();
    }

    @Test
    void refusesStrangersAndWhatItCannotRead() {
        SignedNote note = note(7, Hash.EMPTY_TREE);
        String other = new Checkpoint("other.example", 7, Hash.EMPTY_TREE).text();
        assertThat(add(0, List.of(), new SignedNote(other, note.signatures())).status()).isEqualTo(404);
        String more = new Checkpoint("example.com/log", 8, Hash.EMPTY_TREE).text();
        assertThat(add(0, List.of(), new SignedNote(more, note.signatures())).status()).isEqualTo(403);
        assertThat(witness.post("/v1/witness/add-checkpoint", "text/plain", "old").status()).isEqualTo(400);
    }
}
