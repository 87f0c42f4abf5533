package io.dealledger.account;

/**
 * What the ledger stores. Every event that carries a fact carries it whole, so that a stream can be read by itself.
 * Stored for ever: add an event or an optional component, never rename, move or reshape one.
 */
public sealed interface LedgerEvent permits LedgerEvent.OfAccount, LedgerEvent.OfIntake, FactFiled, SharePublished,
        PersonErased {
    /** Events that an account evolves by. */
    sealed interface OfAccount extends LedgerEvent permits FactAccepted, FactPlaced, FactFollowed, AttributionDecided {
    }

    /** Events about what could not be counted in yet. */
    sealed interface OfIntake extends LedgerEvent permits FactParked, FactQuarantined, FactReleased, FactDiscarded {
    }
}
