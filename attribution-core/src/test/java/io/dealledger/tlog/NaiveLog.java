package io.dealledger.tlog;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** A log by the definitions of RFC 6962, 2.1, word for word and slowly: what ours must agree with. */
record NaiveLog(List<Hash> leaves) implements Subtrees {
    static NaiveLog of(int size) {
        return new NaiveLog(IntStream.range(0, size).mapToObj(i -> Hash.ofLeaf(Hash.utf8("entry " + i))).toList());
    }

    Hash root(int size) {
        return mth(leaves.subList(0, size));
    }

    static Hash mth(List<Hash> d) {
        if (d.isEmpty()) {
            return Hash.EMPTY_TREE;
        }
        if (d.size() == 1) {
            return d.getFirst();
        }
        int k = k(d.size());
        return Hash.ofNode(mth(d.subList(0, k)), mth(d.subList(k, d.size())));
    }

    static List<Hash> path(int m, List<Hash> d) {
        var path = new ArrayList<Hash>();
        if (d.size() > 1) {
            int k = k(d.size());
            path.addAll(m < k ? path(m, d.subList(0, k)) : path(m - k, d.subList(k, d.size())));
            path.add(m < k ? mth(d.subList(k, d.size())) : mth(d.subList(0, k)));
        }
        return path;
    }

    private static int k(int n) {
        int k = 1;
        while (k * 2 < n) {
            k *= 2;
        }
        return k;
    }

    @Override
    public Hash hash(int level, long index) {
        return mth(leaves.subList((int) (index << level), (int) ((index + 1) << level)));
    }
}
