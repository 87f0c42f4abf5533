package io.dealledger.api.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.dealledger.api.connector.salesforce.SalesforceVendor;
import io.dealledger.api.intake.Delivery;
import io.dealledger.fact.Statement;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Salesforce's published change events on their way into the ledger. */
class SalesforceIT {
    private static final String OPP3 = "006Kx000001Opp3IAC";

    private static final long MUTATIONS = new Random().nextLong();

    private final TestConnectors salesforce = new TestConnectors(new SalesforceVendor(), Map.of("c.account", "00D1"));

    @Test
    void theMainDealIsToldFromItsRegistrationToItsSecondWin() {
        take("01", "02", "05", "06", "32", "07", "08", "09", "10", "11", "12", "31", "13", "14", "27");

        assertThat(salesforce.intake.statements()).extracting(Statement::kind, each -> each.occurredAt().toString(),
                SalesforceIT::told).containsExactly(
                        tuple("account.identified", "2026-03-02T09:00:00Z", "domain:customer-one.example"),
                        tuple("registration.submitted", "2026-03-02T09:00:00Z",
                                "salesforce:001Kx000001PrtAIAS 100000.00 EUR"),
                        tuple("registration.approved", "2026-03-03T10:15:30Z",
                                "005Kx000001ChMgIAK 2026-06-01T23:59:59Z"),
                        tuple("account.identified", "2026-03-10T14:00:05Z", "salesforce:001Kx000001CustIAC"),
                        tuple("opportunity.created", "2026-03-10T14:00:05Z",
                                "salesforce:001Kx000001CustIAC new_logo 005Kx000001AeOnIAK"),
                        tuple("account.merged", "2026-03-10T14:00:06Z",
                                "salesforce:001Kx000001CustIAC domain:customer-one.example"),
                        tuple("opportunity.amount_changed", "2026-03-11T08:30:00Z", "120000.00 EUR"),
                        tuple("opportunity.amount_changed", "2026-03-20T11:05:42Z", "150000.00 EUR"),
                        tuple("opportunity.stage_changed", "2026-03-20T11:05:42Z", "Proposal/Price Quote"),
                        tuple("opportunity.qualified", "2026-03-20T11:05:42Z", "150000.00 EUR"),
                        tuple("opportunity.owner_changed", "2026-03-25T09:12:00Z", "005Kx000001AeTwIAK"),
                        tuple("opportunity.partner_tagged", "2026-03-26T15:44:10Z", "salesforce:001Kx000001PrtAIAS"),
                        tuple("cosell.activity", "2026-04-02T13:00:00Z",
                                "salesforce:001Kx000001PrtAIAS cosell_engaged"),
                        tuple("opportunity.stage_changed", "2026-05-28T16:20:11Z", "Closed Won"),
                        tuple("opportunity.closed_won", "2026-05-28T16:20:11Z", "150000.00 EUR"),
                        tuple("opportunity.reopened", "2026-06-02T08:00:00Z", ""),
                        tuple("opportunity.stage_changed", "2026-06-02T08:00:00Z", "Negotiation/Review"),
                        tuple("opportunity.amount_changed", "2026-06-15T17:45:00Z", "140000.50 EUR"),
                        tuple("opportunity.stage_changed", "2026-06-15T17:45:00Z", "Closed Won"),
                        tuple("opportunity.closed_won", "2026-06-15T17:45:00Z", "140000.50 EUR"));
        assertThat(salesforce.intake.quarantined()).isEmpty();
    }

    /** What a row of the story is about, in few words. */
    private static String told(Statement statement) {
        return Stream.of("from", "into", "account_id", "partner_id", "expected_amount", "approved_by", "expires_at",
                "deal_type", "amount", "currency", "owner_ae", "stage", "activity")
                .filter(member -> !(member.equals("account_id") && statement.kind().equals("registration.submitted")))
                .map(statement.data()::get).filter(value -> value != null)
                .map(value -> value instanceof List<?> list ? String.valueOf(list.getFirst()) : value.toString())
                .reduce((a, b) -> a + " " + b).orElse("");
    }

