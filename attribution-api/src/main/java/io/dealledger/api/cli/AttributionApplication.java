package io.dealledger.api.cli;

import java.time.InstantSource;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Bean;

/** Everything the service is made of: the beans of all packages at the edge. */
@SpringBootApplication(scanBasePackages = "io.dealledger.api")
@ConfigurationPropertiesScan("io.dealledger.api")
public class AttributionApplication {
    /** What recorded_at is taken from. The demo puts its own before it. */
    @Bean
    InstantSource ledgerClock() {
        return InstantSource.system();
    }
}
