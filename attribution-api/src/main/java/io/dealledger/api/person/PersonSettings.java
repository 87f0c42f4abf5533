package io.dealledger.api.person;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Where the secret is kept that wraps the keys of people.
 *
 * @param secret 64 hex digits, from wherever you keep secrets: a copy of the database alone then opens nothing. Made up and
 *               kept in the database where not set
 */
@ConfigurationProperties("ledger.persons")
record PersonSettings(@Nullable String secret) {}
