package io.dealledger.attribution;

import static org.assertj.core.api.Assertions.assertThat;

import io.dealledger.account.Customers;
import io.dealledger.fact.RecordedFact;
import io.dealledger.replay.InMemoryLedger;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** What holds for every history, not only for those somebody thought of. A failing try prints its seed. */
class AttributionPropertiesTest {
    @Property(tries = 150)
    void anyOrderAndRepetitionOfDeliveriesEndsInTheSameDecisions(@ForAll long seed) {
        List<RecordedFact> facts = new GeneratedHistory(seed).facts();
        var shuffled = new ArrayList<>(facts);
        shuffled.addAll(facts.subList(0, facts.size() / 2));
        Collections.shuffle(shuffled, new Random(seed));
        assertThat(deliver(shuffled)).isEqualTo(deliver(facts));
    }

    @Property(tries = 150)
    void creditsAddUpToTheAmountToTheMinorUnit(@ForAll long seed) {
        for (Decision decision : deliver(new GeneratedHistory(seed).facts())) {
            BigDecimal amount = decision.deal().amount();
            BigDecimal credited = decision.originCredit().values().stream().reduce(BigDecimal.ZERO, BigDecimal::add);
            assertThat(credited).isEqualByComparingTo(amount == null ? BigDecimal.ZERO : amount);
        }
    }

    @Property(tries = 60)
    void withoutACitedFactTheDecisionOrItsTraceIsAnother(@ForAll long seed) {
        List<RecordedFact> facts = new GeneratedHistory(seed).facts();
        for (Decision decision : deliver(facts)) {
            Set<String> cited = new HashSet<>();
            decision.trace().forEach(step -> cited.addAll(step.facts()));
            for (String ref : cited) {
                List<RecordedFact> without = facts.stream()
                        .filter(fact -> !ref.equals(fact.statement().source() + "/" + fact.id())).toList();
                assertThat(deliver(without)).as("without %s", ref).doesNotContain(decision);
            }
        }
    }

    @Property(tries = 150)
    void aClaimSourcesAtMostOneDeal(@ForAll long seed) {
        List<RecordedFact> facts = new GeneratedHistory(seed).facts();
        for (Customers.Customer customer : Customers.of(facts)) {
            Set<String> winners = new HashSet<>();
            for (Decision decision : AttributionRules.decide(
                    AccountFacts.of(customer.facts(), customer.accountIds()), Policies.STANDARD, null)) {
                if (decision.tag() == Tag.SOURCED && decision.dispute() == null) {
                    decision.registrations().forEach((id, code) -> {
                        if (code.equals("registration_already_used")) {
                            assertThat(winners).as("registration %s used before", id).isNotEmpty();
                        }
                    });
                    winners.add(decision.deal().opportunityId());
                }
            }
        }
    }

    @Property(tries = 100)
    void aWhatIfChangesNothingInTheRecord(@ForAll long seed) {
        var ledger = new InMemoryLedger(Map.of("v1", Policy.STANDARD, "last",
                PolicyReader.readOrThrow("last", Map.of("model", "last_touch"))));
        new GeneratedHistory(seed).facts()
                .forEach(fact -> ledger.deliver(fact.statement(), fact.recordedAt(), fact.sequence()));
        List<Decision> record = ledger.decisions(null, null);
        assertThat(ledger.decisions(null, "last")).allMatch(decision -> decision.policy().equals("last"));
        assertThat(ledger.decisions(null, null)).isEqualTo(record);
    }

    /** Delivered in this order, each with the recorded_at and sequence that it has. */
    private static List<Decision> deliver(List<RecordedFact> facts) {
        var ledger = new InMemoryLedger(Map.of());
        facts.forEach(fact -> ledger.deliver(fact.statement(), fact.recordedAt(), fact.sequence()));
        return ledger.decisions(null, null);
    }
}
