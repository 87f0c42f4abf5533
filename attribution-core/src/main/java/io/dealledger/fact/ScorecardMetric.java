package io.dealledger.fact;

import io.dealledger.json.Member;
import io.dealledger.money.Fraction;

/** One line of the company's scorecard. {@code metricClass} is {@code class} in JSON, e.g. {@code ecosystem}. */
public record ScorecardMetric(String metric, Fraction weight, @Member("class") String metricClass) {}
