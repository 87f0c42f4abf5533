package io.dealledger.api.matching;

import io.dealledger.api.intake.Intake;
import io.dealledger.api.store.LedgerStore;
import java.time.InstantSource;
import javax.sql.DataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class MatchConfiguration {
    @Bean
    MatchBook matchBook(DataSource dataSource) {
        return new MatchBook(dataSource);
    }

    @Bean
    MatchDesk matchDesk(MatchBook book, Intake intake, LedgerStore ledger, InstantSource clock) {
        return new MatchDesk(book, intake, ledger, clock);
    }
}
