package io.dealledger.api.cli;

import io.dealledger.api.json.JsonTree;
import io.dealledger.api.json.UnreadableJsonException;
import io.dealledger.api.statistics.CommonsStudentT;
import io.dealledger.json.CanonicalJson;
import io.dealledger.replay.Replay;
import io.dealledger.replay.Scenario;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Asks the rules without a ledger. Standard output is one JSON object; what could not be run is said on standard error. */
@Command(name = "replay", mixinStandardHelpOptions = true, description = {
    "Runs scenario files through the same rules in memory and prints",
    "{\"<scenario id>\": {\"<ask>\": <result>}} on standard output. Exit code 1 where a scenario could not be run."})
final class ReplayCommand implements Callable<Integer> {
    @Parameters(arity = "1..*", paramLabel = "FILE", description = "scenario files: JSON with a member \"scenarios\"")
    private List<Path> files = List.of();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli fills it before call()
    private CommandSpec spec;

    private final Replay replay = new Replay(new CommonsStudentT());
    private final Map<String, @Nullable Object> answers = new LinkedHashMap<>();
    private boolean failed;

    @Override
    public Integer call() {
        for (Path file : files) {
            List<?> scenarios = read(file);
            for (int i = 0; i < scenarios.size(); i++) {
                run(file, i, scenarios.get(i));
            }
        }
        spec.commandLine().getOut().println(CanonicalJson.write(answers));
        return failed ? 1 : 0;
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
