package io.dealledger.json;

/**
 * Why a JSON document could not be read.
 *
 * @param member   JSON path of the offending member, e.g. {@code data.amount}
 * @param value    what stood there, as JSON text, or {@code absent}
 * @param accepted what would be accepted there, in words
 */
public record Problem(String member, String value, String accepted) {
    /** One sentence for a person. */
    public String sentence() {
        return member + " is " + value + "; accepted: " + accepted;
    }
}
