package io.dealledger.api.cli;

import io.dealledger.json.CanonicalJson;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Publishing is an event of the running service's ledger, so the service is asked to do it. */
@Command(name = "publish", mixinStandardHelpOptions = true, description = {
    "Has a running service seal a week's numbers and prints them. Asking again prints the same.",
    "Exit code 1 where they could not be published."})
final class PublishCommand implements Callable<Integer> {
    @Option(names = "--week", required = true, paramLabel = "WEEK", description = "a week that has ended, e.g. 2026-W15")
    private String week = "";

    @Option(names = "--definition", paramLabel = "ID", description = "what is counted and how; without it as the policy in force reports")
    private @Nullable String definition;

    @Option(names = "--url", paramLabel = "URL", defaultValue = "http://127.0.0.1:8080", description = "where the service answers (default: ${DEFAULT-VALUE})")
    private URI url = URI.create("");

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli fills it before call()
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        var body = new TreeMap<String, @Nullable Object>();
        body.put("week", week);
        if (definition != null) {
            body.put("definition", definition);
        }
        var request = HttpRequest.newBuilder(url.resolve("/v1/publications")).header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(CanonicalJson.write(body))).build();
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
            boolean published = answer.statusCode() == 200 || answer.statusCode() == 201;
            (published ? spec.commandLine().getOut() : spec.commandLine().getErr()).println(answer.body());
            return published ? 0 : 1;
        } catch (IOException e) {
            spec.commandLine().getErr().println("no service answers at " + url + ": " + e);
            return 1;
        }
    }
}
