package io.dealledger.api.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.springframework.boot.SpringApplication;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;
import picocli.CommandLine.UnmatchedArgumentException;

@Command(name = "serve", mixinStandardHelpOptions = true, description = {
    "Runs the service, on 127.0.0.1:8080 (default).",
    "Any setting can follow as --name=value, e.g. --ledger.data=/srv/ledger --server.port=9090"})
final class ServeCommand implements Callable<Integer> {
    private static final Pattern SETTING = Pattern
            .compile("--(ledger|spring|server|management|logging|springdoc)\\.[^=]+(=.*)?|--(debug|trace)");

    @Option(names = "--demo", description = {"Loads a sample company's year through the public intake, into a ledger",
        "of its own in the folder data-demo, and says where to look."})
    private boolean demo;

    @Unmatched
    private List<String> settings = new ArrayList<>();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli fills it before call()
    private CommandSpec spec;

    @Override
    public Integer call() {
        requireSettings(settings, spec);
        try {
            var application = new SpringApplication(AttributionApplication.class);
            if (demo) { // as defaults: a folder given on the command line or in the environment wins
                application.setDefaultProperties(Map.of("ledger.demo.enabled", true, "ledger.data", "data-demo"));
            }
            application.run(settings.toArray(String[]::new));
            return 0;
        } catch (RuntimeException _) { // Spring Boot has reported it, with a remedy where it knows one
            return 1;
        }
    }

    /** @throws UnmatchedArgumentException if an argument is not a setting */
    static void requireSettings(List<String> settings, CommandSpec spec) {
        List<String> unknown = settings.stream().filter(setting -> !SETTING.matcher(setting).matches()).toList();
        if (!unknown.isEmpty()) {
            throw new UnmatchedArgumentException(spec.commandLine(), unknown);
        }
    }
}
