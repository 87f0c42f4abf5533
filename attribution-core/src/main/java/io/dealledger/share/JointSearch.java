package io.dealledger.share;

import io.dealledger.attribution.Tag;
import io.dealledger.share.Sensitivity.Retag;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Few deals that, tagged sourced, lift every one of several overlapping windows above one half. The fewest are a
 * covering problem: so one set is found greedily and thinned, and all sets of one and two deals are tried.
 */
final class JointSearch {
    /** More pairs than this are not tried: 500 deals have 124 750. */
    private static final int DEALS_TRIED_IN_PAIRS = 500;

    /** By window, how much is sourced too little: half of the total less sourced. */
    private final List<BigDecimal> lacking;
    private final List<Candidate> candidates;

    private JointSearch(List<BigDecimal> lacking, List<Candidate> candidates) {
        this.lacking = lacking;
        this.candidates = candidates;
    }

    record Found(List<Retag> deals, boolean smallest) {}

    /** @param gains what the deal would add to each window */
    private record Candidate(Retag retag, List<BigDecimal> gains) {}

    /** Null where not even all deals together would do. */
    static @Nullable Found of(List<Sensitivity.Window> windows) {
        var lacking = windows.stream().map(Sensitivity.Window::lackingToHalf).toList();
        var search = new JointSearch(lacking, candidates(windows));
        List<Candidate> greedy = search.greedy();
        if (!search.isEnough(greedy)) {
            return null;
        }
        boolean complete = search.candidates.size() <= DEALS_TRIED_IN_PAIRS;
        List<Candidate> exact = search.oneOrTwo(complete);
        if (exact != null) {
            return new Found(retags(exact), exact.size() == 1 || complete);
        }
        return new Found(retags(greedy), greedy.size() == 1 || complete && greedy.size() <= 3);
    }

    private static List<Retag> retags(List<Candidate> candidates) {
        return candidates.stream().map(Candidate::retag).toList();
    }

    private static List<Candidate> candidates(List<Sensitivity.Window> windows) {
        var gains = new TreeMap<String, List<BigDecimal>>();
        Map<String, Retag> retags = new HashMap<>();
        for (int i = 0; i < windows.size(); i++) {
            for (var deal : windows.get(i).deals()) {
                if (deal.tag() != Tag.SOURCED) {
                    gains.computeIfAbsent(deal.opportunityId(),
                            _ -> new ArrayList<>(Collections.nCopies(windows.size(), BigDecimal.ZERO)))
                            .set(i, deal.amount());
                    retags.merge(deal.opportunityId(), deal.as(Tag.SOURCED),
                            (one, other) -> one.amount().compareTo(other.amount()) >= 0 ? one : other);
                }
            }
        }
        var candidates = new ArrayList<Candidate>();
        gains.forEach((id, byWindow) -> candidates.add(
                new Candidate(Objects.requireNonNull(retags.get(id)), byWindow)));
        return candidates;
    }

    private List<Candidate> greedy() {
        var chosen = new ArrayList<Candidate>();
        var left = new ArrayList<>(candidates);
        while (!isEnough(chosen) && !left.isEmpty()) {
            Candidate best = left.stream().max(Comparator.comparing((Candidate each) -> usefulness(each, chosen))
                    .thenComparing(each -> each.retag().opportunityId(), Comparator.reverseOrder())).orElseThrow();
            if (usefulness(best, chosen).signum() <= 0) {
                return chosen;
            }
            chosen.add(best);
            left.remove(best);
        }
        for (Candidate each : List.copyOf(chosen)) {
            var without = chosen.stream().filter(other -> other != each).toList();
            if (isEnough(without)) {
                chosen.remove(each);
            }
        }
        return chosen;
    }

    /** How much of what is still lacking a deal would add, over all windows. */
    private BigDecimal usefulness(Candidate candidate, List<Candidate> chosen) {
        BigDecimal useful = BigDecimal.ZERO;
        for (int i = 0; i < lacking.size(); i++) {
            BigDecimal still = lacking.get(i).subtract(gained(i, chosen));
            if (still.signum() >= 0) {
                // exactly one half is not above it: a minor unit more is needed
                useful = useful.add(candidate.gains().get(i).min(still.add(still.ulp())));
            }
        }
        return useful;
    }

    private @Nullable List<Candidate> oneOrTwo(boolean pairs) {
        for (Candidate one : candidates) {
            if (isEnough(List.of(one))) {
                return List.of(one);
            }
        }
        for (int i = 0; pairs && i < candidates.size(); i++) {
            for (int j = i + 1; j < candidates.size(); j++) {
                if (isEnough(List.of(candidates.get(i), candidates.get(j)))) {
                    return List.of(candidates.get(i), candidates.get(j));
                }
            }
        }
        return null;
    }

    private boolean isEnough(List<Candidate> chosen) {
        for (int i = 0; i < lacking.size(); i++) {
            if (gained(i, chosen).compareTo(lacking.get(i)) <= 0) {
                return false;
            }
        }
        return true;
    }

    private static BigDecimal gained(int window, List<Candidate> chosen) {
        BigDecimal gained = BigDecimal.ZERO;
        for (Candidate each : chosen) {
            gained = gained.add(each.gains().get(window));
        }
        return gained;
    }
}
