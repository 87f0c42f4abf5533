package io.dealledger.fact;

import java.util.List;

/** The company's scorecard and what it weighs. */
@Kind("scorecard.published")
public record ScorecardPublished(List<ScorecardMetric> metrics, List<String> approvedBy) implements CompanyFact {}
