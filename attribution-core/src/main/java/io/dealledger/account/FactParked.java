package io.dealledger.account;

/**
 * A fact names something not yet known. It counts from its own recorded_at as soon as that arrives.
 *
 * @param waitsFor     {@code opportunity}, {@code registration} or {@code dispute}
 * @param waitsForId   the id not yet known
 */
@EventType("fact.parked")
public record FactParked(StoredFact fact, String waitsFor, String waitsForId) implements LedgerEvent.OfIntake {}
