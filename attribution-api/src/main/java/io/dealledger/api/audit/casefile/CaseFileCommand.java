package io.dealledger.api.audit.casefile;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Fetches a case file from a running ledger. */
@Command(name = "casefile", mixinStandardHelpOptions = true, description = "Writes the evidence on a deal or a dispute into one archive, for 'verify' and for people.")
public final class CaseFileCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli fills it before call()
    private CommandSpec spec;

    /** What the case is about. */
    static final class About {
        @Option(names = "--opportunity", description = "The deal's opportunity id")
        private @Nullable String opportunity;

        @Option(names = "--dispute", description = "The dispute's id")
        private @Nullable String dispute;
    }

    @ArgGroup(multiplicity = "1")
    @SuppressWarnings("NullAway.Init")
    private About about;

    @Option(names = "--url", defaultValue = "http://127.0.0.1:8080", description = "Where the ledger answers; default: ${DEFAULT-VALUE}")
    @SuppressWarnings("NullAway.Init")
    private URI url;

    @Option(names = {"-o", "--out"}, description = "File to write; default: case-<id>.zip")
    private @Nullable Path out;

    @Override
    public Integer call() {
        String id = about.opportunity != null ? about.opportunity : String.valueOf(about.dispute);
        String path = (about.opportunity != null ? "/v1/opportunities/" : "/v1/disputes/")
                + URLEncoder.encode(id, StandardCharsets.UTF_8).replace("+", "%20") + "/case-file";
        Path file = out != null ? out : Path.of("case-" + id.replaceAll("[^A-Za-z0-9._-]", "_") + ".zip");
        try (InputStream body = new LedgerSource.Live(url).get(path)) {
            Files.copy(body, file, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            spec.commandLine().getErr().println("no case file: " + e.getMessage());
            return 1;
        }
        spec.commandLine().getOut().println(file);
        return 0;
    }
}
