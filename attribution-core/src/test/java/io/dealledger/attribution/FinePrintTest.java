package io.dealledger.attribution;

import static org.assertj.core.api.Assertions.assertThat;

import io.dealledger.fact.Claim;
import io.dealledger.fact.ClaimedTag;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The points on which the precedence could be read in two ways, each with the reading that holds. */
class FinePrintTest {
    @Nested
    class ARegistration {
        @Test
        void sourcesOneOpportunityAndIsNoInvolvementInALaterOne() {
            var history = new History().registered("R1", "P1", "2026-01-05").created("O1", "2026-01-10")
                    .created("O2", "2026-01-11").won("O1", "2026-02-01").won("O2", "2026-02-01");
            assertThat(history.decide("O1").sourcedBy()).containsExactly("P1");
            assertThat(history.decide("O2").registrations()).containsEntry("R1", "registration_already_used");
            assertThat(history.decide("O2").tag()).isEqualTo(Tag.DIRECT);
        }

        @Test
        void isNotUsedUpByAnOpportunityThatItDidNotSource() {
            var history = new History().registered("R1", "P1", "2026-01-05").created("O1", "2026-01-10")
                    .created("O2", "2026-01-11")
                    .tell("dispute.opened", "2026-02-02", "dispute_id", "D1", "opportunity_id", "O1", "claimant",
                            "ae-1", "claim", Map.of("tag", "direct"))
                    .tell("dispute.resolved", "2026-02-03", "dispute_id", "D1", "decision", Map.of("tag", "direct"),
                            "decided_by", "auditor", "approved_by", "finance", "evidence", List.of());
            assertThat(history.decide("O1").tag()).isEqualTo(Tag.DIRECT);
            assertThat(history.decide("O2").sourcedBy()).containsExactly("P1");
        }

        @Test
        void rejectedAfterCreationStaysTheOrigin() {
            var history = new History().registered("R1", "P1", "2026-01-05").created("O1", "2026-01-10")
                    .tell("registration.rejected", "2026-01-20", "registration_id", "R1").won("O1", "2026-02-01");
            assertThat(history.decide("O1").sourcedBy()).containsExactly("P1");
        }

        @Test
        void rejectedAndApprovedAgainBeforeCreationIsApproved() {
            var history = new History().registered("R1", "P1", "2026-01-05")
                    .tell("registration.rejected", "2026-01-07", "registration_id", "R1")
                    .tell("registration.approved", "2026-01-08", "registration_id", "R1", "approved_by", "ops")
                    .created("O1", "2026-01-10").won("O1", "2026-02-01");
            assertThat(history.decide("O1").registrations()).containsEntry("R1", "eligible");
        }

        @Test
        void rejectedAtCreationIsNeitherOriginNorInvolvementEvenIfApprovedLater() {
            var history = new History().registered("R1", "P1", "2026-01-05")
                    .tell("registration.rejected", "2026-01-07", "registration_id", "R1").created("O1", "2026-01-10")
                    .tell("registration.approved", "2026-01-12", "registration_id", "R1", "approved_by", "ops")
                    .won("O1", "2026-02-01");
            assertThat(history.decide("O1").registrations()).containsEntry("R1", "rejected");
            assertThat(history.decide("O1").tag()).isEqualTo(Tag.DIRECT);
        }

        @Test
        void approvedTwiceRunsFromTheFirstApprovalOfTheSpell() {
            var history = new History().registered("R1", "P1", "2026-01-05")
                    .tell("registration.approved", "2026-03-30", "registration_id", "R1", "approved_by", "ops")
                    .created("O1", "2026-04-20").won("O1", "2026-05-01");
            assertThat(history.decide("O1").registrations()).containsEntry("R1", "expired");
        }

        @Test
        void approvedAfterTheCloseIsNeitherOriginNorInvolvement() {
            var history = new History()
                    .tell("registration.submitted", "2026-01-05", "registration_id", "R1", "partner_id", "P1",
                            "account_id", "A1")
                    .created("O1", "2026-01-10").won("O1", "2026-02-01")
                    .tell("registration.approved", "2026-02-02", "registration_id", "R1", "approved_by", "ops");
            assertThat(history.decide("O1").registrations()).containsEntry("R1", "approved_after_close");
            assertThat(history.decide("O1").tag()).isEqualTo(Tag.DIRECT);
        }

        @Test
        void nobodyDecidedOnIsPending() {
            var history = new History().tell("registration.submitted", "2026-01-05", "registration_id", "R1",
                    "partner_id", "P1", "account_id", "A1").created("O1", "2026-01-10");
            assertThat(history.decide("O1").registrations()).containsEntry("R1", "pending");
        }

