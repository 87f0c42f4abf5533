package io.dealledger.api.store;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Who owns the ledger's tables in a database of one's own.
 *
 * @param owner         role that makes and migrates them at a start; without it the role that serves does, and could change
 *                      what is recorded
 * @param ownerPassword its password
 */
@ConfigurationProperties("ledger.database")
record DatabaseSettings(@Nullable String owner, @Nullable String ownerPassword) {}
