package io.dealledger.api.audit;

import io.dealledger.api.node.ConditionalOnRole;
import io.dealledger.api.node.Role;
import io.dealledger.api.store.LedgerStoreProperties;
import io.dealledger.api.store.StoredRecords;
import io.dealledger.projections.engine.FoldingProcessor;
import io.dealledger.projections.engine.ViewReader;
import io.dealledger.projections.engine.ViewState;
import io.dealledger.tlog.NoteKey;
import java.nio.file.Path;
import java.time.InstantSource;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class AuditConfiguration {
    private static final Logger LOG = LoggerFactory.getLogger(AuditConfiguration.class);

    @Bean
    SignedCheckpoints signedCheckpoints(DataSource dataSource) {
        return new SignedCheckpoints(dataSource);
    }

    @Bean
    SealFolder sealFolder(SealSettings settings, LedgerStoreProperties store) {
        return new SealFolder(settings.folder(store));
    }

    @Bean
    KeptTables keptTables(DataSource dataSource) {
        return new KeptTables(dataSource);
    }

    @Bean
    SealState sealState(SealFolder sealFolder, SealSettings settings) {
        return new SealState(sealFolder, settings.origin());
    }

    /** @param sealView the projection that grows the tree: who owns it signs */
    @Bean
    @ConditionalOnRole(Role.SEAL)
    @ConditionalOnProperty(name = "ledger.seal.sign", matchIfMissing = true)
    Sealer sealer(SealSettings settings, SealFolder sealFolder, ViewReader views, SignedCheckpoints checkpoints,
            FoldingProcessor sealView, InstantSource clock) {
        Path folder = sealFolder.path();
        var sealer = new Sealer(views, checkpoints, SealKeys.ofLog(folder), settings.origin(), new LastSigned(folder),
                () -> sealView.status().state() == ViewState.RUNNING, clock);
        sealer.publicKeys().forEach(key -> LOG.info("checkpoints are signed by {}", key.vkey()));
        return sealer;
    }

    @Bean
    SealWatch sealWatch(ObjectProvider<Sealer> sealer, SealSettings settings, ViewReader views,
            StoredRecords records, SignedCheckpoints checkpoints) {
        var witnesses = settings.witnesses().stream()
                .map(each -> new WitnessClient(each.url(), NoteKey.parse(each.key()), views, checkpoints)).toList();
        return new SealWatch(sealer.getIfAvailable(), settings.every(), witnesses,
                new Sampler(views, records, checkpoints), settings.sample(), checkpoints);
    }
}
