package io.dealledger.api.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What was measured, round by round. Ratios are taken inside a round, because the machine is not always equally fast. */
final class Samples {
    private final Map<String, List<Double>> byName = new LinkedHashMap<>();

    void add(String measure, String engine, double value) {
        byName.computeIfAbsent(measure + ": " + engine, _ -> new ArrayList<>()).add(value);
    }

    boolean has(String measure, String engine) {
        return byName.containsKey(measure + ": " + engine);
    }

    double median(String measure, String engine) {
        return median(of(measure, engine));
    }

    /** Median over the rounds of one engine's value by another's. */
    double ratio(String measure, String above, String below) {
        List<Double> upper = of(measure, above);
        List<Double> lower = of(measure, below);
        var ratios = new ArrayList<Double>();
        for (int round = 0; round < Math.min(upper.size(), lower.size()); round++) {
            ratios.add(upper.get(round) / lower.get(round));
        }
        return median(ratios);
    }

    Map<String, List<Double>> all() {
        return byName;
    }

    private List<Double> of(String measure, String engine) {
        List<Double> values = byName.get(measure + ": " + engine);
        if (values == null) {
            throw new IllegalArgumentException("'" + measure + "' was not measured for " + engine);
        }
        return values;
    }

    private static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }
}
