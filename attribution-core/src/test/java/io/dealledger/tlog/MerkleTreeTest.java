package io.dealledger.tlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class MerkleTreeTest {
    /** The eight entries and the hashes that the tests of Certificate Transparency publish for them. */
    @Nested
    class TheEntriesOfCertificateTransparency {
        private final NaiveLog log = new NaiveLog(List.of("", "00", "10", "2021", "3031", "40414243",
                "5051525354555657", "606162636465666768696a6b6c6d6e6f").stream().map(HexFormat.of()::parseHex)
                .map(Hash::ofLeaf).toList());

        @Test
        void haveTheirRoots() {
            assertThat(List.of(0, 1, 2, 3, 4, 5, 6, 7, 8)).map(size -> MerkleTree.root(log, size).hex())
                    .containsExactly("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
                            "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
                            "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
                            "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
                            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
                            "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
                            "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
                            "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
                            "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328");
        }

        @Test
        void haveTheirAuditPaths() {
            assertThat(hex(MerkleTree.inclusion(log, 0, 8))).containsExactly(
                    "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
                    "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                    "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4");
            assertThat(hex(MerkleTree.inclusion(log, 5, 8))).containsExactly(
                    "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
                    "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
                    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7");
        }

        @Test
        void haveTheirConsistencyProofs() {
            assertThat(hex(MerkleTree.consistency(log, 6, 8))).containsExactly(
                    "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
                    "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
                    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7");
            assertThat(hex(MerkleTree.consistency(log, 2, 5))).containsExactly(
                    "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                    "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b");
        }

        private static List<String> hex(List<Hash> hashes) {
            return hashes.stream().map(Hash::hex).toList();
        }
    }

    private static final NaiveLog LOG = NaiveLog.of(700);

    @Test
    void everyRootIsThatOfReadingThrough() {
        var frontier = new Frontier();
        for (int size = 0; size <= 300; size++) {
            assertThat(frontier.root()).isEqualTo(LOG.root(size));
            assertThat(frontier.size()).isEqualTo(size);
            frontier.append(LOG.leaves().get(size));
        }
    }

    @Property(tries = 300)
    void everyLeafIsProvenInEverySize(@ForAll @IntRange(min = 1, max = 700) int size,
            @ForAll @IntRange(max = 699) int at) {
        int index = at % size;
        List<Hash> path = MerkleTree.inclusion(LOG, index, size);
        assertThat(path).isEqualTo(NaiveLog.path(index, LOG.leaves().subList(0, size)));
        assertThat(MerkleTree.includes(LOG.root(size), size, LOG.leaves().get(index), index, path)).isTrue();
    }

    @Property(tries = 300)
    void everySizeContinuesEverySmallerOne(@ForAll @IntRange(max = 700) int one, @ForAll @IntRange(max = 700) int two) {
        int oldSize = Math.min(one, two);
        int newSize = Math.max(one, two);
        List<Hash> proof = MerkleTree.consistency(LOG, oldSize, newSize);
        assertThat(MerkleTree.continues(LOG.root(oldSize), oldSize, LOG.root(newSize), newSize, proof)).isTrue();
    }

    @Property(tries = 300)
    void noOtherLeafPathSizeOrIndexIsProven(@ForAll @IntRange(min = 2, max = 300) int size,
            @ForAll @IntRange(max = 299) int at, @ForAll @IntRange(max = 10) int where) {
        int index = at % size;
        Hash leaf = LOG.leaves().get(index);
        Hash root = LOG.root(size);
        List<Hash> path = MerkleTree.inclusion(LOG, index, size);
        assertThat(MerkleTree.includes(root, size, Hash.ofLeaf(new byte[]{7}), index, path)).isFalse();
        assertThat(MerkleTree.includes(root, size, leaf, (index + 1) % size, path)).isFalse();
        assertThat(MerkleTree.includes(root, size, leaf, index, changed(path, where))).isFalse();
        assertThat(MerkleTree.includes(root, size, leaf, index, path.subList(1, path.size()))).isFalse();
        assertThat(MerkleTree.includes(root, size, leaf, size, path)).isFalse();
        var longer = new ArrayList<>(path);
        longer.add(leaf);
        assertThat(MerkleTree.includes(root, size, leaf, index, longer)).isFalse();
    }

    @Property(tries = 300)
    void noForkIsTakenForAContinuation(@ForAll @IntRange(min = 1, max = 299) int oldSize,
            @ForAll @IntRange(min = 1, max = 300) int more, @ForAll @IntRange(max = 10) int where,
            @ForAll @IntRange(max = 298) int at) {
        int newSize = oldSize + more;
        var rewritten = new ArrayList<>(LOG.leaves());
        rewritten.set(at % oldSize, Hash.ofLeaf(new byte[]{7}));
        var fork = new NaiveLog(rewritten);
        List<Hash> proof = MerkleTree.consistency(LOG, oldSize, newSize);
        Hash oldRoot = LOG.root(oldSize);
        assertThat(MerkleTree.continues(oldRoot, oldSize, fork.root(newSize), newSize,
                MerkleTree.consistency(fork, oldSize, newSize))).isFalse();
        assertThat(MerkleTree.continues(oldRoot, oldSize, LOG.root(newSize), newSize, changed(proof, where))).isFalse();
        assertThat(MerkleTree.continues(oldRoot, oldSize, LOG.root(newSize), newSize, List.of())).isFalse();
        assertThat(MerkleTree.continues(oldRoot, oldSize, fork.root(oldSize), oldSize, List.of())).as("two roots")
                .isFalse();
    }

    private static List<Hash> changed(List<Hash> hashes, int where) {
        var changed = new ArrayList<>(hashes);
        changed.set(where % hashes.size(), Hash.ofLeaf(new byte[]{9}));
        return changed;
    }

    @Test
    void aProofOfWhatTheTreeDoesNotHaveIsRefused() {
        assertThatThrownBy(() -> MerkleTree.inclusion(LOG, 5, 5)).hasMessage("a tree of size 5 has no leaf 5");
        assertThatThrownBy(() -> MerkleTree.consistency(LOG, 6, 5))
                .hasMessage("a tree of size 5 does not continue one of 6");
    }

    @Nested
    class Tiles {
        @Test
        void areNamedAsTheSpecificationNamesThem() {
            assertThat(new Tile(0, 1234067, 256).path()).isEqualTo("0/x001/x234/067");
            assertThat(new Tile(2, 5, 1).path()).isEqualTo("2/005.p/1");
            assertThat(Tile.of(0, 70_000)).hasSize(273 + 1 + 1 + 1 + 1).contains(new Tile(0, 273, 112),
                    new Tile(1, 0, 256), new Tile(1, 1, 17), new Tile(2, 0, 1));
            assertThat(Tile.of(0, 256)).containsExactly(new Tile(0, 0, 256), new Tile(1, 0, 1));
        }

        @Test
        void areReadFromTheirOnePathOnly() {
            for (Tile tile : List.of(new Tile(0, 1234067, 256), new Tile(7, 5, 1), new Tile(1, 999, 255))) {
                assertThat(Tile.parse(tile.path())).isEqualTo(tile);
                assertThat(Tile.parseEntries(tile.numberPath())).isEqualTo(new Tile(0, tile.index(), tile.width()));
            }
            for (String path : List.of("", "0", "8/000", "00/000", "0/0", "0/0000", "0/x000/001", "0/001/002", "0/-01",
                    "0/000.p/0", "0/000.p/256", "0/000.p/01", "0/000.p/", "0/000/", "0/x001", "0/../000", "a/000")) {
                assertThatThrownBy(() -> Tile.parse(path)).as(path).isInstanceOf(UnreadableProofException.class);
            }
        }

        @Property(tries = 20)
        void giveEveryHashOfTheTreeHoweverItGrew(@ForAll @IntRange(max = 70_000) int first,
                @ForAll @IntRange(max = 700) int more) {
            var leaves = NaiveLog.of(first + more).leaves();
            Map<Integer, List<Hash>> stored = new TreeMap<>();
            TreeBuilder.Consumer store = (level, index, hash) -> {
                List<Hash> hashes = stored.computeIfAbsent(level, _ -> new ArrayList<>());
                assertThat(index).isEqualTo(hashes.size());
                hashes.add(hash);
            };
            var builder = new TreeBuilder(0, List.of(), store);
            leaves.subList(0, first).forEach(builder::append);
            var again = new TreeBuilder(first, edge(stored, first), store);
            leaves.subList(first, first + more).forEach(again::append);
            long size = again.size();
            var log = new TiledSubtrees(tile -> stored.getOrDefault(tile.level(), List.of()).subList(
                    (int) tile.index() * Tile.FULL, (int) tile.index() * Tile.FULL + tile.width()), size);
            assertThat(MerkleTree.root(log, size)).isEqualTo(NaiveLog.mth(leaves));
            if (first > 0) {
                assertThat(MerkleTree.inclusion(log, first - 1, size)).isEqualTo(NaiveLog.path(first - 1, leaves));
                assertThat(MerkleTree.root(log, first)).isEqualTo(NaiveLog.mth(leaves.subList(0, first)));
            }
        }

        private static List<List<Hash>> edge(Map<Integer, List<Hash>> stored, int size) {
            var edge = new ArrayList<List<Hash>>();
            for (int level = 0; stored.containsKey(level); level++) {
                List<Hash> hashes = stored.get(level);
                edge.add(hashes.subList((size >> (8 * level)) / Tile.FULL * Tile.FULL, hashes.size()));
            }
            return edge;
        }
    }
}
