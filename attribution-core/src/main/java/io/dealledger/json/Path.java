package io.dealledger.json;

import org.jspecify.annotations.Nullable;

/** Where in a tree of JSON. Spelt out only when there is a problem: nearly every member that is read has none. */
record Path(@Nullable Path above, String name, int index) {
    private static final int NO_INDEX = -1;

    static Path of(String root) {
        return new Path(null, root, NO_INDEX);
    }

    Path member(String member) {
        return new Path(this, member, NO_INDEX);
    }

    Path element(int at) {
        return new Path(this, "", at);
    }

    @Override
    public String toString() {
        if (above == null) {
            return name;
        }
        return index == NO_INDEX ? above + "." + name : above + "[" + index + "]";
    }
}
