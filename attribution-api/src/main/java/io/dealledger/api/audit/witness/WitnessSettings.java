package io.dealledger.api.audit.witness;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Witnessing other ledgers.
 *
 * @param name under which this program cosigns, such as {@code witness.example.com/w1}; where not set, it is no witness
 * @param logs public keys of the ledgers that it watches
 */
@ConfigurationProperties("ledger.witness")
record WitnessSettings(@Nullable String name, @DefaultValue({}) List<String> logs) {}
