package io.dealledger.api.demo;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The sample company.
 *
 * @param enabled loads the sample company's year; only into an empty ledger or one that holds nothing else. Same as
 *                {@code serve --demo}.
 */
@ConfigurationProperties("ledger.demo")
public record DemoSettings(@DefaultValue("false") boolean enabled) {}
