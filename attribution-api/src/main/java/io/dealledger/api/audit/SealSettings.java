package io.dealledger.api.audit;

import io.dealledger.api.store.LedgerStoreProperties;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the ledger is sealed.
 *
 * @param sign   whether this node signs checkpoints; one node with the keys does
 * @param folder of the signing keys and of the last checkpoint signed; to be backed up apart from the database, because it
 *               is what tells a ledger restored from an old backup; {@code seal} in the data folder where not set
 * @param origin the log's name in its checkpoints, for ever; made up at the first start where not set
 * @param every  how often a new checkpoint is signed when there is news
 * @param witnesses who is asked to cosign each checkpoint: see C2SP tlog-witness
 * @param sample how many tiles of 256 stored events are read again each second and held against the signed root
 */
@ConfigurationProperties("ledger.seal")
record SealSettings(@DefaultValue("true") boolean sign, @Nullable Path folder, @Nullable String origin,
        @DefaultValue("1s") Duration every, @DefaultValue("4") int sample,
        @DefaultValue({
        }) List<Cosigner> witnesses) {
    /**
     * A witness.
     *
     * @param url what {@code /add-checkpoint} is appended to
     * @param key its public key
     */
    record Cosigner(URI url, String key) {}

    Path folder(LedgerStoreProperties store) {
        return folder != null ? folder : folderIn(store.data());
    }

    static Path folderIn(Path data) {
        return data.resolve("seal");
    }
}
