package io.dealledger.tlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class SignedNoteTest {
    /** Keys and note of the documentation of Go's note package. */
    private static final NoteKey PETER = NoteKey
            .parse("PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW");
    private static final String PETERS_SECRET = "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz";
    private static final String NOTE = """
            If you think cryptography is the answer to your problem,
            then you don't know what your problem is.

            — PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=
            """;
    private static final Instant AT = Instant.ofEpochSecond(1_679_315_147);

    /** The first test vector of RFC 8032, 7.1, under a name. */
    private static NoteSigner signer(String name, NoteKey.Algorithm algorithm) {
        byte[] seed = HexFormat.of().parseHex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60");
        byte[] key = HexFormat.of().parseHex("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a");
        return NoteSigner.of(new NoteKey(name, algorithm, key), seed);
    }

    @Test
    void ofGosDocumentationIsVerifiedAndMade() {
        SignedNote note = SignedNote.parse(NOTE);
        assertThat(note.verify(List.of(PETER))).containsExactly(PETER);
        assertThat(note.format()).isEqualTo(NOTE);
        NoteSigner signer = NoteSigner.parse(PETERS_SECRET, PETER);
        assertThat(new SignedNote(note.text(), List.of(signer.sign(note.text(), AT)))).isEqualTo(note);
        assertThat(signer.secret()).isEqualTo(PETERS_SECRET);
    }

    @Test
    void isNotVerifiedByStrangers() {
        NoteKey namesake = new NoteKey("PeterNeumann", NoteKey.Algorithm.ED25519, new byte[32]);
        assertThatThrownBy(() -> SignedNote.parse(NOTE).verify(List.of(namesake)))
                .isInstanceOf(UnverifiedException.class).hasMessageContaining("PeterNeumann c74f20a3");
    }

    @Test
    void isWorthlessWhereAKnownKeysSignatureDoesNotHold() {
        SignedNote other = SignedNote.parse(NOTE.replace("answer", "problem"));
        assertThatThrownBy(() -> other.verify(List.of(PETER))).isInstanceOf(UnverifiedException.class)
                .hasMessage("the signature by PeterNeumann with key c74f20a3 does not fit the text");
        NoteSigner second = signer("second", NoteKey.Algorithm.ED25519);
        SignedNote both = other.with(second.sign(other.text(), AT));
        assertThatThrownBy(() -> both.verify(List.of(second.key(), PETER))).isInstanceOf(UnverifiedException.class);
        assertThat(both.verify(List.of(second.key()))).containsExactly(second.key());
    }

    @Test
    void bearsAWitnesssTime() {
        NoteSigner witness = signer("witness.example/w1", NoteKey.Algorithm.COSIGNATURE_V1);
        String text = "example.com/log\n1\n" + Hash.EMPTY_TREE.base64() + "\n";
        SignedNote note = new SignedNote(text, List.of(witness.sign(text, AT)));
        assertThat(note.verify(List.of(witness.key()))).containsExactly(witness.key());
        byte[] value = note.signatures().getFirst().value();
        assertThat(HexFormat.of().formatHex(value, 0, 8)).isEqualTo("00000000641850cb");
        byte[] plain = signer("witness.example/w1", NoteKey.Algorithm.ED25519)
                .sign("cosignature/v1\ntime 1679315147\n" + text, AT).value();
        assertThat(value).endsWith(plain);
        value[7]++; // another time
        var forged = new SignedNote(text,
                List.of(new SignedNote.Signature(witness.key().name(), witness.key().id(), value)));
        assertThatThrownBy(() -> forged.verify(List.of(witness.key()))).isInstanceOf(UnverifiedException.class);
    }

    @Test
    void isRefusedWhereItIsNone() {
        for (String text : List.of("", "text", "text\n", "text\n\n", "text\n\n— name\n", "text\n\n— name %%\n",
                "text\n\nname x08go/ZJ\n", "text\n\n— na+me x08go/ZJkuBS\n", "text\n\n—  x08go/ZJkuBS\n",
                "text\n\n— name x08go/ZJ", "text\n\n— name x08gow==\n", "te\rxt\n\n— name x08go/ZJkuBS\n",
                "text\n\n— name x08go/ZJkuBR=\n", NOTE + "\n")) {
            assertThatThrownBy(() -> SignedNote.parse(text)).as(text).isInstanceOf(UnreadableProofException.class);
        }
        assertThatThrownBy(() -> SignedNote.parse(new byte[]{(byte) 0xFF})).hasMessage("the note is not UTF-8");
    }

    @Nested
    class AKey {
        @Test
        void hasOneSpelling() {
            assertThat(PETER.vkey()).endsWith("+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW");
            for (String vkey : List.of("PeterNeumann", PETER.vkey().replace("c74f20a3", "c74f20a4"),
                    PETER.vkey().replace("c74f20a3", "C74F20A3"), PETER.vkey().replace("+ARpc", "+AxpC"), "a+b+",
                    PETER.vkey().replace("Peter", "Peter "), PETER.vkey() + "AAAA")) {
                assertThatThrownBy(() -> NoteKey.parse(vkey)).as(vkey).isInstanceOf(UnreadableProofException.class);
            }
        }

        @Test
        void isNotPairedWithAnothersSecret() {
            NoteKey other = signer("PeterNeumann", NoteKey.Algorithm.ED25519).key();
            assertThatThrownBy(() -> NoteSigner.parse(PETERS_SECRET, other))
                    .isInstanceOf(UnreadableProofException.class).hasMessageNotContaining("AYEKFAL");
        }
    }

    @Nested
    class AReceipt {
        private static final NaiveLog LOG = NaiveLog.of(300);
        private final NoteSigner log = signer("example.com/log", NoteKey.Algorithm.ED25519);
        private final String text = new Checkpoint("example.com/log", 300, LOG.root(300)).text();
        private final TlogProof receipt = new TlogProof(123, MerkleTree.inclusion(LOG, 123, 300),
                new SignedNote(text, List.of(log.sign(text, AT))));

        @Test
        void isCheckedByItself() {
            TlogProof read = TlogProof.parse(receipt.format());
            assertThat(read.format()).isEqualTo(receipt.format());
            assertThat(read.verify(Hash.utf8("entry 123"), List.of(log.key())).size()).isEqualTo(300);
            assertThatThrownBy(() -> read.verify(Hash.utf8("entry 124"), List.of(log.key())))
                    .isInstanceOf(UnverifiedException.class).hasMessageContaining("entry at 123");
        }

        @Test
        void holdsNoByteThatCanBeChanged() {
            byte[] bytes = receipt.format().getBytes(StandardCharsets.UTF_8);
            var random = new SplittableRandom(7);
            for (int at = 0; at < bytes.length; at++) {
                byte[] changed = bytes.clone();
                changed[at] ^= (byte) (1 << random.nextInt(8));
                assertThatThrownBy(() -> TlogProof.parse(new String(changed, StandardCharsets.UTF_8))
                        .verify(Hash.utf8("entry 123"), List.of(log.key()))).as("byte %d", at)
                        .isInstanceOfAny(UnreadableProofException.class, UnverifiedException.class);
            }
        }
    }

    @Test
    void aRequestToAWitnessIsReadAsItIsWritten() {
        var request = new AddCheckpoint(5, MerkleTree.consistency(NaiveLog.of(9), 5, 9), SignedNote.parse(NOTE));
        assertThat(AddCheckpoint.parse(request.format())).isEqualTo(request);
        assertThat(request.format()).startsWith("old 5\n");
        for (String text : List.of("old 05\n\n" + NOTE, "old -1\n\n" + NOTE, "old 5\n" + NOTE, "5\n\n" + NOTE,
                "old 5\nabc\n\n" + NOTE, "old 5\n" + (Hash.EMPTY_TREE + "\n").repeat(64) + "\n" + NOTE)) {
            assertThatThrownBy(() -> AddCheckpoint.parse(text)).isInstanceOf(UnreadableProofException.class);
        }
    }

    @Test
    void aCheckpointHasOneSpelling() {
        String root = Hash.EMPTY_TREE.base64();
        Checkpoint checkpoint = Checkpoint.parse("origin\n0\n" + root + "\nmore\n");
        assertThat(checkpoint.text()).isEqualTo("origin\n0\n" + root + "\nmore\n");
        for (String text : List.of("", "origin\n", "\n0\n" + root + "\n", "origin\n00\n" + root + "\n",
                "origin\n0\n" + root, "origin\n0\nabc\n", "origin\n0\n" + root + "\n\n",
                "origin\n0\n" + root.replace("=", "") + "\n")) {
            assertThatThrownBy(() -> Checkpoint.parse(text)).as(text).isInstanceOf(UnreadableProofException.class);
        }
    }

    @Test
    void entriesOfABundleKeepTheirBoundaries() {
        var entries = List.of(new byte[0], new byte[]{1}, new byte[0xFFFF]);
        assertThat(EntryBundle.read(EntryBundle.write(entries))).containsExactlyElementsOf(entries);
        assertThatThrownBy(() -> EntryBundle.read(new byte[]{0, 2, 1})).isInstanceOf(UnreadableProofException.class);
        assertThatThrownBy(() -> EntryBundle.read(new byte[]{0})).isInstanceOf(UnreadableProofException.class);
        assertThatThrownBy(() -> EntryBundle.write(List.of(new byte[0x10000])))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
