package io.dealledger.api.store;

import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the ledger lies.
 *
 * @param data         folder of the embedded database; unused where {@code spring.datasource.url} is set
 * @param cachedEvents events of accounts with a hundred and more that are kept decoded; 0: none
 */
@ConfigurationProperties("ledger")
public record LedgerStoreProperties(@DefaultValue("data") Path data, @DefaultValue("50000") int cachedEvents) {}
