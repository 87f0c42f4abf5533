package io.dealledger.api.erasure;

import io.dealledger.api.intake.RawMessages;
import io.dealledger.api.intake.round.IntakeService;
import io.dealledger.api.person.People;
import io.dealledger.api.person.Veil;
import io.dealledger.api.store.LedgerStore;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class ErasureConfiguration {
    @Bean
    Erasure erasure(LedgerStore ledger, IntakeService intake, People people, Veil veil, List<RawMessages> raw) {
        var erasure = new Erasure(ledger, intake, people, veil, raw);
        erasure.finish();
        return erasure;
    }
}
