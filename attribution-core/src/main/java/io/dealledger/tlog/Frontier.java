package io.dealledger.tlog;

import java.util.ArrayDeque;

/** The root of a log that is only read through, leaf by leaf: remembers one hash for each complete subtree. Not shared. */
public final class Frontier {
    private final ArrayDeque<Hash> subtrees = new ArrayDeque<>();
    private long size;

    public void append(Hash leaf) {
        Hash subtree = leaf;
        for (long bits = size; (bits & 1) == 1; bits >>= 1) {
            subtree = Hash.ofNode(subtrees.pop(), subtree);
        }
        subtrees.push(subtree);
        size++;
    }

    public long size() {
        return size;
    }

    public Hash root() {
        Hash root = null;
        for (Hash subtree : subtrees) {
            root = root == null ? subtree : Hash.ofNode(subtree, root);
        }
        return root == null ? Hash.EMPTY_TREE : root;
    }
}