        @Test
        void isExtendedOnlyWhileLiveAndKnownByTheLock() {
            var inTime = extended("2026-04-01", "2026-04-01");
            var afterTheEnd = extended("2026-04-07", "2026-04-07");
            var learnedAfterTheLock = extended("2026-04-01", "2026-05-01");
            assertThat(inTime.decide("O1").registrations()).containsEntry("R1", "eligible");
            assertThat(afterTheEnd.decide("O1").registrations()).containsEntry("R1", "expired");
            assertThat(learnedAfterTheLock.decide("O1").registrations()).containsEntry("R1", "expired");
        }

        private History extended(String at, String recordedAt) {
            return new History().registered("R1", "P1", "2026-01-05")
                    .tellLate("registration.extended", at, recordedAt, "registration_id", "R1", "days", 30,
                            "approved_by", "ops")
                    .created("O1", "2026-04-10");
        }

        @Test
        void reassignedBeforeCreationCountsForItsNewHolder() {
            var history = new History().registered("R1", "P1", "2026-01-05")
                    .tell("registration.reassigned", "2026-01-08", "registration_id", "R1", "partner_id", "P2",
                            "approved_by", "ops")
                    .created("O1", "2026-01-10");
            assertThat(history.decide("O1").sourcedBy()).containsExactly("P2");
        }
    }

    @Nested
    class ADirectTouch {
        private Decision touchedAt(String at, String recordedAt) {
            return new History().tellLate("account.direct_touch", at, recordedAt, "account_id", "A1")
                    .registered("R1", "P1", "2026-03-10").created("O1", "2026-03-20").decide("O1");
        }

        @Test
        void blocksFromExactlySixtyDaysBeforeUpToTheSecondOfTheSubmission() {
            assertThat(touchedAt("2026-01-09T12:00:00Z", "2026-01-09T12:00:00Z").registrations())
                    .containsEntry("R1", "direct_touch_in_lookback");
            assertThat(touchedAt("2026-01-09T11:59:59Z", "2026-01-09T11:59:59Z").registrations())
                    .containsEntry("R1", "eligible");
            assertThat(touchedAt("2026-03-10T12:00:00Z", "2026-03-10T12:00:00Z").registrations())
                    .containsEntry("R1", "eligible");
        }

        @Test
        void learnedAfterTheLockDoesNotBlock() {
            assertThat(touchedAt("2026-03-01", "2026-04-03T12:00:01Z").registrations()).containsEntry("R1", "eligible");
            assertThat(touchedAt("2026-03-01", "2026-04-03T12:00:00Z").registrations())
                    .containsEntry("R1", "direct_touch_in_lookback");
        }
    }

    @Nested
    class AnotherOpenOpportunity {
        @Test
        void blocksOnlyInScope() {
            var history = new History().tell("opportunity.created", "2026-01-02", "opportunity_id", "O0", "account_id",
                    "A1", "deal_type", "renewal").registered("R1", "P1", "2026-01-05").created("O1", "2026-01-10");
            assertThat(history.decide("O1").sourcedBy()).containsExactly("P1");
        }

        @Test
        void doesNotBlockIfCreatedInTheSecondOfTheSubmissionOrClosedByIt() {
            var sameSecond = new History().created("O0", "2026-01-05").registered("R1", "P1", "2026-01-05")
                    .created("O1", "2026-01-10");
            assertThat(sameSecond.decide("O1").registrations()).containsEntry("R1", "registration_already_used");
            var closed = new History().created("O0", "2025-12-01")
                    .tell("opportunity.closed_lost", "2026-01-05", "opportunity_id", "O0")
                    .registered("R1", "P1", "2026-01-05").created("O1", "2026-01-10");
            assertThat(closed.decide("O1").sourcedBy()).containsExactly("P1");
        }
    }

    @Nested
    class AnIntroduction {
        @Test
        void thatLostIsInvolvement() {
            var history = new History().created("O1", "2026-01-10")
                    .tell("partner.introduction_logged", "2026-01-15", "partner_id", "P1", "account_id", "A1")
                    .won("O1", "2026-02-01");
            assertThat(history.decide("O1").influencedBy()).containsExactly("P1");
        }

        @Test
        void thatDoesNotCountForOriginIsStillInvolvement() {
            var history = new History()
                    .tell("partner.introduction_logged", "2026-01-05", "partner_id", "P1", "account_id", "A1")
                    .created("O1", "2026-01-10").won("O1", "2026-02-01");
            assertThat(history.decide("O1", History.policy(Map.of("introduction", Map.of("counts", false)))).tag())
                    .isEqualTo(Tag.INFLUENCED);
        }
    }

