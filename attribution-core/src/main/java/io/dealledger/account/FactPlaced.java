package io.dealledger.account;

/**
 * A parked fact found its account.
 *
 * @param parkedPosition ledger position at which it was parked: its place in the ledger's order
 */
@EventType("fact.placed")
public record FactPlaced(String accountId, StoredFact fact, long parkedPosition) implements LedgerEvent.OfAccount {}
