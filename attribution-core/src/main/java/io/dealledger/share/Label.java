package io.dealledger.share;

/** The honest label, strongest first. */
public enum Label {
    PARTNER_LED("partner-led"), MAJORITY_MISALIGNED(
            "partner-sourced majority, company not arranged around it"), MAJORITY_UNSUSTAINED(
                    "partner-sourced majority, not yet sustained"), TRANSITION(
                            "partner-influenced, approaching majority"), INFLUENCED_AT_BEST(
                                    "partner-influenced at best"), DIRECT_LED(
                                            "direct"), INSUFFICIENT_DATA("not enough data for a label");

    private final String wording;

    Label(String wording) {
        this.wording = wording;
    }

    /** How it may be worded in public. Only a {@link Verdict} that earned it hands out the first. */
    String wording() {
        return wording;
    }
}
