package io.dealledger.api.cli;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The jar that ships, run by the Java that runs the tests. */
final class RealJar {
    private RealJar() {}

    record Ended(int exitCode, String out, String err) {}

    static Ended run(String... arguments) throws IOException, InterruptedException {
        Path out = Files.createTempFile("attribution", ".out");
        Path err = Files.createTempFile("attribution", ".err");
        Process process = new ProcessBuilder(command(arguments)).redirectOutput(out.toFile())
                .redirectError(err.toFile()).start();
        try {
            if (!process.waitFor(5, TimeUnit.MINUTES)) {
                throw new IllegalStateException("still runs after 5 minutes: " + List.of(arguments));
            }
            return new Ended(process.exitValue(), Files.readString(out), Files.readString(err));
        } finally {
            process.destroyForcibly();
            Files.delete(out);
            Files.delete(err);
        }
    }

    static List<String> command(String... arguments) {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-jar");
        command.add(requireNonNull(System.getProperty("attribution.jar"), "the build passes attribution.jar"));
        command.addAll(List.of(arguments));
        return command;
    }
}
