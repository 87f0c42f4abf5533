package io.dealledger.fact;

/** What was said about one customer: everything that origin is decided from. */
public sealed interface AccountFact extends Fact permits
        PartnerIntroductionLogged,
        AccountIdentified,
        AccountMerged,
        AccountUnmerged,
        AccountDirectTouch,
        AccountOverlapSeen,
        RegistrationSubmitted,
        RegistrationApproved,
        RegistrationRejected,
        RegistrationWithdrawn,
        RegistrationExpired,
        RegistrationExtended,
        RegistrationReassigned,
        OpportunityCreated,
        OpportunityQualified,
        OpportunityAmountChanged,
        OpportunityOwnerChanged,
        OpportunityStageChanged,
        OpportunityAccountChanged,
        OpportunityDealTypeChanged,
        OpportunityPartnerTagged,
        OpportunityPartnerUntagged,
        OpportunityClosedWon,
        OpportunityClosedLost,
        OpportunityReopened,
        OpportunityDeleted,
        OpportunityRestored,
        OpportunityAmountCorrected,
        OpportunityRefunded,
        CosellActivity,
        FulfilmentAssigned,
        SplitAgreed,
        DisputeOpened,
        DisputeEvidenceAdded,
        DisputeResolved,
        DisputeAppealed {
    /** The id by which this fact finds its account. */
    Anchor anchor();
}
