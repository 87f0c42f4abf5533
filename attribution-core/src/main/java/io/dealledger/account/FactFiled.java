package io.dealledger.account;

/** A fact about a partner or the company was accepted: {@code stream} says whose file it went to. */
@EventType("fact.filed")
public record FactFiled(String stream, StoredFact fact) implements LedgerEvent {}
