package io.dealledger.api.audit;

import io.dealledger.tlog.NoteSigner;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The signing keys of a ledger on this machine. */
@Command(name = "seal", mixinStandardHelpOptions = true, description = {
    "Shows the public keys that sign the ledger's checkpoints, the newest first; makes the first one where there is none.",
    "With --rotate, a new key signs from now on, beside the one before it until the next rotation: hand out the new public key in the meantime. A running service takes it without a restart."})
public final class SealCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli fills it before run()
    private CommandSpec spec;

    @Option(names = "--data", defaultValue = "data", description = "The ledger's data folder, as ledger.data; default: ${DEFAULT-VALUE}")
    @SuppressWarnings("NullAway.Init")
    private Path data;

    @Option(names = "--folder", description = "The folder of the keys, as ledger.seal.folder; default: seal in the data folder")
    private @Nullable Path folder;

    @Option(names = "--rotate", description = "Make a new key")
    private boolean rotate;

    @Override
    public void run() {
        SealKeys keys = SealKeys.ofLog(folder != null ? folder : SealSettings.folderIn(data));
        List<NoteSigner> all = rotate ? keys.rotate() : keys.load(null);
        all.forEach(key -> spec.commandLine().getOut().println(key.key().vkey()));
    }
}
