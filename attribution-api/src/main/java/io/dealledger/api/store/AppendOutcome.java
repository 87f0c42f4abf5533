package io.dealledger.api.store;

/** What became of a request; given once it is durable. */
sealed interface AppendOutcome {
    /** @param firstPosition of its first event; the others follow without a gap */
    record Appended(long firstPosition) implements AppendOutcome {}

    /** A stream is not where the request thought it was. */
    record SequenceConflict() implements AppendOutcome {}

    /** A (source, id) of the request is already in the ledger. */
    record DuplicateKey() implements AppendOutcome {}

    /** The request's recorded_at is before that of the last event: time would go back along positions. */
    record RecordedBehind() implements AppendOutcome {}

    /** @param code as {@code ledger_append} gives it */
    static AppendOutcome of(int code, long firstPosition) {
        return switch (code) {
            case 0 -> new Appended(firstPosition);
            case 1 -> new SequenceConflict();
            case 2 -> new DuplicateKey();
            case 3 -> new RecordedBehind();
            default -> throw new IllegalStateException("ledger_append knows an outcome that we do not: " + code);
        };
    }
}
