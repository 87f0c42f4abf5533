package io.dealledger.api.connector;

/** A record of one connector, whichever feed speaks of it: a poll and a webhook share what is known of it. */
public record RecordKey(String stream, String record) {}
