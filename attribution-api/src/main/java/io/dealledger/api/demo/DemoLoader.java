package io.dealledger.api.demo;

import io.dealledger.projections.engine.LedgerTail;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Posts the sample year to the running service, one sync after the other, as the sample company's systems would. If the
 * process stops here, the next start posts again: what the ledger has already is a duplicate.
 */
final class DemoLoader {
    private static final Logger LOG = LoggerFactory.getLogger(DemoLoader.class);

    private final DemoClock clock;
    private final LedgerTail ledger;
    private final HttpClient http = HttpClient.newHttpClient();

    /** What became of the facts posted. */
    record Outcome(long accepted, long duplicates, long parked, long quarantined) {
        static final Outcome NOTHING = new Outcome(0, 0, 0, 0);

        Outcome plus(JsonNode counts) {
            return new Outcome(accepted + counts.path("accepted").asLong(),
                    duplicates + counts.path("duplicates").asLong(), parked + counts.path("parked").asLong(),
                    quarantined + counts.path("quarantined").asLong());
        }
    }

    DemoLoader(DemoClock clock, LedgerTail ledger) {
        this.clock = clock;
        this.ledger = ledger;
    }

    Outcome load(SampleYear year, URI service) throws IOException, InterruptedException {
        Map<Instant, List<SampleFact>> syncs = year.facts().stream().collect(
                Collectors.groupingBy(SampleFact::heardAt, LinkedHashMap::new, Collectors.toList()));
        Outcome outcome = Outcome.NOTHING;
        int posted = 0;
        for (var sync : syncs.entrySet()) {
            clock.standAt(sync.getKey());
            outcome = outcome.plus(post(sync.getValue(), service));
            if (++posted % 100 == 0) {
                LOG.info("sample company: {} of {} syncs posted, the ledger's clock stands at {}", posted,
                        syncs.size(), sync.getKey());
            }
        }
        clock.standAt(ledger.lastRecorded()); // what somebody added on another day
        clock.tickOn();
        return outcome;
    }

    private JsonNode post(List<SampleFact> sync, URI service) throws IOException, InterruptedException {
        String lines = sync.stream().map(SampleFact::toCloudEvent).collect(Collectors.joining("\n", "", "\n"));
        var request = HttpRequest.newBuilder(service.resolve("/v1/facts"))
                .header("content-type", "application/x-ndjson").POST(BodyPublishers.ofString(lines)).build();
        HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
        JsonNode total = JsonMapper.shared().readTree(answer.body().lines().reduce("{}", (_, last) -> last));
        if (answer.statusCode() != 200 || !total.path("done").asBoolean()) {
            throw new IOException("the service answered " + answer.statusCode() + " to the sample company's facts: "
                    + answer.body());
        }
        return total;
    }
}
