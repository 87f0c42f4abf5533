package io.dealledger.api.audit.casefile;

import io.dealledger.api.audit.KeptTables;
import io.dealledger.api.audit.SealState;
import io.dealledger.api.store.LedgerRestore;
import io.dealledger.api.store.LedgerStore;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class RestoreConfiguration {
    @Bean
    Restoration restoration(LedgerStore ledger, LedgerRestore restore, KeptTables tables, SealState seal) {
        return new Restoration(ledger, restore, tables, seal);
    }
}
