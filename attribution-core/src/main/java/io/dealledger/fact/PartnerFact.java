package io.dealledger.fact;

/** What was said about a partner, whatever the deal. */
public sealed interface PartnerFact extends Fact permits
        PartnerEnrolled,
        PartnerProfiled,
        PartnerCertified,
        PartnerCapacityDeclared,
        PartnerRewardPaid {
    String partnerId();
}
