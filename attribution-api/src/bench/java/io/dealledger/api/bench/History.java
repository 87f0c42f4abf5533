package io.dealledger.api.bench;

import io.dealledger.api.bench.Company.Said;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Many deals in the order in which what is said of them happens, so that the ledger can hear of each fact in time. */
final class History {
    private static final int STEPS = 8;
    /** Facts that are heard together. */
    private static final int TOGETHER = 250;

    private final long seed;
    private final Instant until;
    /** Second, deal and step of each fact, sorted. */
    private final long[] facts;
    private final Map<Integer, List<Said>> open = new HashMap<>();
    private int told;

    History(long seed, Instant until, int deals) {
        this.seed = seed;
        this.until = until;
        long[] all = new long[deals * STEPS];
        int count = 0;
        for (int deal = 0; deal < deals; deal++) {
            List<Said> said = deal(deal);
            for (int step = 0; step < said.size(); step++) {
                long second = said.get(step).statement().occurredAt().getEpochSecond();
                all[count++] = second << 28 | (long) deal * STEPS + step;
            }
        }
        facts = Arrays.copyOf(all, count);
        Arrays.sort(facts);
    }

    int size() {
        return facts.length;
    }

    /** The next facts; empty when all is told. */
    List<Said> next() {
        var next = new ArrayList<Said>();
        int end = Math.min(facts.length, told + TOGETHER);
        while (told < end) {
            int number = (int) (facts[told++] & (1 << 28) - 1);
            int deal = number / STEPS;
            List<Said> said = open.computeIfAbsent(deal, this::deal);
            next.add(said.get(number % STEPS));
            if (number % STEPS == said.size() - 1) {
                open.remove(deal);
            }
        }
        return next;
    }

    private List<Said> deal(int deal) {
        return new Company(seed + deal, "deal-" + deal, until, 1).onlyDeal();
    }
}
