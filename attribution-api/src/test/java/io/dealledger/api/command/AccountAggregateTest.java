package io.dealledger.api.command;

import static org.axonframework.test.matchers.Matchers.exactSequenceOf;
import static org.axonframework.test.matchers.Matchers.payloadsMatching;
import static org.axonframework.test.matchers.Matchers.predicate;

import io.dealledger.account.AttributionDecided;
import io.dealledger.account.FactAccepted;
import io.dealledger.account.LedgerEvent;
import io.dealledger.account.StoredFact;
import io.dealledger.attribution.Policies;
import io.dealledger.attribution.Tag;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.axonframework.messaging.Message;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.axonframework.test.aggregate.FixtureConfiguration;
import org.hamcrest.Matcher;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class AccountAggregateTest {
    private static final String JANUARY_5 = "2026-01-05T10:00:00Z";
    private static final String JANUARY_6 = "2026-01-06T10:00:00Z";
    private static final String JANUARY_10 = "2026-01-10T10:00:00Z";
    private static final String FEBRUARY_1 = "2026-02-01T10:00:00Z";

    private FixtureConfiguration<AccountAggregate> fixture;

    @BeforeEach
    void fixture() {
        fixture = new AggregateTestFixture<>(AccountAggregate.class);
        fixture.registerAnnotatedCommandHandler(
                new LedgerCommands(fixture.getRepository(), fixture.getEventStore(), new SimpleMeterRegistry()));
    }

    private static FactAccepted submitted() {
        return accepted("s1", "registration.submitted", JANUARY_5,
                Map.of("registration_id", "R1", "partner_id", "P1", "account_id", "A1"));
    }

    private static FactAccepted approved() {
        return accepted("s2", "registration.approved", JANUARY_6,
                Map.of("registration_id", "R1", "approved_by", "ops"));
    }

    private static FactAccepted created() {
        return accepted("s3", "opportunity.created", JANUARY_10,
                Map.of("opportunity_id", "O1", "account_id", "A1", "deal_type", "new_logo"));
    }

    private static FactAccepted won() {
        return accepted("s4", "opportunity.closed_won", FEBRUARY_1,
                Map.of("opportunity_id", "O1", "amount", "120000.00", "currency", "USD"));
    }

    private static FactAccepted accepted(String id, String kind, String at, Map<String, @Nullable Object> data) {
        return new FactAccepted("A1",
                new StoredFact("test", id, kind, Instant.parse(at), Instant.parse(at), null, "00", "test", data));
    }

    private static UpdateAccounts update(String recordedAt, LedgerEvent.OfAccount... arrivals) {
        return new UpdateAccounts(List.of(new AccountUpdate("A1", List.of(arrivals), List.of())), Map.of(),
                Policies.STANDARD, Instant.parse(recordedAt), null);
    }

    private static Predicate<Object> decided(int revision, Tag tag, String cause) {
        return event -> event instanceof AttributionDecided decided && decided.revision() == revision
                && decided.decision().tag() == tag && decided.causes().equals(List.of(cause));
    }

    private static Matcher<List<Message<?>>> exactly(LedgerEvent first, Predicate<Object> second) {
        return payloadsMatching(exactSequenceOf(predicate(first::equals), predicate(second)));
    }

    @Nested
    class CountingAFactIn {
        @Test
        void opensAnAccountThatIsNew() {
            fixture.givenNoPriorActivity().when(update(JANUARY_5, submitted()))
                    .expectSuccessfulHandlerExecution().expectEvents(submitted());
        }

        @Test
        void decidesWhenAnOpportunityIsCreated() {
            fixture.given(submitted(), approved()).when(update(JANUARY_10, created()))
                    .expectEventsMatching(exactly(created(), decided(1, Tag.SOURCED, "test/s3")));
        }

        @Test
        void decidesAgainOnlyWhatChanged() {
            fixture.givenCommands(update(JANUARY_5, submitted()), update(JANUARY_10, created()))
                    .when(update(JANUARY_10, approved()))
                    .expectEventsMatching(exactly(approved(), decided(2, Tag.SOURCED, "test/s2")));
        }

        @Test
        void changesNothingWhenTheAccountHasItAlready() {
            fixture.givenCommands(update(JANUARY_10, created()), update(FEBRUARY_1, won()))
                    .when(update(FEBRUARY_1, won())).expectNoEvents();
        }
    }
}
