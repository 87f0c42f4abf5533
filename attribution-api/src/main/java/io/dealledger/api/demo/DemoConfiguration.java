package io.dealledger.api.demo;

import io.dealledger.api.store.LedgerStore;
import java.time.InstantSource;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;

@Configuration(proxyBeanMethods = false)
@ConditionalOnBooleanProperty("ledger.demo.enabled")
class DemoConfiguration {
    @Bean
    @Primary
    DemoClock demoClock() {
        return new DemoClock(InstantSource.system(), SampleYear.FOUNDED);
    }

    @Bean
    Demo demo(DemoClock clock, LedgerStore ledger) {
        return new Demo(ledger, new DemoLoader(clock, ledger));
    }
}
