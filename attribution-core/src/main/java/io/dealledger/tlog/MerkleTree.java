package io.dealledger.tlog;

import java.util.ArrayList;
import java.util.List;

/** Roots and proofs of a log, made and checked. Sizes are numbers of leaves. */
public final class MerkleTree {
    private MerkleTree() {}

    /** Root of the first {@code size} leaves (RFC 6962, 2.1). */
    public static Hash root(Subtrees log, long size) {
        return size == 0 ? Hash.EMPTY_TREE : range(log, 0, size);
    }

    /**
     * The audit path of a leaf, from its sibling up (RFC 6962, 2.1.1).
     *
     * @throws IllegalArgumentException if the tree of that size has no such leaf
     */
    public static List<Hash> inclusion(Subtrees log, long index, long size) {
        if (index < 0 || index >= size) {
            throw new IllegalArgumentException("a tree of size " + size + " has no leaf " + index);
        }
        var path = new ArrayList<Hash>();
        path(log, index, 0, size, path);
        return List.copyOf(path);
    }

    private static void path(Subtrees log, long index, long start, long end, List<Hash> path) {
        if (end - start == 1) {
            return;
        }
        long middle = start + split(end - start);
        if (index < middle) {
            path(log, index, start, middle, path);
            path.add(range(log, middle, end));
        } else {
            path(log, index, middle, end, path);
            path.add(range(log, start, middle));
        }
    }

    /**
     * Proof that the tree of {@code newSize} continues that of {@code oldSize} (RFC 6962, 2.1.2); empty where they are the
     * same or the old one is empty.
     *
     * @throws IllegalArgumentException if the old tree is larger
     */
    public static List<Hash> consistency(Subtrees log, long oldSize, long newSize) {
        if (oldSize < 0 || oldSize > newSize) {
            throw new IllegalArgumentException("a tree of size " + newSize + " does not continue one of " + oldSize);
        }
        var proof = new ArrayList<Hash>();
        if (oldSize > 0 && oldSize < newSize) {
            subproof(log, oldSize, 0, newSize, true, proof);
        }
        return List.copyOf(proof);
    }

    /** SUBPROOF(m, D[n], b) of RFC 6962, 2.1.2, with m counted from the start of the log. */
    private static void subproof(Subtrees log, long old, long start, long end, boolean known, List<Hash> proof) {
        if (old == end) {
            if (!known) {
                proof.add(range(log, start, end));
            }
            return;
        }
        long middle = start + split(end - start);
        if (old <= middle) {
            subproof(log, old, start, middle, known, proof);
            proof.add(range(log, middle, end));
        } else {
            subproof(log, old, middle, end, false, proof);
            proof.add(range(log, start, middle));
        }
    }

    /** MTH of the leaves from {@code start} on; the ranges of the recursions above start at a multiple of their width. */
    private static Hash range(Subtrees log, long start, long end) {
        long width = end - start;
        if (Long.bitCount(width) == 1) {
            int level = Long.numberOfTrailingZeros(width);
            return log.hash(level, start >> level);
        }
        long middle = start + split(width);
        return Hash.ofNode(range(log, start, middle), range(log, middle, end));
    }

    /** The largest power of two smaller than a width of 2 or more. */
    private static long split(long width) {
        return Long.highestOneBit(width - 1);
    }

    /** Whether the path leads from the leaf to the root (RFC 9162, 2.1.3.2). */
    public static boolean includes(Hash root, long size, Hash leaf, long index, List<Hash> path) {
        if (index < 0 || index >= size) {
            return false;
        }
        long fn = index;
        long sn = size - 1;
        Hash r = leaf;
        for (Hash p : path) {
            if (sn == 0) {
                return false;
            }
            if ((fn & 1) == 1 || fn == sn) {
                r = Hash.ofNode(p, r);
                while ((fn & 1) == 0 && fn != 0) {
                    fn >>= 1;
                    sn >>= 1;
                }
            } else {
                r = Hash.ofNode(r, p);
            }
            fn >>= 1;
            sn >>= 1;
        }
        return sn == 0 && r.equals(root);
    }

    /** Whether the proof shows that the new tree continues the old one (RFC 9162, 2.1.4.2). */
    public static boolean continues(Hash oldRoot, long oldSize, Hash newRoot, long newSize, List<Hash> proof) {
        if (oldSize < 0 || oldSize > newSize) {
            return false;
        }
        if (oldSize == newSize) {
            return proof.isEmpty() && oldRoot.equals(newRoot);
        }
        if (oldSize == 0) {
            return proof.isEmpty() && oldRoot.equals(Hash.EMPTY_TREE);
        }
        var path = new ArrayList<>(proof);
        if (Long.bitCount(oldSize) == 1) {
            path.addFirst(oldRoot);
        }
        return !path.isEmpty() && follow(oldRoot, oldSize, newRoot, newSize, path);
    }

    private static boolean follow(Hash oldRoot, long oldSize, Hash newRoot, long newSize, List<Hash> path) {
        long fn = oldSize - 1;
        long sn = newSize - 1;
        while ((fn & 1) == 1) {
            fn >>= 1;
            sn >>= 1;
        }
        Hash fr = path.getFirst();
        Hash sr = path.getFirst();
        for (Hash c : path.subList(1, path.size())) {
            if (sn == 0) {
                return false;
            }
            if ((fn & 1) == 1 || fn == sn) {
                fr = Hash.ofNode(c, fr);
                sr = Hash.ofNode(c, sr);
                while ((fn & 1) == 0 && fn != 0) {
                    fn >>= 1;
                    sn >>= 1;
                }
            } else {
                sr = Hash.ofNode(sr, c);
            }
            fn >>= 1;
            sn >>= 1;
        }
        return sn == 0 && fr.equals(oldRoot) && sr.equals(newRoot);
    }
}
