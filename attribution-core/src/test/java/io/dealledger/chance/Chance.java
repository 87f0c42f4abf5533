package io.dealledger.chance;

import java.util.Random;

/** Seeds and sizes of tests that play at random: {@code -Dattribution.seed=N} repeats one, {@code -Pnightly} plays longer. */
public final class Chance {
    private static final boolean NIGHTLY = Boolean.getBoolean("attribution.nightly");

    private Chance() {}

    /** Printed, so that the log of a failure tells it. */
    public static long seed() {
        long seed = Long.getLong("attribution.seed", new Random().nextLong());
        System.out.println("-Dattribution.seed=" + seed);
        return seed;
    }

    public static int rounds(int usually, int nightly) {
        return NIGHTLY ? nightly : usually;
    }
}
