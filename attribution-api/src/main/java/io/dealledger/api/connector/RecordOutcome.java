package io.dealledger.api.connector;

/** What a record of a message meant. */
public enum RecordOutcome {
    /** It says something new. */
    FACTS,
    /** Known and kept; nothing that the ledger counts. */
    NO_FACT,
    /** Said before. */
    DUPLICATE,
    /** Older than what is known: counted at its own time, moves nothing. */
    STALE,
    /** Not meant for the ledger, such as a draft. */
    SKIPPED,
    /** No part of the mapping wants it. */
    NO_STREAM,
    /** It cannot be read; kept whole for a person. */
    QUARANTINED
}
