package io.dealledger.api.store;

import static io.dealledger.api.store.Appends.MARCH_30;
import static org.assertj.core.api.Assertions.assertThat;

import io.dealledger.api.store.AppendOutcome.Appended;
import io.dealledger.fact.Anchor;
import io.dealledger.projections.engine.LedgerEntry;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PostgresLedgerStoreIT {
    private final RunningLedger ledger = RunningLedger.on(TestPostgres.newDatabase());

    @AfterEach
    void stop() {
        ledger.close();
    }

    @Test
    void readsBackWhatWasAppended() {
        var request = Appends.withKey(Appends.to("account/ACME", 0, 2, MARCH_30), "crm", "42");
        request = new AppendRequest(MARCH_30, request.events(), request.keys(),
                Map.of(Anchor.opportunity("D-1042"), "ACME"));

        assertThat(append(request)).isEqualTo(new Appended(0));
        assertThat(append(Appends.toEnd("company/fx", MARCH_30.plusSeconds(1)))).isEqualTo(new Appended(2));

        assertThat(ledger.store.head()).isEqualTo(2);
        assertThat(ledger.store.lastRecorded()).isEqualTo(MARCH_30.plusSeconds(1));
        assertThat(ledger.store.read(-1, 10)).containsExactly(
                new LedgerEntry(0, MARCH_30, "account/ACME", 0, Appends.event("account/ACME@0")),
                new LedgerEntry(1, MARCH_30, "account/ACME", 1, Appends.event("account/ACME@1")),
                new LedgerEntry(2, MARCH_30.plusSeconds(1), "company/fx", 0, Appends.event("company/fx@null")));
        assertThat(ledger.store.stream("account/ACME")).extracting(LedgerEntry::position).containsExactly(0L, 1L);
        assertThat(ledger.store.existing(List.of("account/ACME", "account/NONE"))).containsExactly("account/ACME");
        assertThat(ledger.store.accounts(List.of(Anchor.opportunity("D-1042"), Anchor.account("D-1042"))))
                .containsExactly(Map.entry(Anchor.opportunity("D-1042"), "ACME"));
        var key = new LedgerStore.IdempotencyKey("crm", "42");
        assertThat(ledger.store.known(List.of(key, new LedgerStore.IdempotencyKey("crm", "43")))).containsExactly(
                Map.entry(key, new LedgerStore.Known(0, MARCH_30, request.keys().getFirst().contentHash())));
    }

    @Test
    void turnsAnInstantIntoTheLastPositionRecordedByThen() {
        append(Appends.to("account/ACME", 0, 2, MARCH_30));
        append(Appends.toEnd("company/fx", MARCH_30.plusSeconds(1)));

        assertThat(ledger.store.positionAt(MARCH_30.minusNanos(1_000))).isEqualTo(-1);
        assertThat(ledger.store.positionAt(MARCH_30)).isEqualTo(1);
        assertThat(ledger.store.positionAt(MARCH_30.plusSeconds(1).minusNanos(1))).isEqualTo(1);
        assertThat(ledger.store.positionAt(MARCH_30.plusSeconds(1))).isEqualTo(2);
    }

    @Test
    void promisesThatNothingIsRecordedBeforeAMomentThatTheClockHasPassed() {
        append(Appends.toEnd("company/fx", MARCH_30));
        assertThat(ledger.store.settle(MARCH_30.minusSeconds(1))).isTrue();
        assertThat(ledger.store.lastRecorded()).isEqualTo(MARCH_30);
        assertThat(ledger.store.settle(Instant.MAX)).isFalse();

        assertThat(ledger.store.settle(MARCH_30)).isTrue();
        assertThat(append(Appends.toEnd("company/fx", MARCH_30.plusSeconds(1))))
                .isInstanceOf(AppendOutcome.RecordedBehind.class);
    }

    private AppendOutcome append(AppendRequest request) {
        return ledger.pipeline.append(request).join();
    }
}
