package io.dealledger.api.cli;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The jar that ships, run by the Java that runs the tests. */
public final class RealJar {
    private static final Pattern ANSWERS = Pattern.compile("The ledger answers at (http://127\\.0\\.0\\.1:\\d+)");

    private RealJar() {}

    record Ended(int exitCode, String out, String err) {}

    /** Runs a command to its end. */
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

    /** Starts the service on a free port and returns once it answers. */
    static Service serve(Path data, String... arguments) throws IOException, InterruptedException {
        var all = new ArrayList<String>(List.of("serve", "--server.port=0", "--ledger.data=" + data));
        all.addAll(List.of(arguments));
        return service(command(all.toArray(String[]::new)));
    }

    /** Starts a service by this command and returns once it answers. */
    public static Service service(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        var said = new Said();
        Thread.ofVirtual().start(() -> said.listenTo(process));
        return new Service(process, said, URI.create(said.await(ANSWERS).group(1)));
    }

    static List<String> command(String... arguments) {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        // a test's process is over before better compiled code would pay
        command.addAll(List.of("-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
        command.add("-jar");
        command.add(requireNonNull(System.getProperty("attribution.jar"), "the build passes attribution.jar"));
        command.addAll(List.of(arguments));
        return command;
    }

    /** A running service; ended politely where the test has not ended it otherwise. */
    public record Service(Process process, Said said, URI url) implements AutoCloseable {
        /** {@code kill -9}: nothing of ours runs any more. */
        public void kill() throws InterruptedException {
            process.destroyForcibly().waitFor();
        }

        /** {@code kill}: SIGTERM. */
        void stop() throws InterruptedException {
            process.destroy();
            if (!process.waitFor(2, TimeUnit.MINUTES)) {
                throw new IllegalStateException("does not stop; it said:\n" + said);
            }
        }

        @Override
        public void close() throws InterruptedException {
            stop();
        }
    }

    /** What a process prints, line by line. */
    public static final class Said {
        private final List<String> lines = new ArrayList<>();
        private boolean ended;

        private void listenTo(Process process) {
            try (var reader = process.inputReader()) {
                reader.lines().forEach(this::add);
            } catch (java.io.UncheckedIOException e) {
                add(e.toString()); // the pipe of a killed process
            } catch (IOException e) {
                add(e.toString());
            } finally {
                end();
            }
        }

        private synchronized void add(String line) {
            lines.add(line);
            notifyAll();
        }

        private synchronized void end() {
            ended = true;
            notifyAll();
        }

        /** Waits for a line in which the pattern occurs. */
        synchronized MatchResult await(Pattern wanted) throws InterruptedException {
            int seen = 0;
            while (true) {
                for (; seen < lines.size(); seen++) {
                    Matcher matcher = wanted.matcher(lines.get(seen));
                    if (matcher.find()) {
                        return matcher.toMatchResult();
                    }
                }
                if (ended) {
                    throw new IllegalStateException("it ended without saying " + wanted + "; it said:\n" + this);
                }
                wait();
            }
        }

        @Override
        public synchronized String toString() {
            return String.join("\n", lines);
        }
    }
}
