package io.dealledger.account;

/**
 * A fact came over from another account, by a merge or because its opportunity changed account.
 *
 * @param from             the account that it came from
 * @param originalPosition ledger position of the fact in that account: its place in the ledger's order
 * @param causeFactId      id of the fact that moved it
 */
@EventType("fact.followed")
public record FactFollowed(String accountId, StoredFact fact, String from, long originalPosition, String causeFactId)
        implements
            LedgerEvent.OfAccount {}
