package io.dealledger.account;

import java.time.Instant;

/**
 * What the ledger could say about a person by name was destroyed; events and numbers go on naming the pseudonym.
 *
 * @param person   the pseudonym: nobody is named here
 * @param basis    on which legal basis, in the words of who asked
 * @param erasedBy a pseudonym too
 */
@EventType("person.erased")
public record PersonErased(String person, String basis, String erasedBy, Instant erasedAt) implements LedgerEvent {}