    @Nested
    class AnActivity {
        @Test
        void countsFromTheSecondOfCreationToTheSecondOfTheClose() {
            assertThat(activityAt("2026-01-10T12:00:00Z").tag()).isEqualTo(Tag.INFLUENCED);
            assertThat(activityAt("2026-02-01T12:00:00Z").tag()).isEqualTo(Tag.INFLUENCED);
            assertThat(activityAt("2026-01-10T11:59:59Z").tag()).isEqualTo(Tag.DIRECT);
            assertThat(activityAt("2026-02-01T12:00:01Z").tag()).isEqualTo(Tag.DIRECT);
        }

        private Decision activityAt(String at) {
            return new History().created("O1", "2026-01-10").won("O1", "2026-02-01").tell("cosell.activity", at,
                    "partner_id", "P1", "activity", "joint_discovery", "opportunity_id", "O1").decide("O1");
        }

        @Test
        void recordedAfterTheCloseDoesNotCount() {
            var history = new History().created("O1", "2026-01-10").won("O1", "2026-02-01").tellLate("cosell.activity",
                    "2026-01-20", "2026-02-02", "partner_id", "P1", "activity", "joint_discovery", "opportunity_id",
                    "O1");
            assertThat(history.decide("O1").tag()).isEqualTo(Tag.DIRECT);
        }
    }

    @Nested
    class ADispute {
        private History sourcedByP1() {
            return new History().registered("R1", "P1", "2026-01-05").created("O1", "2026-01-10")
                    .won("O1", "2026-02-01").tell("dispute.opened", "2026-02-02", "dispute_id", "D1",
                            "opportunity_id", "O1", "claimant", "P2", "claim",
                            Map.of("tag", "sourced", "partner_id", "P2"));
        }

        private History decided(History history, String at, Map<String, String> decision, String by, String approver) {
            return history.tell("dispute.resolved", at, "dispute_id", "D1", "decision", decision, "decided_by", by,
                    "approved_by", approver, "evidence", List.of("f1"));
        }

        @Test
        void displacesTheSourceWhichBecomesAnInfluencer() {
            var decision = decided(sourcedByP1(), "2026-02-10", Map.of("tag", "sourced", "partner_id", "P2"), "auditor",
                    "finance").decide("O1");
            assertThat(decision.sourcedBy()).containsExactly("P2");
            assertThat(decision.influencedBy()).containsExactly("P1");
            assertThat(decision.dispute()).isEqualTo("D1");
        }

        @Test
        void decidedDirectClearsTheOverlay() {
            var decision = decided(sourcedByP1(), "2026-02-10", Map.of("tag", "direct"), "auditor", "finance")
                    .decide("O1");
            assertThat(decision.tag()).isEqualTo(Tag.DIRECT);
            assertThat(decision.influencedBy()).isEmpty();
        }

        @Test
        void decidedByTheClaimantHasNoForce() {
            var decision = decided(sourcedByP1(), "2026-02-10", Map.of("tag", "direct"), "P2", "finance").decide("O1");
            assertThat(decision.sourcedBy()).containsExactly("P1");
            assertThat(decision.flags()).containsExactly("decision_ignored_segregation_of_duties");
        }

        @Test
        void appealedIsHeardByNobodyInvolvedBefore() {
            var appealed = decided(sourcedByP1(), "2026-02-10", Map.of("tag", "direct"), "auditor", "finance")
                    .tell("dispute.appealed", "2026-02-12", "dispute_id", "D1", "appellant", "P1");
            assertThat(appealed.decide("O1").flags()).containsExactly("in_dispute");
            assertThat(appealed.decide("O1").openClaims()).as("what the deal would be if the decision fell")
                    .singleElement().extracting(OpenClaim::claim)
                    .isEqualTo(new Claim(ClaimedTag.SOURCED, "P1"));
            var heardAgain = decided(appealed, "2026-02-20", Map.of("tag", "sourced", "partner_id", "P1"), "auditor",
                    "cfo").decide("O1");
            assertThat(heardAgain.tag()).isEqualTo(Tag.DIRECT);
            assertThat(heardAgain.flags()).containsExactly("decision_ignored_segregation_of_duties");
            var heardByOthers = decided(appealed, "2026-02-21", Map.of("tag", "sourced", "partner_id", "P1"), "cro",
                    "ceo").decide("O1");
            assertThat(heardByOthers.sourcedBy()).containsExactly("P1");
        }

