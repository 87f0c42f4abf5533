package io.dealledger.api.cli;

import io.dealledger.api.audit.casefile.FaultFoundException;
import io.dealledger.api.audit.casefile.LedgerReplay;
import io.dealledger.api.json.JsonTree;
import io.dealledger.api.json.UnreadableJsonException;
import io.dealledger.api.problem.ProblemException;
import io.dealledger.api.statistics.CommonsStudentT;
import io.dealledger.json.CanonicalJson;
import io.dealledger.replay.Replay;
import io.dealledger.replay.Scenario;
import io.dealledger.tlog.NoteKey;
import io.dealledger.tlog.UnreadableProofException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Asks the rules without a ledger. Standard output is one JSON object; what could not be run is said on standard error. */
@Command(name = "replay", mixinStandardHelpOptions = true, description = {
    "Runs scenario files through the same rules in memory and prints",
    "{\"<scenario id>\": {\"<ask>\": <result>}} on standard output. Exit code 1 where a scenario could not be run.",
    "With --from-ledger it verifies a ledger and decides all of its deals again under another policy, here and without its",
    "database: what moves by deal, week, partner and seller, and each published week recomputed as it stood."})
final class ReplayCommand implements Callable<Integer> {
    /** What is decided again where there is a ledger. */
    static final class OfLedger {
        @Option(names = "--from-ledger", required = true, paramLabel = "FOLDER|URL", description = "an export, or where a ledger answers: every event of it is verified, and its deals are decided again here")
        @SuppressWarnings("NullAway.Init") // picocli fills it before call()
        private String ledger;

        @ArgGroup(multiplicity = "1")
        @SuppressWarnings("NullAway.Init")
        private Under under;

        @Option(names = "--from", paramLabel = "WEEK", description = "first week whose money is compared, e.g. 2026-W01; default: that of the first amount")
        private @Nullable String from;

        @Option(names = "--to", paramLabel = "WEEK", description = "last week; default: the last one that has ended")
        private @Nullable String to;

        @Option(names = "--definition", paramLabel = "ID", description = "what is counted and how; default: as the policy in force reports")
        private @Nullable String definition;

        @Option(names = "--key", description = "a public key of the ledger, as given to you by a way that you trust; may be repeated")
        private List<String> keys = List.of();
    }

    /** Which policy. */
    static final class Under {
        @Option(names = "--policy", paramLabel = "VERSION", description = "a version that the ledger holds")
        private @Nullable String version;

        @Option(names = "--rules", paramLabel = "FILE", description = "a policy document of your own: JSON as in policy.published")
        private @Nullable Path rules;
    }

    @ArgGroup(exclusive = false)
    private @Nullable OfLedger ofLedger;

    @Parameters(arity = "0..*", paramLabel = "FILE", description = "scenario files: JSON with a member \"scenarios\"")
    private List<Path> files = List.of();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli fills it before call()
    private CommandSpec spec;

    private final Replay replay = new Replay(new CommonsStudentT());
    private final Map<String, @Nullable Object> answers = new LinkedHashMap<>();
    private boolean failed;

    @Override
    public Integer call() {
        OfLedger asked = ofLedger;
        if ((asked == null) == files.isEmpty()) {
            throw new ParameterException(spec.commandLine(), "either scenario files, or --from-ledger with a policy");
        }
        if (asked != null) {
            return replay(asked);
        }
        for (Path file : files) {
            List<?> scenarios = read(file);
            for (int i = 0; i < scenarios.size(); i++) {
                run(file, i, scenarios.get(i));
            }
        }
        spec.commandLine().getOut().println(CanonicalJson.write(answers));
        return failed ? 1 : 0;
    }

    private int replay(OfLedger asked) {
        try {
            Map<String, @Nullable Object> rules = asked.under.rules == null
                    ? null
                    : JsonTree.parseObject(Files.readAllBytes(asked.under.rules));
            spec.commandLine().getOut().println(CanonicalJson.write(LedgerReplay.run(new LedgerReplay.Request(
                    asked.ledger, asked.keys.stream().map(NoteKey::parse).toList(), asked.under.version, rules,
                    asked.from, asked.to, asked.definition))));
            return 0;
        } catch (IOException | FaultFoundException | UnreadableProofException | ProblemException
                | UnreadableJsonException | IllegalArgumentException e) {
            fail("not replayed: " + e.getMessage());
            return 1;
        }
    }

    private List<?> read(Path file) {
        try {
            Map<String, @Nullable Object> document = JsonTree.parseObject(Files.readAllBytes(file));
            if (document.get("scenarios") instanceof List<?> scenarios) {
                return scenarios;
            }
            fail(file + " has no list \"scenarios\"; its members are " + document.keySet());
        } catch (UnreadableJsonException e) {
            fail(file + ", " + e.getMessage());
        } catch (NoSuchFileException _) {
            fail(file + " does not exist");
        } catch (IOException e) {
            fail(file + " cannot be read: " + e.getMessage());
        }
        return List.of();
    }

    private void run(Path file, int index, @Nullable Object scenario) {
        if (!(scenario instanceof Map<?, ?> members) || !(members.get("id") instanceof String id)) {
            fail(file + ", scenario " + (index + 1) + " has no id");
        } else if (answers.containsKey(id)) {
            fail(id + " in " + file + " is answered already, from another scenario of that id");
        } else {
            run(id, members);
        }
    }

    @SuppressWarnings("unchecked") // a JSON object has text keys
    private void run(String id, Map<?, ?> members) {
        try {
            answers.put(id, replay.run(Scenario.read((Map<String, @Nullable Object>) members)));
        } catch (IllegalArgumentException e) {
            fail(id + ": " + e.getMessage());
        } catch (RuntimeException e) { // a fault of ours, in one scenario: the others are still answered
            fail(id + ": unexpected " + e);
        }
    }

    private void fail(String message) {
        failed = true;
        spec.commandLine().getErr().println(message);
    }
}
