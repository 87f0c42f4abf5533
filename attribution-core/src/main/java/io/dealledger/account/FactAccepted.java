package io.dealledger.account;

/** A fact of this account was accepted. */
@EventType("fact.accepted")
public record FactAccepted(String accountId, StoredFact fact) implements LedgerEvent.OfAccount {}
