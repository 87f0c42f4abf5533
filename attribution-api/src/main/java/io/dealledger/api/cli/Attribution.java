package io.dealledger.api.cli;

import io.dealledger.api.audit.SealCommand;
import io.dealledger.api.audit.casefile.CaseFileCommand;
import io.dealledger.api.audit.casefile.ExportCommand;
import io.dealledger.api.audit.casefile.VerifyCommand;
import io.dealledger.api.connector.backfill.ImportCommand;
import io.dealledger.api.erasure.EraseCommand;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The one program. Without a command it serves. */
@Command(name = "attribution", mixinStandardHelpOptions = true, versionProvider = ProgramVersion.class, subcommands = {
    ServeCommand.class, ReplayCommand.class, PublishCommand.class, RebuildCommand.class, SealCommand.class,
    ImportCommand.class, CaseFileCommand.class, VerifyCommand.class, ExportCommand.class, RestoreCommand.class,
    EraseCommand.class,
    CommandLine.HelpCommand.class}, description = "Deal attribution ledger: who brought this deal, and is the share honest?")
public final class Attribution implements Runnable {
    private static final List<String> OWN_OPTIONS = List.of("-h", "--help", "-V", "--version");

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli fills it before run()
    private CommandSpec spec;

    private Attribution() {}

    public static void main(String[] arguments) {
        var out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        var err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        int exitCode = execute(out, err, arguments);
        if (exitCode != 0) {
            System.exit(exitCode);
        }
        // a started service lives on in its own threads
    }

    static int execute(PrintWriter out, PrintWriter err, String... arguments) {
        var program = new CommandLine(new Attribution()).setOut(out).setErr(err);
        return program.execute(withDefaultCommand(arguments));
    }

    /** {@code --demo} alone means {@code serve --demo}: what starts with an option is for the service. */
    private static String[] withDefaultCommand(String[] arguments) {
        boolean commandGiven = arguments.length > 0
                && (!arguments[0].startsWith("-") || OWN_OPTIONS.contains(arguments[0]));
        if (commandGiven) {
            return arguments;
        }
        var serve = new ArrayList<String>(List.of("serve"));
        serve.addAll(List.of(arguments));
        return serve.toArray(String[]::new);
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "no command given");
    }
}
