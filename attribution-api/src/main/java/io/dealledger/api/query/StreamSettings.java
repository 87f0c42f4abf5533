package io.dealledger.api.query;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The stream of the standing numbers.
 *
 * @param listeners how many may listen to this node at once; one more is refused
 * @param heartbeat how often a listener hears that the line is still open
 */
@ConfigurationProperties("ledger.stream")
record StreamSettings(@DefaultValue("100") int listeners, @DefaultValue("15s") Duration heartbeat) {}
