package io.dealledger.account;

import org.jspecify.annotations.Nullable;

/**
 * A fact came over from another account, by a merge or because its opportunity changed account.
 *
 * @param from             the account that it came from
 * @param originalPosition ledger position at which the ledger learned of the fact: its place in the ledger's order; null
 *                             where it is accepted in the same unit of work
 * @param causeFactId      id of the fact that moved it
 */
@EventType("fact.followed")
public record FactFollowed(String accountId, StoredFact fact, String from, @Nullable Long originalPosition,
        String causeFactId)
        implements
            LedgerEvent.OfAccount {}