    @Nested
    class ASingleEvent {
        @Test
        void isADuplicateHoweverOftenAndByWhicheverReplayIdItComes() {
            take("05", "06", "07", "12");
            int before = salesforce.kinds().size();

            Report report = take("16");

            assertThat(report.records()).extracting(Report.Line::outcome).containsOnly(RecordOutcome.DUPLICATE);
            assertThat(salesforce.kinds()).hasSize(before);
        }

        @Test
        void saysTheSameInBothOfItsSpellings() {
            var cometD = new TestConnectors(new SalesforceVendor(), Map.of("c.account", "00D1"));
            take("05", "07", "12");
            cometD.take("cometd-created.json", "changes");
            cometD.take(TestConnectors.read("salesforce/07-stage-and-amount-changed.json"), "changes");
            cometD.take("cometd-closed-won.json", "changes");

            assertThat(cometD.intake.statements()).containsAll(salesforce.intake.statements().stream()
                    .filter(statement -> statement.id().startsWith("Opportunity:")).toList());
        }

        @Test
        void ofTheLedgersOwnWritingIsLeftAlone() {
            assertThat(take("31").records()).extracting(Report.Line::outcome).containsExactly(RecordOutcome.SKIPPED);
        }

        @Test
        void thatHitTwoRecordsSpeaksOfBoth() {
            take("18");

            assertThat(salesforce.intake.statements()).extracting(Statement::kind,
                    statement -> statement.data().get("opportunity_id")).containsExactly(
                            tuple("opportunity.owner_changed", "006Kx000001Opp2IAC"),
                            tuple("opportunity.owner_changed", OPP3));
        }

        @Test
        void clearsWhatItListsAsChangedAndNothingElse() {
            take("17", "25");

            assertThat(amounts()).doesNotContain("null");
            assertThat(take("29").records()).extracting(Report.Line::outcome)
                    .as("a currency without an amount").containsExactly(RecordOutcome.NO_FACT);
        }

        @Test
        void thatCreatesAWonDealTellsBothInOrder() {
            take("28");

            assertThat(salesforce.kinds()).containsExactly("account.identified", "opportunity.created",
                    "opportunity.closed_won");
        }

        @Test
        void withAnIdThatDiffersOnlyInCaseIsAboutAnotherDeal() {
            take("22");

            assertThat(salesforce.intake.statements()).singleElement().satisfies(statement -> {
                assertThat(statement.kind()).isEqualTo("intake.gap_detected");
                assertThat(statement.data()).containsEntry("reason", "GAP_CREATE of 006Kx000001oPP1IAM")
                        .containsEntry("feed", "salesforce:00D1/Opportunity/006Kx000001oPP1IAM");
            });
        }

        @Test
        void ofAnUndecodedPayloadIsKeptForAPerson() {
            salesforce.take("wire-closed-won.json", "changes");

            assertThat(salesforce.intake.quarantined()).singleElement().extracting(Delivery::reading)
                    .isInstanceOfSatisfying(Delivery.Unread.class, unread -> assertThat(
                            unread.problems().getFirst().accepted()).contains("decoded from Avro"));
        }

        @Test
        void whoseBitmapCannotBeReadIsKeptForAPerson() {
            byte[] reordered = new String(TestConnectors.read("salesforce/08-owner-changed.json"),
                    StandardCharsets.UTF_8).replace("\"payload\": {", "\"payload\": {\n \"First\": null,")
                    .getBytes(StandardCharsets.UTF_8);

            Report report = salesforce.take(reordered, "changes");

            assertThat(report.records()).singleElement().extracting(Report.Line::problem).asString()
                    .contains("/ChangeEventHeader/changedFields", "0x03200000", "order of the schema");
        }

        @Test
        void thatWasCutShortIsKeptForAPerson() {
            byte[] whole = TestConnectors.read("salesforce/12-closed-won.json");

            salesforce.take(Arrays.copyOf(whole, whole.length - 100), "changes");

            assertThat(salesforce.intake.quarantined()).hasSize(1);
        }
    }

