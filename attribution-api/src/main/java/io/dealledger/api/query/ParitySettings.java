package io.dealledger.api.query;

import io.dealledger.parity.Suppression;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How much the pay of individual sellers is kept back.
 *
 * @param smallestGroup fewest sellers whose pay is shown together; 1 shows everybody's
 */
@ConfigurationProperties("ledger.parity")
record ParitySettings(@DefaultValue("" + Suppression.DEFAULT_K) int smallestGroup) {
    ParitySettings {
        if (smallestGroup < 1) {
            throw new IllegalArgumentException("ledger.parity.smallest-group is " + smallestGroup
                    + ", but a group has at least 1 seller");
        }
    }
}
