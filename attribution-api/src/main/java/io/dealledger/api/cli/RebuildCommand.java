package io.dealledger.api.cli;

import io.dealledger.api.json.JsonTree;
import io.dealledger.json.CanonicalJson;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** A rebuild goes on beside the views that a running service is asked about, so the service is asked to do it. */
@Command(name = "rebuild", mixinStandardHelpOptions = true, description = {
    "Has a running service fold its read models anew from the ledger, while it answers and takes facts, compare them with",
    "the ones in use and put them in their place. Exit code 1 where one failed or was found different."})
final class RebuildCommand implements Callable<Integer> {
    private static final long LOOK_EVERY_MILLIS = 250;

    @Parameters(paramLabel = "VIEW", description = "read models, e.g. share; without any, all")
    private List<String> views = List.of();

    @Option(names = "--url", paramLabel = "URL", defaultValue = "http://127.0.0.1:8080", description = "where the service answers (default: ${DEFAULT-VALUE})")
    private URI url = URI.create("");

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli fills it before call()
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        String query = views.stream().map(view -> "view=" + URLEncoder.encode(view, StandardCharsets.UTF_8))
                .collect(Collectors.joining("&", "?", ""));
        URI address = url.resolve("/v1/operations/rebuild");
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpResponse<String> asked = http.send(HttpRequest.newBuilder(URI.create(address + query))
                    .POST(BodyPublishers.noBody()).build(), BodyHandlers.ofString());
            if (asked.statusCode() != 202) {
                spec.commandLine().getErr().println(asked.body());
                return 1;
            }
            return follow(http, HttpRequest.newBuilder(address).build(), asked.body());
        } catch (IOException e) {
            spec.commandLine().getErr().println("no service answers at " + url + ": " + e);
            return 1;
        }
    }

    private int follow(HttpClient http, HttpRequest look, String first) throws IOException, InterruptedException {
        List<Map<?, ?>> rebuilds = wanted(first);
        try (ProgressBar bar = new ProgressBarBuilder().setTaskName("Rebuild").setInitialMax(-1).build()) {
            while (rebuilds.stream().anyMatch(RebuildCommand::isUnderWay)) {
                bar.maxHint(rebuilds.stream().mapToLong(rebuild -> 1 + number(rebuild, "target")).sum());
                bar.stepTo(rebuilds.stream().mapToLong(rebuild -> 1 + number(rebuild, "position")).sum());
                bar.setExtraMessage(rebuilds.stream().filter(rebuild -> "folding".equals(rebuild.get("state")))
                        .map(rebuild -> String.valueOf(rebuild.get("view"))).collect(Collectors.joining(", ")));
                TimeUnit.MILLISECONDS.sleep(LOOK_EVERY_MILLIS);
                rebuilds = wanted(http.send(look, BodyHandlers.ofString()).body());
            }
        }
        rebuilds.forEach(rebuild -> spec.commandLine().getOut().println(CanonicalJson.write(rebuild)));
        return rebuilds.stream().allMatch(rebuild -> Boolean.TRUE.equals(rebuild.get("equal"))) ? 0 : 1;
    }

    private List<Map<?, ?>> wanted(String body) {
        Map<String, @Nullable Object> answer = JsonTree.parseObject(body.getBytes(StandardCharsets.UTF_8));
        if (!(answer.get("rebuilds") instanceof List<?> rebuilds)) {
            throw new IllegalStateException("the service answered " + body);
        }
        return rebuilds.stream().<Map<?, ?>>map(rebuild -> (Map<?, ?>) rebuild)
                .filter(rebuild -> views.isEmpty() || views.contains(String.valueOf(rebuild.get("view")))).toList();
    }

    private static boolean isUnderWay(Map<?, ?> rebuild) {
        return "waiting".equals(rebuild.get("state")) || "folding".equals(rebuild.get("state"));
    }

    private static long number(Map<?, ?> rebuild, String member) {
        return rebuild.get(member) instanceof BigDecimal number ? number.longValue() : -1;
    }
}
