package io.dealledger.api.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dealledger.api.connector.partnerstack.PartnerStackVendor;
import io.dealledger.api.intake.Delivery;
import io.dealledger.api.intake.IntakeUnavailableException;
import io.dealledger.fact.Statement;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;

/** PartnerStack's published messages on their way into the ledger. */
class PartnerStackIT {
    private static final Map<String, String> SETTINGS = Map.of("c.account", "acme");

    private final TestConnectors partnerStack = new TestConnectors(new PartnerStackVendor(), SETTINGS);

    @Test
    void aRegistrationsLifeBecomesStatementsOfItsOwnTimes() {
        for (String file : webhooks("0[2-9]-.*")) {
            partnerStack.take(file, "webhook");
        }

        assertThat(partnerStack.intake.statements()).extracting(Statement::kind,
                statement -> statement.occurredAt().toString(), Statement::data).containsExactly(
                        row("account.identified", "2026-01-12T15:04:05.123Z",
                                Map.of("account_id", "domain:manufacturing.example.com", "name",
                                        "Example Manufacturing Inc", "domain", "manufacturing.example.com")),
                        row("registration.submitted", "2026-01-12T15:04:05.123Z",
                                Map.of("registration_id", "partnerstack:deal_exampleAAAA0001", "partner_id",
                                        "partnerstack:examplereseller1", "account_id",
                                        "domain:manufacturing.example.com", "expected_amount", "48000.00",
                                        "currency", "USD", "submitted_by", "rep1@reseller1.example.com")),
                        row("registration.approved", "2026-01-14T09:30:00.500Z",
                                Map.of("registration_id", "partnerstack:deal_exampleAAAA0001", "approved_by",
                                        "partnerstack:acme", "expires_at", "2026-04-14T23:59:59Z")),
                        row("registration.extended", "2026-04-02T12:00:00Z",
                                Map.of("registration_id", "partnerstack:deal_exampleAAAA0001", "approved_by",
                                        "partnerstack:acme", "expires_at", "2026-07-13T23:59:59Z")),
                        row("opportunity.partner_tagged", "2026-04-20T08:15:00Z",
                                Map.of("opportunity_id", "006EX0000000001YAA", "partner_id",
                                        "partnerstack:examplereseller1", "role", "registered")));
    }

    @Test
    void whereThereIsNoCrmItsWordOnDealsIsTheRecord() {
        var record = new TestConnectors(new PartnerStackVendor(),
                Map.of("c.account", "acme", "c.deals", "record", "c.deal-type", "new_logo"));
        for (String file : webhooks("0[2-9]-.*|1[56]-.*")) {
            record.take(file, "webhook");
        }

        assertThat(record.kinds()).filteredOn(kind -> kind.startsWith("opportunity.")).containsExactly(
                "opportunity.created", "opportunity.amount_changed", "opportunity.amount_changed",
                "opportunity.closed_won", "opportunity.created", "opportunity.closed_lost");
        assertThat(record.intake.quarantined()).isEmpty();
    }

    @Test
    void aDuplicateSaysNothingAndAMissedMessageIsMadeUpFor() {
        partnerStack.take("03-deal_updated-approved.json", "webhook");

        Report again = partnerStack.take("04-deal_updated-approved-duplicate-delivery.json", "webhook");
        Report page = partnerStack.take("24-deals-list-page.json", "api:deals");

        assertThat(again.records()).extracting(Report.Line::outcome).containsExactly(RecordOutcome.DUPLICATE);
        assertThat(again.receipts()).isEmpty();
        assertThat(page.records()).extracting(Report.Line::record).containsExactly("deal_exampleAAAA0001",
                "deal_exampleEEEE0005");
        assertThat(partnerStack.kinds()).filteredOn("registration.submitted"::equals).hasSize(2);
    }

    @Test
    void anyOrderAndAnyRepetitionSaysEverythingThatTheRightOrderSays() {
        List<String> files = webhooks("(0[1-9]|1[0-6])-.*");
        files.forEach(file -> partnerStack.take(file, "webhook"));
        for (long seed = 1; seed <= 8; seed++) {
            var shuffled = new TestConnectors(new PartnerStackVendor(), SETTINGS);
            var deliveries = new ArrayList<>(files);
            deliveries.addAll(files);
            Collections.shuffle(deliveries, new Random(seed));

            deliveries.forEach(file -> shuffled.take(file, "webhook"));

            assertThat(new HashSet<>(shuffled.intake.statements())).as("seed %d", seed)
                    .containsAll(partnerStack.intake.statements());
        }
    }

