package io.dealledger.json;

/**
 * Why a JSON document could not be read.
 *
 * @param member   JSON path of the offending member, e.g. {@code data.amount}
 * @param value    what stood there, as JSON text, or {@code absent}; a long one is shortened
 * @param accepted what would be accepted there, in words
 */
public record Problem(String member, String value, String accepted) {
    private static final int SHOWN = 200;

    public Problem {
        value = value.length() <= SHOWN
                ? value
                : value.substring(0, SHOWN) + "… (" + value.length() + " characters)";
    }

    /** One sentence for a person. */
    public String sentence() {
        return member + " is " + value + "; accepted: " + accepted;
    }
}
