package io.dealledger.api.matching;

import org.jspecify.annotations.Nullable;

/**
 * How an account is called.
 *
 * @param accountKey the ledger's id of it
 * @param voice      who calls it so
 * @param domain     its own web domain; null where nobody said
 */
public record AccountName(String accountKey, String voice, String name, @Nullable String domain) {}
