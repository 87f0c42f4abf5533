package io.dealledger.api.intake.round;

import static io.dealledger.api.intake.round.LiveLedger.statement;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.dealledger.account.FactFollowed;
import io.dealledger.account.FactPlaced;
import io.dealledger.account.FactQuarantined;
import io.dealledger.api.intake.Delivery;
import io.dealledger.api.intake.Receipt;
import io.dealledger.api.person.Veil;
import io.dealledger.attribution.Decision;
import io.dealledger.attribution.Tag;
import io.dealledger.fact.Statement;
import io.dealledger.json.Problem;
import io.dealledger.projections.engine.LedgerEntry;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Counting facts in, on the real program and a real database. */
class IntakeServiceIT {
    private LiveLedger ledger;

    @BeforeEach
    void start() {
        ledger = new LiveLedger();
    }

    @AfterEach
    void stop() {
        ledger.close();
    }

    private static Statement submitted() {
        return statement("s1", "registration.submitted", "2026-01-05T10:00:00Z",
                Map.of("registration_id", "R1", "partner_id", "P1", "account_id", "A1"));
    }

    private static Statement approved() {
        return statement("s2", "registration.approved", "2026-01-06T10:00:00Z",
                Map.of("registration_id", "R1", "approved_by", "ops"));
    }

    private static Statement created(String account) {
        return statement("s3", "opportunity.created", "2026-01-10T10:00:00Z",
                Map.of("opportunity_id", "O1", "account_id", account, "deal_type", "new_logo"));
    }

    private static Statement won(String amount) {
        return statement("s4", "opportunity.closed_won", "2026-02-01T10:00:00Z",
                Map.of("opportunity_id", "O1", "amount", amount, "currency", "USD"));
    }

    private Decision decision() {
        return requireNonNull(ledger.decisions().get("O1"));
    }

    @Test
    void decidesTheSameInTheWorstOrderAsInTheBest() {
        ledger.at("2026-01-11T00:00:00Z");
        assertThat(ledger.accept(won("100.00")).outcome()).isEqualTo(Receipt.Outcome.PARKED);
        assertThat(ledger.accept(approved()).outcome()).isEqualTo(Receipt.Outcome.PARKED);
        assertThat(ledger.accept(created("A1")).outcome()).isEqualTo(Receipt.Outcome.ACCEPTED);
        assertThat(decision().tag()).isEqualTo(Tag.DIRECT);
        ledger.accept(submitted());
        assertThat(decision().sourcedBy()).containsExactly("P1");
        assertThat(ledger.entries()).filteredOn(entry -> entry.event() instanceof FactPlaced).hasSize(2);
    }

    @Test
    void findsInOneRoundWhatItsOwnFactsWaitFor() {
        ledger.at("2026-02-02T00:00:00Z");
        List<Receipt> receipts = ledger.accept(List.of(won("100.00"), approved(), submitted(), created("A1")));
        assertThat(receipts).extracting(Receipt::outcome).containsOnly(Receipt.Outcome.ACCEPTED);
        assertThat(decision().sourcedBy()).isEmpty(); // learned after the lock
        assertThat(decision().registrations()).containsEntry("R1", "recorded_after_lock");
    }

    @Test
    void answersARepetitionWithTheFirstPositionAndStoresNothing() {
        Receipt first = ledger.at("2026-01-11T00:00:00Z").accept(created("A1"));
        int size = ledger.entries().size();
        ledger.restart();
        Receipt again = ledger.at("2026-01-12T00:00:00Z").accept(created("A1"));
        assertThat(again.outcome()).isEqualTo(Receipt.Outcome.DUPLICATE);
        assertThat(again.position()).isEqualTo(first.position());
        assertThat(again.recordedAt()).isEqualTo(first.recordedAt());
        assertThat(ledger.accept(List.of(created("A1"), created("A1")))).extracting(Receipt::outcome)
                .containsOnly(Receipt.Outcome.DUPLICATE);
        assertThat(ledger.entries()).hasSize(size);
    }

    @Test
    void quarantinesAnotherContentUnderTheSameKeyOnceWithWhatStands() {
        ledger.accept(List.of(created("A1"), won("50.00")));
        Receipt conflict = ledger.accept(won("500.00"));
        assertThat(conflict.outcome()).isEqualTo(Receipt.Outcome.QUARANTINED);
        assertThat(conflict.problem()).contains("(test, s4)").contains("50.00");
        assertThat(ledger.accept(won("500.00")).quarantineId()).isEqualTo(conflict.quarantineId());
        assertThat(ledger.entries()).filteredOn(entry -> entry.event() instanceof FactQuarantined).hasSize(1);
        assertThat(decision().deal().amount()).isEqualByComparingTo("50.00");
    }

