package io.dealledger.api.demo;

import io.dealledger.api.demo.DemoLoader.Outcome;
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
        LOG.info("{}", outcome);
    }

    /** Sample facts between real ones could never be taken out again. */
    private void refuseForeignLedger(SampleYear year) {
        SampleFact first = year.facts().getFirst();
        var key = new IdempotencyKey(first.source(), first.id());
        if (ledger.head() >= 0 && ledger.known(List.of(key)).isEmpty()) {
            throw new IllegalStateException("this ledger holds " + (ledger.head() + 1)
                    + " events and not the sample company; the demo wants a ledger of its own: give it an empty"
                    + " folder with --ledger.data=FOLDER");
        }
    }
}
