package io.dealledger.api.store;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class DatabaseGuaranteesIT {
    @Test
    void aDatabaseThatAcknowledgesBeforeItHasWrittenIsRefused() {
        String url = TestPostgres.newDatabase();
        String name = url.replaceAll(".*/([a-z0-9_]+)\\?.*", "$1");
        TestPostgres.execute(url, "ALTER DATABASE " + name + " SET synchronous_commit = off");

        assertThatThrownBy(() -> RunningLedger.on(url)).isInstanceOf(LedgerStartException.class)
                .hasMessageContaining("synchronous_commit = off");
    }
}
