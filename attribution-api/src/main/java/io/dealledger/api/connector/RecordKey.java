package io.dealledger.api.connector;

/** A record of one connector, whichever feed speaks of it: a poll and a webhook share what is known of it. */
public record RecordKey(String stream, String record) {
    /** False for an id with the character U+0000, which JSON may have and the database cannot. */
    boolean isStorable() {
        return record.indexOf('\0') < 0;
    }
}
