package io.dealledger.api.intake;

/** Messages that are kept as they came in, beside the ledger. */
public interface RawMessages {
    /**
     * Destroys the contents of each that names somebody.
     *
     * @return of how many
     */
    int forget(String name);
}