    @Test
    void aMessageThatWasCutShortIsKeptWholeForAPerson() {
        byte[] whole = TestConnectors.read("partnerstack/02-deal_created-submitted.json");
        byte[] cut = Arrays.copyOf(whole, whole.length / 2);

        Report report = partnerStack.take(cut, "webhook");

        assertThat(report.records()).singleElement().satisfies(line -> {
            assertThat(line.outcome()).isEqualTo(RecordOutcome.QUARANTINED);
            assertThat(line.problem()).contains("not JSON").contains("line");
        });
        assertThat(partnerStack.intake.quarantined()).singleElement().extracting(Delivery::raw).isEqualTo(cut);
        assertThat(partnerStack.intake.statements()).isEmpty();
    }

    @Test
    void aStageThatNobodyMappedIsAskedAboutAndComesInOnceItIsMapped() {
        byte[] odd = new String(TestConnectors.read("partnerstack/02-deal_created-submitted.json"),
                StandardCharsets.UTF_8).replace("\"New\"", "\"Triage\"")
                .getBytes(StandardCharsets.UTF_8);

        partnerStack.take(odd, "webhook");

        assertThat(partnerStack.intake.quarantined()).singleElement().extracting(Delivery::reading)
                .isInstanceOfSatisfying(Delivery.Unread.class,
                        unread -> assertThat(unread.problems().getFirst().sentence()).startsWith(
                                "/stage is \"Triage\"; accepted: one of new, approved, declined"));
        partnerStack.take("03-deal_updated-approved.json", "webhook");
        assertThat(partnerStack.kinds()).contains("registration.submitted", "registration.approved");
    }

    @Test
    void whatFailsBeforeItIsDurableIsReadAgainWithTheFirstTimeOfReceipt() {
        partnerStack.intake.fail(RecordingIntake.Failure.BEFORE_STORING);
        assertThatThrownBy(() -> partnerStack.take("01-partnership_created.json", "webhook"))
                .isInstanceOf(IntakeUnavailableException.class);
        partnerStack.intake.fail(RecordingIntake.Failure.NONE);

        List<ConnectorStore.Stored> open = partnerStack.store.openBut(List.of(),
                TestConnectors.RECEIVED.plusSeconds(60), 10);
        assertThat(open).hasSize(1);
        partnerStack.service.count(partnerStack.connector(), open.getFirst());

        assertThat(partnerStack.intake.statements()).extracting(Statement::occurredAt)
                .containsExactly(TestConnectors.RECEIVED);
        assertThat(partnerStack.store.openBut(List.of(), TestConnectors.RECEIVED.plusSeconds(60), 10)).isEmpty();
    }

    @Test
    void whatWasStoredAlthoughTheAnswerWasLostIsSaidOnce() {
        partnerStack.intake.fail(RecordingIntake.Failure.AFTER_STORING);
        assertThatThrownBy(() -> partnerStack.take("02-deal_created-submitted.json", "webhook"))
                .isInstanceOf(IntakeUnavailableException.class);
        partnerStack.intake.fail(RecordingIntake.Failure.NONE);

        Report again = partnerStack.take("02-deal_created-submitted.json", "webhook");

        assertThat(again.receipts()).extracting(receipt -> receipt.outcome().name()).containsOnly("DUPLICATE");
        assertThat(partnerStack.kinds()).containsExactly("account.identified", "registration.submitted");
    }

    @Test
    void messagesAboutOneRecordAtTheSameMomentAllCount() throws Exception {
        List<String> files = webhooks("0[2-9]-.*");
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Report>> all = executor.invokeAll(files.stream()
                    .map(file -> (Callable<Report>) () -> partnerStack.take(file, "webhook"))
                    .toList());
            for (Future<Report> one : all) {
                one.get();
            }
        }

        assertThat(partnerStack.kinds()).contains("registration.submitted", "registration.approved",
                "registration.extended", "opportunity.partner_tagged");
        Map<RecordKey, ConnectorStore.State> states = partnerStack.store.states("partnerstack",
                List.of(new RecordKey("deal", "deal_exampleAAAA0001")));
        assertThat(states.values()).singleElement()
                .satisfies(state -> assertThat((List<?>) state.state().get("snapshots")).hasSize(7));
    }

    private static List<String> webhooks(String pattern) {
        try (Stream<Path> files = Files.list(Path.of("src/test/resources/connectors/partnerstack"))) {
            return files.map(file -> file.getFileName().toString()).filter(name -> name.matches(pattern)).sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Tuple row(Object... values) {
        return Tuple.tuple(values);
    }
}