        @Test
        void doesNotBringARenewalIntoScope() {
            var history = new History().tell("opportunity.created", "2026-01-10", "opportunity_id", "O1", "account_id",
                    "A1", "deal_type", "renewal").won("O1", "2026-02-01").tell("dispute.opened", "2026-02-02",
                            "dispute_id", "D1", "opportunity_id", "O1", "claimant", "P2", "claim",
                            Map.of("tag", "sourced", "partner_id", "P2"));
            var decision = decided(history, "2026-02-10", Map.of("tag", "sourced", "partner_id", "P2"), "auditor",
                    "finance").decide("O1");
            assertThat(decision.tag()).isEqualTo(Tag.OUT_OF_SCOPE);
            assertThat(decision.sourcedBy()).isEmpty();
        }
    }

    @Nested
    class ASplit {
        private Decision split(Map<String, String> weights, List<String> agreedBy) {
            return new History().registered("R1", "P1", "2026-01-05").created("O1", "2026-01-10")
                    .tell("split.agreed", "2026-01-20", "opportunity_id", "O1", "weights", weights, "agreed_by",
                            agreedBy)
                    .won("O1", "2026-02-01").decide("O1");
        }

        @Test
        void hasForceOnlyIfItSumsToOneIncludesTheSourceAndTwoPartiesAgreed() {
            assertThat(split(Map.of("P1", "1/2", "P2", "1/2"), List.of("P1", "P2")).sourcedBy()).containsExactly("P1",
                    "P2");
            assertThat(split(Map.of("P1", "1/2", "P2", "1/3"), List.of("P1", "P2")).flags())
                    .containsExactly("split_ignored_weights_do_not_sum_to_one");
            assertThat(split(Map.of("P2", "1/2", "P3", "1/2"), List.of("P2", "P3")).flags())
                    .containsExactly("split_ignored_source_not_among_parties");
            var oneParty = split(Map.of("P1", "1/2", "P2", "1/2"), List.of("P1", "ops"));
            assertThat(oneParty.flags()).containsExactly("split_ignored_not_agreed_by_two_parties");
            assertThat(oneParty.sourcedBy()).containsExactly("P1");
        }

        @Test
        void neverMakesAnUnsourcedDealSourced() {
            var decision = new History().created("O1", "2026-01-10")
                    .tell("split.agreed", "2026-01-20", "opportunity_id", "O1", "weights",
                            Map.of("P1", "1/2", "P2", "1/2"), "agreed_by", List.of("P1", "P2"))
                    .won("O1", "2026-02-01").decide("O1");
            assertThat(decision.tag()).isEqualTo(Tag.DIRECT);
            assertThat(decision.flags()).containsExactly("split_ignored_deal_not_sourced");
        }
    }

    @Test
    void underFirstTouchTheFirstToucherNeedsOriginEvidence() {
        var history = new History()
                .tell("registration.submitted", "2026-01-02", "registration_id", "R1", "partner_id", "P1",
                        "account_id", "A1")
                .tell("registration.rejected", "2026-01-03", "registration_id", "R1").registered("R2", "P2",
                        "2026-01-05")
                .created("O1", "2026-01-10").won("O1", "2026-02-01");
        var decision = history.decide("O1", History.policy(Map.of("model", "first_touch")));
        assertThat(decision.tag()).isEqualTo(Tag.INFLUENCED);
        assertThat(decision.influencedBy()).containsExactly("P2");
    }

    @Test
    void aSecondWinWithoutAReopeningChangesNothingAndIsFlagged() {
        var history = new History().created("O1", "2026-01-10").won("O1", "2026-02-01")
                .tell("opportunity.closed_won", "2026-03-01", "opportunity_id", "O1", "amount", "9.00", "currency",
                        "USD");
        assertThat(history.decide("O1").deal().amount()).isEqualByComparingTo("1000.00");
        assertThat(history.decide("O1").flags()).containsExactly("repeated_close_ignored");
    }

    @Test
    void aReopenedDealThatIsWonAgainCountsOnceAtItsNewAmount() {
        var history = new History().created("O1", "2026-01-10").won("O1", "2026-02-01")
                .tell("opportunity.amount_corrected", "2026-02-02", "opportunity_id", "O1", "new_amount", "900.00",
                        "reason", "typo", "approved_by", "finance")
                .tell("opportunity.reopened", "2026-02-03", "opportunity_id", "O1")
                .tell("opportunity.closed_won", "2026-02-09", "opportunity_id", "O1", "amount", "800.00", "currency",
                        "USD");
        assertThat(history.decide("O1").deal().amount()).isEqualByComparingTo("800.00");
        assertThat(history.decide("O1").deal().closedAt()).isEqualTo("2026-02-09T12:00:00Z");
    }
}
