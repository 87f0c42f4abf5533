package io.dealledger.api.audit.casefile;

import io.dealledger.tlog.NoteKey;
import io.dealledger.tlog.SignedNote;
import io.dealledger.tlog.UnreadableProofException;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Checks a case file, an export or a running ledger. */
@Command(name = "verify", mixinStandardHelpOptions = true, description = {
    "Checks a case file or an export offline, or a running ledger by its address: every hash, proof, signature and decision.",
    "Ends with 0 and what was found to be true, or with 1 and the first fault in one line."})
public final class VerifyCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli fills it before call()
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE|FOLDER|URL", description = "A case file, a folder that one was unpacked to or an export was written to, or http://…")
    @SuppressWarnings("NullAway.Init")
    private String target;

    @Option(names = "--key", description = "A public key of the ledger, as given to you by a way that you trust; may be repeated. Without it, the keys inside are used: they show that all is of one piece, not who signed it.")
    private List<String> keys = List.of();

    @Option(names = "--seen", paramLabel = "FILE", description = "A checkpoint of the ledger that you kept: an export or a running ledger must continue it. May be repeated.")
    private List<Path> seen = List.of();

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        List<NoteKey> trusted = trusted();
        try {
            if (target.matches("https?://.*")) {
                ledger(new LedgerSource.Live(URI.create(target)), trusted);
            } else if (Files.isRegularFile(Path.of(target).resolve(CaseFiles.EVENTS))
                    && !Files.exists(Path.of(target).resolve(CaseFiles.SUBJECT))) {
                ledger(new LedgerSource.Export(Path.of(target)), trusted);
            } else {
                caseFile(trusted);
            }
        } catch (FaultFoundException e) {
            out.println("FAULT: " + e.getMessage());
            return 1;
        } catch (IOException e) {
            out.println("FAULT: cannot read " + target + ": " + e.getMessage());
            return 1;
        }
        if (trusted.isEmpty()) {
            out.println(
                    "NOTE: the keys were taken from what was to be verified. Compare them with those that you were given.");
        }
        return 0;
    }

    private List<NoteKey> trusted() {
        try {
            return keys.stream().map(NoteKey::parse).toList();
        } catch (UnreadableProofException e) {
            throw new ParameterException(spec.commandLine(), "--key: " + e.getMessage());
        }
    }

    private void caseFile(List<NoteKey> trusted) throws IOException {
        CaseVerifier.Verdict verdict = CaseVerifier.verify(CaseArchive.read(Path.of(target)), trusted);
        PrintWriter out = spec.commandLine().getOut();
        out.println("OK: case file on " + verdict.subject().name());
        out.println("  " + verdict.events() + " events are in the ledger " + verdict.head().origin() + " of "
                + verdict.head().size() + " events with the root " + verdict.head().root());
        out.println("  " + verdict.decisions() + " decisions follow from the facts, decided again");
        out.println("  case.json and index.html follow from the events");
        verdict.signers().forEach(key -> out.println("  signed by " + key.vkey()));
    }

    private void ledger(LedgerSource source, List<NoteKey> trusted) throws IOException {
        var notes = new ArrayList<SignedNote>();
        for (Path file : seen) {
            notes.add(SignedNote.parse(Files.readAllBytes(file)));
        }
        LedgerVerifier.Verdict verdict;
        try (ProgressBar bar = new ProgressBarBuilder().setTaskName("Verify").setInitialMax(-1).build()) {
            verdict = LedgerVerifier.verify(source, trusted, notes, (read, all) -> {
                bar.maxHint(all);
                bar.stepTo(read);
            });
        }
        PrintWriter out = spec.commandLine().getOut();
        out.println("OK: ledger " + verdict.head().origin() + " of " + verdict.head().size() + " events in "
                + verdict.streams() + " streams");
        out.println("  they have the root that was signed, " + verdict.head().root());
        out.println("  " + verdict.decisions() + " decisions follow from the facts, decided again");
        if (!seen.isEmpty()) {
            out.println("  it continues " + seen);
        }
        verdict.signers().forEach(key -> out.println("  signed by " + key.vkey()));
    }
}
