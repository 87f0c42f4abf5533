package io.dealledger.api.erasure;

import io.dealledger.json.CanonicalJson;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Has a running service erase a person: only it may append the event that says so. */
@Command(name = "erase", mixinStandardHelpOptions = true, description = {
    "Has a running service destroy for good what tells whom a pseudonym stands for, and what was written about them.",
    "Events, proofs, shares and labels stay as they are. Exit code 1 where the service knows nobody of this name."})
public final class EraseCommand implements Callable<Integer> {
    @Parameters(paramLabel = "SUBJECT", description = "the person's name as facts give it, or quarantine:<id>")
    private String subject = "";

    @Option(names = "--basis", required = true, description = "the legal basis; it is kept in the ledger, so it must not name anybody")
    private String basis = "";

    @Option(names = "--by", required = true, description = "who carries it out")
    private String by = "";

    @Option(names = "--url", paramLabel = "URL", defaultValue = "http://127.0.0.1:8080", description = "where the service answers (default: ${DEFAULT-VALUE})")
    private URI url = URI.create("");

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli fills it before call()
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        String body = CanonicalJson.write(Map.of("subject", subject, "basis", basis, "by", by));
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpResponse<String> answer = http.send(HttpRequest.newBuilder(url.resolve("/v1/operations/erasures"))
                    .header("Content-Type", "application/json").POST(BodyPublishers.ofString(body)).build(),
                    BodyHandlers.ofString());
            boolean done = answer.statusCode() == 200;
            (done ? spec.commandLine().getOut() : spec.commandLine().getErr()).println(answer.body());
            return done ? 0 : 1;
        } catch (IOException e) {
            spec.commandLine().getErr().println("no service answers at " + url + ": " + e);
            return 1;
        }
    }
}