    @Test
    void quarantinesWhatCannotBeReadWhole() {
        Receipt receipt = ledger.acceptUnread(new Delivery.Unread("unreadable", "crm", "e1", null,
                List.of(new Problem("time", "absent", "an RFC 3339 instant with offset"))));
        assertThat(receipt.problem()).isEqualTo("time is absent; accepted: an RFC 3339 instant with offset");
        assertThat(ledger.entries()).singleElement().extracting(LedgerEntry::event)
                .isInstanceOfSatisfying(FactQuarantined.class,
                        event -> assertThat(ledger.bean(Veil.class).open(event.raw()))
                                .isEqualTo("ew=="));
    }

    @Test
    void refusesAPolicyThatCannotBeReadAndFollowsOneThatCan() {
        var broken = statement("p1", "policy.published", "2026-01-01T00:00:00Z", Map.of("version", "v9",
                "effective_from", "2026-01-02T00:00:00Z", "approved_by", List.of("cro"), "rules",
                Map.of("modle", "x")));
        assertThat(ledger.accept(broken).problem()).contains("rules.modle");
        var lastTouch = statement("p2", "policy.published", "2026-01-01T00:00:00Z",
                Map.of("version", "v9", "effective_from", "2026-01-02T00:00:00Z", "approved_by", List.of("cro"),
                        "rules", Map.of("model", "last_touch")));
        assertThat(ledger.accept(List.of(lastTouch, created("A1"))))
                .extracting(Receipt::outcome).containsOnly(Receipt.Outcome.ACCEPTED);
        assertThat(decision().policy()).isEqualTo("v9");
    }

    @Test
    void letsHistoryFollowAMergeAndWhatComesLaterToo() {
        ledger.at("2026-01-11T00:00:00Z").accept(List.of(submitted(), created("A2")));
        ledger.accept(statement("m1", "account.merged", "2026-01-12T00:00:00Z", Map.of("from", "A1", "into", "A2")));
        assertThat(ledger.entries()).filteredOn(entry -> entry.event() instanceof FactFollowed).hasSize(1);
        ledger.accept(approved());
        assertThat(decision().sourcedBy()).containsExactly("P1");
        ledger.accept(statement("t1", "account.direct_touch", "2026-01-04T00:00:00Z", Map.of("account_id", "A1")));
        assertThat(decision().registrations()).containsEntry("R1", "direct_touch_in_lookback");
    }

    @Test
    void givesACustomerItsHistoryBackWhenAMergeWasAnError() {
        ledger.at("2026-01-11T00:00:00Z").accept(List.of(submitted(), approved(), created("A2")));
        ledger.accept(statement("m1", "account.merged", "2026-01-12T00:00:00Z", Map.of("from", "A1", "into", "A2")));
        assertThat(decision().sourcedBy()).containsExactly("P1");
        ledger.accept(statement("u1", "account.unmerged", "2026-01-13T00:00:00Z",
                Map.of("from", "A1", "into", "A2", "reason", "one name, two companies", "approved_by",
                        List.of("steward"))));
        assertThat(decision().sourcedBy()).isEmpty();
        ledger.accept(statement("c2", "opportunity.created", "2026-01-14T00:00:00Z",
                Map.of("opportunity_id", "O2", "account_id", "A1", "deal_type", "new_logo")));
        assertThat(ledger.decisions()).extractingByKey("O2").extracting(Decision::sourcedBy).isEqualTo(List.of("P1"));
        ledger.accept(statement("m0", "account.merged", "2026-01-01T00:00:00Z", Map.of("from", "A1", "into", "A2")));
        assertThat(decision().sourcedBy()).as("a merge heard of after it was corrected").isEmpty();
    }

    @Test
    void numbersPositionsWithoutGapsAndNeverTurnsRecordedAtBack() {
        ledger.at("2026-03-01T00:00:00Z").accept(submitted());
        ledger.at("2026-02-01T00:00:00Z").accept(List.of(approved(), created("A1"), won("1.00")));
        List<LedgerEntry> entries = ledger.entries();
        assertThat(entries).extracting(LedgerEntry::position)
                .containsExactlyElementsOf(LongStream.range(0, entries.size()).boxed().toList());
        assertThat(entries).extracting(LedgerEntry::recordedAt).isSorted()
                .containsOnly(Instant.parse("2026-03-01T00:00:00Z"));
    }
}
