package io.dealledger.tlog;

/** The complete subtrees of a log: all that a root or a proof is made of. */
public interface Subtrees {
    /**
     * Hash of the subtree over the leaves {@code [index << level, (index + 1) << level)}.
     *
     * @param level 0 to 62; 0 is a leaf
     */
    Hash hash(int level, long index);
}
