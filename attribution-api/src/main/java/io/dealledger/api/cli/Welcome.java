package io.dealledger.api.cli;

import io.dealledger.api.node.Roles;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** Says where the service is, where its data lies and what to do next. */
@Component
class Welcome {
    private static final Logger LOG = LoggerFactory.getLogger(Welcome.class);

    private final Environment settings;
    private final Roles roles;

    Welcome(Environment settings, Roles roles) {
        this.settings = settings;
        this.roles = roles;
    }

    @EventListener
    @Order(Ordered.HIGHEST_PRECEDENCE) // before the demo, which takes a while
    void greet(ApplicationReadyEvent ready) {
        String url = "http://127.0.0.1:" + settings.getProperty("local.server.port");
        String database = settings.getProperty("spring.datasource.url");
        LOG.info("""
                The ledger answers at {}
                  data       {}
                  does       {}
                  who may    anybody on this machine: there is no authentication yet
                  facts in   POST {}/v1/facts
                  API        {}/v3/api-docs
                  stop with  Ctrl-C""", url,
                database == null ? "embedded PostgreSQL in " + settings.getProperty("ledger.data", "data") : database,
                roles.isAll() ? "everything" : roles + "; the rest is left to other nodes",
                url, url);
    }
}
