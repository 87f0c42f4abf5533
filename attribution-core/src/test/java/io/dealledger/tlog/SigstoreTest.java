package io.dealledger.tlog;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sigstore.encryption.signers.Verifiers;
import dev.sigstore.merkle.InclusionProofVerificationException;
import dev.sigstore.merkle.InclusionProofVerifier;
import dev.sigstore.rekor.client.Checkpoints;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.EdECPoint;
import java.security.spec.EdECPublicKeySpec;
import java.security.spec.NamedParameterSpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the Java client of sigstore, written by others for another log, makes of our proofs and checkpoints. */
class SigstoreTest {
    private static final int MOST = 70;
    /** RFC 8032, 7.1, the first vector. */
    private static final NoteSigner SIGNER = NoteSigner.of(
            new NoteKey("example.com/log", NoteKey.Algorithm.ED25519,
                    HexFormat.of().parseHex("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a")),
            HexFormat.of().parseHex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60"));

    private static List<Hash> leaves() {
        var leaves = new ArrayList<Hash>();
        for (int i = 0; i < MOST; i++) {
            leaves.add(Hash.ofLeaf(("entry " + i).getBytes(UTF_8)));
        }
        return leaves;
    }

    private static byte[] bytes(Hash hash) {
        return HexFormat.of().parseHex(hash.hex());
    }

    @Test
    void acceptsEveryInclusionProofAndNoOther() throws InclusionProofVerificationException {
        var log = new NaiveLog(leaves());
        for (int size = 1; size <= MOST; size++) {
            byte[] root = bytes(MerkleTree.root(log, size));
            for (int index = 0; index < size; index++) {
                List<byte[]> path = MerkleTree.inclusion(log, index, size).stream().map(SigstoreTest::bytes).toList();
                byte[] leaf = bytes(leaves().get(index));
                InclusionProofVerifier.verify(leaf, index, size, path, root);
                byte[] other = leaf.clone();
                other[index % other.length] ^= 1;
                int at = index;
                int of = size;
                assertThatThrownBy(() -> InclusionProofVerifier.verify(other, at, of, path, root))
                        .isInstanceOf(InclusionProofVerificationException.class);
            }
        }
    }

    @Test
    void readsACheckpointAndItsSignature() throws Exception {
        String text = new Checkpoint("example.com/log", MOST, MerkleTree.root(new NaiveLog(leaves()), MOST)).text();
        var note = new SignedNote(text, List.of(SIGNER.sign(text, Instant.EPOCH)));

        var read = Checkpoints.from(note.format());

        assertThat(read.getOrigin()).isEqualTo("example.com/log");
        assertThat(read.getSize()).isEqualTo(MOST);
        assertThat(Base64.getDecoder().decode(read.getBase64Hash()))
                .isEqualTo(bytes(Checkpoint.parse(text).root()));
        assertThat(read.getSignatures()).singleElement().satisfies(signature -> {
            assertThat(signature.getIdentity()).isEqualTo("example.com/log");
            assertThat(Verifiers.newVerifier(publicKey()).verify(read.getSignedData().getBytes(UTF_8),
                    signature.getSignature())).isTrue();
            assertThat(Verifiers.newVerifier(publicKey()).verify(read.getSignedData().replace("70", "71")
                    .getBytes(UTF_8), signature.getSignature())).isFalse();
        });
    }

    /** RFC 8032, 5.1.2: y in little-endian, the lowest bit of x on top. */
    private static PublicKey publicKey() throws GeneralSecurityException {
        byte[] key = HexFormat.of().parseHex("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a");
        boolean odd = (key[31] & 0x80) != 0;
        key[31] &= 0x7f;
        var bigEndian = new byte[32];
        for (int i = 0; i < bigEndian.length; i++) {
            bigEndian[i] = key[31 - i];
        }
        return KeyFactory.getInstance("Ed25519").generatePublic(new EdECPublicKeySpec(NamedParameterSpec.ED25519,
                new EdECPoint(odd, new BigInteger(1, bigEndian))));
    }
}
