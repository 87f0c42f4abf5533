package io.dealledger.attribution;

import io.dealledger.fact.Claim;

/** A dispute not yet decided: what the deal would be if it were upheld; under appeal, if the decision in force fell. */
public record OpenClaim(String disputeId, String claimant, Claim claim) {}
