package io.dealledger.api.cli;

import io.dealledger.api.audit.casefile.FaultFoundException;
import io.dealledger.api.audit.casefile.Restoration;
import io.dealledger.tlog.NoteKey;
import io.dealledger.tlog.UnreadableProofException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/** Makes a ledger of an export, while no service runs on it. */
@Command(name = "restore", mixinStandardHelpOptions = true, description = {
    "Verifies an export, and puts it into an empty ledger: the same events at the same positions, under the same root.",
    "Stopped, it goes on where it stopped when it is run again. Settings follow as with serve, e.g. --ledger.data=/srv/ledger."})
final class RestoreCommand implements Callable<Integer> {
    @Parameters(paramLabel = "FOLDER", description = "what 'export' wrote")
    @SuppressWarnings("NullAway.Init") // picocli fills it before call()
    private Path folder;

    @Option(names = "--key", description = "a public key of the ledger, as given to you by a way that you trust; may be repeated")
    private List<String> keys = List.of();

    @Unmatched
    private List<String> settings = new ArrayList<>();

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() {
        ServeCommand.requireSettings(settings, spec);
        List<NoteKey> trusted = trusted();
        PrintWriter out = spec.commandLine().getOut();
        var arguments = new ArrayList<>(settings);
        arguments.addAll(List.of("--ledger.publish.enabled=false", "--ledger.seal.sign=false"));
        try (var program = new SpringApplicationBuilder(AttributionApplication.class).web(WebApplicationType.NONE)
                .run(arguments.toArray(String[]::new));
                ProgressBar bar = new ProgressBarBuilder().setTaskName("Restore").setInitialMax(-1).build()) {
            Restoration.Outcome outcome = program.getBean(Restoration.class).restore(folder, trusted, (done, all) -> {
                bar.maxHint(all);
                bar.stepTo(done);
            });
            bar.close();
            out.println(outcome.events() + " events restored, under the root " + outcome.root());
            out.println(outcome.continued()
                    ? "It goes on as the same log: its keys are here."
                    : "It goes on as a new log: no key here signed the export. To go on as the same log, put the former "
                            + "ledger.seal.folder in place before restoring.");
            return 0;
        } catch (FaultFoundException | IOException | SQLException e) {
            spec.commandLine().getErr().println("not restored: " + e.getMessage());
            return 1;
        }
    }

    private List<NoteKey> trusted() {
        try {
            return keys.stream().map(NoteKey::parse).toList();
        } catch (UnreadableProofException e) {
            throw new ParameterException(spec.commandLine(), "--key: " + e.getMessage());
        }
    }
}
