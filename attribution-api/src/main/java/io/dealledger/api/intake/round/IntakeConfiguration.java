package io.dealledger.api.intake.round;

import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class IntakeConfiguration {
    /** The clock that gives recorded_at. */
    @Bean
    InstantSource ledgerClock() {
        return InstantSource.system();
    }
}
