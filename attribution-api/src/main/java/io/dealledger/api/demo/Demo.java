package io.dealledger.api.demo;

import io.dealledger.api.demo.DemoLoader.Outcome;
import io.dealledger.api.store.LedgerStartException;
import io.dealledger.api.store.LedgerStore;
import io.dealledger.api.store.LedgerStore.IdempotencyKey;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.Environment;

/** Loads the sample company once the service answers; until then the service is not ready. */
class Demo {
    private static final Logger LOG = LoggerFactory.getLogger(Demo.class);

    private final LedgerStore ledger;
    private final DemoLoader loader;

    Demo(LedgerStore ledger, DemoLoader loader) {
        this.ledger = ledger;
        this.loader = loader;
    }

    @EventListener
    void load(ApplicationReadyEvent ready) throws IOException, InterruptedException {
        SampleYear year = SampleYear.generate();
        refuseForeignLedger(year);
        Environment settings = ready.getApplicationContext().getEnvironment();
        URI service = URI.create("http://127.0.0.1:" + settings.getRequiredProperty("local.server.port"));
        LOG.info("loading the sample company: {} facts of {} deals", year.facts().size(), year.deals().size());
        Outcome outcome = loader.load(year, service);
        LOG.info("{}", whereToLook(year, service, outcome));
    }

    /** What a person at the terminal does next. */
    private static String whereToLook(SampleYear year, URI service, Outcome outcome) {
        var deals = year.highlights();
        return """
                the sample company is loaded: %d facts accepted, %d duplicates, %d parked, %d quarantined
                  the share              curl -s "%s/v1/share?weeks=26"
                  a disputed deal        curl -s %s
                  decided by a dispute   curl -s %s
                  after a merge          curl -s %s
                  what waits             curl -s %s/v1/quarantine""".formatted(outcome.accepted(),
                outcome.duplicates(), outcome.parked(), outcome.quarantined(), service,
                attribution(service, deals.disputeOpen()), attribution(service, deals.disputeWon()),
                attribution(service, deals.mergedAfterClose()), service);
    }

    private static String attribution(URI service, SampleDeal deal) {
        return service + "/v1/opportunities/" + deal.id() + "/attribution";
    }

    /** Sample facts between real ones could never be taken out again. */
    private void refuseForeignLedger(SampleYear year) {
        SampleFact first = year.facts().getFirst();
        var key = new IdempotencyKey(first.source(), first.id());
        if (ledger.head() >= 0 && ledger.known(List.of(key)).isEmpty()) {
            throw new LedgerStartException(
                    "This ledger holds " + (ledger.head() + 1) + " events, and they are not the sample company's.",
                    "Give the demo a ledger of its own: an empty folder with --ledger.data=FOLDER.", null);
        }
    }
}