    @Test
    void aPublishedCommissionIsOneInEitherSpelling() {
        salesforce.take("platform-event-commission-credited.json", "changes");
        Report again = salesforce.take("cometd-platform-event-commission-credited.json", "changes");

        assertThat(again.records()).extracting(Report.Line::outcome).containsExactly(RecordOutcome.DUPLICATE);
        assertThat(salesforce.intake.statements()).singleElement().satisfies(credited -> {
            assertThat(credited.kind()).isEqualTo("partner.reward_paid");
            assertThat(credited.occurredAt()).isEqualTo("2026-06-30T22:00:00Z");
            assertThat(credited.data()).containsEntry("partner_id", "salesforce:001Kx000001PrtAIAS")
                    .containsEntry("opportunity_id", "006Kx000001Opp1IAC").containsEntry("amount", "14000.05")
                    .containsEntry("currency", "EUR")
                    .containsEntry("note", "credited: 2026-06, CS-2026-06-000017");
        });
    }

    @Test
    void whatSellersShareIsKeptAndCreditsNobody() {
        byte[] splits = TestConnectors.read("salesforce/" + file("11"));

        Report report = salesforce.take(splits, "changes");
        Report corrected = salesforce.take(new String(splits, StandardCharsets.UTF_8).replace("CREATE", "DELETE")
                .getBytes(StandardCharsets.UTF_8), "changes");

        assertThat(report.records()).hasSize(2).extracting(Report.Line::outcome)
                .containsOnly(RecordOutcome.NO_FACT);
        assertThat(corrected.records()).hasSize(2).extracting(Report.Line::outcome)
                .containsOnly(RecordOutcome.NO_FACT);
        assertThat(salesforce.intake.statements()).isEmpty();
        assertThat(salesforce.intake.quarantined()).isEmpty();
    }

    /** Whatever is done to a message on its way, nothing of it is lost in silence, and nothing breaks. */
    @Test
    void spoiltMessagesAreCountedInOrKept() {
        var random = new Random(MUTATIONS);
        for (String name : everyMessage()) {
            byte[] spoilt = TestConnectors.read("salesforce/" + name);
            for (int i = random.nextInt(3); i >= 0; i--) {
                spoilt = mutated(spoilt, random);
            }

            Report report = salesforce.take(spoilt, name.endsWith(".csv") ? "import" : "changes");

            String text = new String(spoilt, StandardCharsets.UTF_8);
            boolean holdsNothing = name.endsWith(".csv") && text.lines().count() == 1;
            assertThat(holdsNothing || !report.records().isEmpty()).as("seed %d, %s: %s", MUTATIONS, name, text)
                    .isTrue();
        }
        assertThat(salesforce.intake.quarantined()).isNotEmpty();
    }

    private static byte[] mutated(byte[] body, Random random) {
        int at = random.nextInt(body.length);
        return switch (random.nextInt(3)) {
            case 0 -> Arrays.copyOf(body, Math.max(1, at));
            case 1 -> {
                byte[] other = body.clone();
                other[at] = (byte) (' ' + random.nextInt(90));
                yield other;
            }
            default -> {
                String text = new String(body, StandardCharsets.UTF_8);
                yield text.replaceFirst("\"[A-Za-z]+\": [0-9]+", "\"Amount\": 1e999999999").getBytes(
                        StandardCharsets.UTF_8);
            }
        };
    }

