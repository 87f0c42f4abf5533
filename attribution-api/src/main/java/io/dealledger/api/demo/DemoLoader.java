package io.dealledger.api.demo;

import io.dealledger.projections.engine.LedgerTail;
import io.dealledger.share.IsoWeeks;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Posts the sample year to the running service, one sync after the other, as the sample company's systems would, and
 * has each week published on the Monday after. If the
 * process stops here, the next start posts again: what the ledger has already is a duplicate.
 */
final class DemoLoader {
    private static final Logger LOG = LoggerFactory.getLogger(DemoLoader.class);

    private static final Duration WEEK = Duration.ofDays(7);
    private static final Duration AFTER_WEEK_END = Duration.ofHours(6);

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
        Instant publishing = SampleYear.FIRST_MONDAY.plus(WEEK).plus(AFTER_WEEK_END);
        for (var sync : syncs.entrySet()) {
            for (; !publishing.isAfter(sync.getKey()); publishing = publishing.plus(WEEK)) {
                clock.standAt(publishing);
                publishWeekBefore(publishing, service);
            }
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

    /** As the schedule would have, had the service run all that year. */
    private void publishWeekBefore(Instant publishing, URI service) throws IOException, InterruptedException {
        String week = new IsoWeeks().weekOf(LocalDate.ofInstant(publishing.minus(WEEK), ZoneOffset.UTC)).label();
        var request = HttpRequest.newBuilder(service.resolve("/v1/publications"))
                .header("content-type", "application/json")
                .POST(BodyPublishers.ofString("{\"week\":\"" + week + "\"}")).build();
        HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
        if (answer.statusCode() >= 300) {
            throw new IOException("the service answered " + answer.statusCode() + " to the publication of " + week
                    + ": " + answer.body());
        }
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
