package io.dealledger.projections.publication;

import static org.assertj.core.api.Assertions.assertThat;

import io.dealledger.account.SharePublished;
import io.dealledger.projections.Folding;
import io.dealledger.projections.TestDatabase;
import io.dealledger.projections.TestLedger;
import io.dealledger.projections.engine.AsOf;
import io.dealledger.projections.engine.ViewReader;
import io.dealledger.projections.publication.PublicationView.Published;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class PublicationViewTest {
    private static final String NET = "vendor_net.new_revenue.iso_week.UTC.USD_dated";
    private static final String GROSS = "customer_gross.new_revenue.iso_week.UTC.USD_dated";

    private final DataSource database = TestDatabase.with("publication");
    private final TestLedger ledger = new TestLedger();

    @Test
    void showsWhatHadBeenPublishedByThen() throws Exception {
        publish(NET, "2026-W10", 40);
        publish(GROSS, "2026-W10", 41);
        publish(NET, "2026-W11", 50);
        Folding.all(Folding.processor(new PublicationProjection(), ledger, database, 2), ledger);

        assertThat(ask(sql -> PublicationView.page(sql, asOf(1), null, null, -1, 10)))
                .extracting(Published::asOfPosition).containsExactly(40L, 41L);
        assertThat(ask(sql -> PublicationView.page(sql, asOf(2), "2026-W10", null, 0, 10)))
                .extracting(Published::definition).containsExactly(GROSS);
        assertThat(ask(sql -> PublicationView.page(sql, asOf(2), null, NET, -1, 1)))
                .extracting(Published::week).containsExactly("2026-W10");
        assertThat(ask(sql -> PublicationView.ofWeeks(sql, asOf(2), NET, List.of("2026-W11", "2026-W12"))))
                .containsExactly(new Published(2, TestLedger.START, NET, "2026-W11", 50, "{\"share\":\"0.500000\"}"));
        assertThat(ask(sql -> PublicationView.ofWeeks(sql, asOf(1), NET, List.of("2026-W11")))).isEmpty();
    }

    private void publish(String definition, String week, long asOf) {
        ledger.append("company/publications",
                new SharePublished(definition, week, TestLedger.START, asOf, Map.of("share", "0.500000")));
    }

    private List<Published> ask(Function<JdbcClient, List<Published>> question) {
        return new ViewReader(database).ask(PublicationView.VIEW, (sql, _) -> question.apply(sql));
    }

    private static AsOf asOf(long position) {
        return new AsOf(position, TestLedger.START);
    }
}
