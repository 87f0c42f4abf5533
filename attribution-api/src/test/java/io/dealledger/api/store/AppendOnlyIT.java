package io.dealledger.api.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AppendOnlyIT {
    @ParameterizedTest
    @ValueSource(strings = {"UPDATE ledger.%s SET payload = '{}'", "DELETE FROM ledger.%s", "TRUNCATE ledger.%s"})
    void whatIsWrittenStays(String change) {
        String url = TestPostgres.newDatabase();
        try (var ledger = RunningLedger.on(url)) {
            ledger.pipeline.append(Appends.to("account/ACME", 0, 1, Appends.MARCH_30)).join();
            for (String table : new String[]{"ledger_event", "ledger_event_p0"}) {
                assertThatThrownBy(() -> TestPostgres.execute(url, change.formatted(table)))
                        .rootCause().hasMessageStartingWith("ERROR: the ledger is append-only: %s of %s is refused"
                                .formatted(change.replaceAll(" .*", ""), table));
            }
            assertThat(ledger.store.head()).isZero();
        }
    }
}
