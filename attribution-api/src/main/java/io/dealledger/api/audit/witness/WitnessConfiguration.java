package io.dealledger.api.audit.witness;

import io.dealledger.api.audit.SealFolder;
import io.dealledger.api.audit.SealKeys;
import io.dealledger.api.audit.SignedCheckpoints;
import io.dealledger.tlog.NoteKey;
import java.time.InstantSource;
import javax.sql.DataSource;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;

@Configuration(proxyBeanMethods = false)
class WitnessConfiguration {
    /** Needs the checkpoints, because its table comes with theirs. */
    @Bean
    @ConditionalOnProperty("ledger.witness.name")
    Witness witness(WitnessSettings settings, SealFolder folder, DataSource dataSource, SignedCheckpoints checkpoints,
            InstantSource clock) {
        return new Witness(new JdbcTemplate(dataSource),
                SealKeys.ofWitness(folder.path()).load(settings.name()).getFirst(),
                settings.logs().stream().map(NoteKey::parse).toList(), clock);
    }
}
