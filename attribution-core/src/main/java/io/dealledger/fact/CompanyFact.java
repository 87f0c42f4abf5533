package io.dealledger.fact;

/** What was said about the company itself: its rules, rates, plans, pay, costs, coverage and feeds. */
public sealed interface CompanyFact extends Fact permits
        PolicyPublished,
        FxRatePublished,
        CompPlanPublished,
        CompPlanAssigned,
        CompCredited,
        CompPaid,
        CompClawedBack,
        QuotaAssigned,
        CostRecorded,
        CoverageAssigned,
        OutcomeRecorded,
        ScorecardPublished,
        PartnerOnlyAsserted,
        LabelDeclared,
        MotionStarted,
        IntakeGapDetected,
        IntakeGapClosed,
        IntakeControlTotal {
}
