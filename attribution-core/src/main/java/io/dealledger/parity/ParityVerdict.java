package io.dealledger.parity;

import io.dealledger.json.RecordJson;

/** What the plan-level counterfactual says. */
public enum ParityVerdict {
    PASS,
    /** Partner deals pay more: not the fault that parity guards against, so it passes, flagged. */
    PASS_PARTNER_FAVOURED, FAIL,
    /** Nothing to judge: parity has not been shown. */
    NO_PARTNER_DEALS;

    public String word() {
        return RecordJson.word(this);
    }
}
