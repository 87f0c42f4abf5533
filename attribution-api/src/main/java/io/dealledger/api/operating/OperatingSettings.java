package io.dealledger.api.operating;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * When the service calls itself unwell.
 *
 * @param mostLag a node whose read models are further behind than this is not ready to be asked
 */
@ConfigurationProperties("ledger.health")
record OperatingSettings(@DefaultValue("60s") Duration mostLag) {}