    private static List<String> everyMessage() {
        try (Stream<Path> files = Files.list(Path.of("src/test/resources/connectors/salesforce"))) {
            return files.map(path -> path.getFileName().toString())
                    .filter(name -> !name.startsWith("README") && !name.startsWith("schema-")
                            && !name.startsWith("wire-keepalive") && !name.startsWith("id-")
                            && !name.startsWith("topic-"))
                    .sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void missedChangesAreSaidToBeMissed() {
        take("19", "20", "21");

        assertThat(salesforce.intake.statements()).extracting(Statement::kind,
                statement -> String.valueOf(statement.data().get("reason"))).containsExactly(
                        tuple("intake.gap_detected", "GAP_UPDATE of " + OPP3),
                        tuple("intake.gap_detected", "GAP_OVERFLOW of any record"),
                        tuple("opportunity.deleted", "null"));
    }

    @Test
    void aSecondContentOfOneCommitIsKeptForAPersonAndTheFirstStands() {
        take("12");
        List<Statement> told = salesforce.intake.statements();

        Report report = salesforce.take(new String(TestConnectors.read("salesforce/" + file("12")),
                StandardCharsets.UTF_8).replace("\"Closed Won\"", "\"Closed Lost\"").getBytes(StandardCharsets.UTF_8),
                "changes");

        assertThat(report.records()).extracting(Report.Line::outcome).containsExactly(RecordOutcome.QUARANTINED);
        assertThat(salesforce.intake.statements()).isEqualTo(told);
    }

    @Test
    void aDeletedDealThatComesBackIsNeitherOpenedNorLostAgain() {
        take("15", "18", "23", "24");

        assertThat(salesforce.kinds()).filteredOn("opportunity.closed_lost"::equals).hasSize(1);
        assertThat(salesforce.kinds()).contains("opportunity.deleted", "opportunity.restored");
    }

    @Test
    void ofTwoAmountsInOneSecondTheLaterCommitStandsWhicheverCameFirst() {
        take("17");

        List<Statement> amounts = salesforce.intake.statements().stream()
                .filter(statement -> statement.kind().equals("opportunity.amount_changed"))
                .sorted(Comparator.comparing(Statement::occurredAt)).toList();
        assertThat(amounts).extracting(statement -> statement.data().get("amount")).contains("80000.00");
        assertThat(amounts.getLast().data().get("amount")).isEqualTo("90000.00");
    }

    @Test
    void aWinWhoseAmountComesLateIsCorrected() {
        take("05", "06", "12");
        take("07");

        assertThat(salesforce.intake.statements()).filteredOn(each -> each.kind().equals("opportunity.closed_won"))
                .singleElement().satisfies(won -> assertThat(won.data()).containsEntry("amount", "120000.00"));
        assertThat(salesforce.intake.statements())
                .filteredOn(each -> each.kind().equals("opportunity.amount_corrected")).singleElement()
                .satisfies(correction -> {
                    assertThat(correction.data()).containsEntry("new_amount", "150000.00");
                    assertThat(correction.occurredAt()).isEqualTo("2026-05-28T16:20:11Z");
                });
    }

    @Test
    void aWinThatComesBeforeItsDealWaitsForItInPeace() {
        take("12");
        assertThat(salesforce.kinds()).doesNotContain("opportunity.closed_won");

        take("06", "07", "05");

        assertThat(salesforce.intake.statements()).filteredOn(each -> each.kind().equals("opportunity.closed_won"))
                .extracting(each -> each.data().get("amount")).first().isNotNull();
        assertThat(salesforce.intake.quarantined()).isEmpty();
    }

    @Test
    void anyOrderAndAnyRepetitionSaysEverythingThatTheRightOrderSays() {
        List<String> files = List.of("01", "02", "05", "06", "07", "08", "09", "10", "12", "13", "14", "15", "17", "18",
                "23", "24", "25", "26", "29", "30");
        take(files.toArray(String[]::new));
        for (long seed = 1; seed <= 6; seed++) {
            var shuffled = new TestConnectors(new SalesforceVendor(), Map.of("c.account", "00D1"));
            var deliveries = new ArrayList<>(files);
            deliveries.addAll(files);
            Collections.shuffle(deliveries, new Random(seed));

            deliveries.forEach(number -> shuffled.take(file(number), "changes"));

            assertThat(new HashSet<>(shuffled.intake.statements())).as("seed %d", seed)
                    .containsAll(
                            salesforce.intake.statements().stream().filter(SalesforceIT::isSaidInAnyOrder).toList());
        }
    }

    /** A win that was first told with an older amount is corrected and not told twice. */
    private static boolean isSaidInAnyOrder(Statement statement) {
        return !statement.kind().equals("opportunity.closed_won");
    }

    private Report take(String... numbers) {
        Report report = null;
        for (String number : numbers) {
            report = salesforce.take(file(number), "changes");
        }
        return Objects.requireNonNull(report);
    }

    private List<String> amounts() {
        return salesforce.intake.statements().stream()
                .filter(statement -> statement.kind().equals("opportunity.amount_changed"))
                .map(statement -> String.valueOf(statement.data().get("amount"))).toList();
    }

    private static String file(String number) {
        try (Stream<Path> files = Files.list(Path.of("src/test/resources/connectors/salesforce"))) {
            return files.map(path -> path.getFileName().toString()).filter(name -> name.startsWith(number + "-"))
                    .findFirst().orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
