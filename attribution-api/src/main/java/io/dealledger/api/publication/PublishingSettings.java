package io.dealledger.api.publication;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Publishing by schedule.
 *
 * @param enabled      whether weeks are published without being asked
 * @param afterWeekEnd how long after a week's end in the reporting zone, so that slow feeds are in
 */
@ConfigurationProperties("ledger.publish")
record PublishingSettings(@DefaultValue("true") boolean enabled, @DefaultValue("6h") Duration afterWeekEnd) {}
