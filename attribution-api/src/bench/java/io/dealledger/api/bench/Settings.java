package io.dealledger.api.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What the command line says.
 *
 * @param quick rounds of a second or two, for a first impression
 * @param json  where the figures go; null for the terminal only
 * @param only  measures whose names begin so
 */
record Settings(boolean quick, @Nullable Path json, long seed, String only, String commit) {
    static Settings fromSystemProperties() {
        String quick = System.getProperty("bench.quick", "false");
        String json = System.getProperty("bench.json", "");
        String seed = System.getProperty("bench.seed", "");
        return new Settings(quick.isEmpty() || Boolean.parseBoolean(quick), json.isEmpty() ? null : Path.of(json),
                seed.isEmpty() ? System.nanoTime() : Long.parseLong(seed), System.getProperty("bench.only", ""), checkedOut());
    }

    private static String checkedOut() {
        try {
            Process git = new ProcessBuilder("git", "describe", "--always", "--dirty").start();
            try (BufferedReader said = git.inputReader(StandardCharsets.UTF_8)) {
                String line = said.readLine();
                return line == null ? "unknown" : line;
            }
        } catch (IOException _) {
            return "unknown";
        }
    }

    boolean wants(String measure) {
        return measure.startsWith(only);
    }

    /** Only engines whose names begin so. */
    boolean wantsEngine(String name) {
        return name.startsWith(System.getProperty("bench.engine", ""));
    }

    /** Over which the share is asked. */
    int facts() {
        return Integer.getInteger("bench.facts", quick ? 100_000 : 1_000_000);
    }

    /** Stored where the ledger is measured after it has grown. */
    int events() {
        return Integer.getInteger("bench.events", 1_000_000);
    }

    int rounds() {
        return quick ? 3 : 7;
    }

    long millis() {
        return Long.getLong("bench.millis", quick ? 1_500 : 5_000);
    }
}
