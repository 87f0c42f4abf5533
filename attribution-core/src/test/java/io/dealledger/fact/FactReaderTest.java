package io.dealledger.fact;

import static org.assertj.core.api.Assertions.assertThat;

import io.dealledger.json.Problem;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Each type of member, wrong in each way that sources get it wrong. */
class FactReaderTest {
    private static final String MONEY = "money as a decimal string that is not negative, such as \"48000.00\"";
    private static final String INSTANT = "an RFC 3339 instant with offset, such as \"2026-03-02T17:00:00Z\"";
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    @Nested
    class AMember {
        @ParameterizedTest
        @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            // money
            "opportunity.closed_won | amount | 48000 | " + MONEY,
            "opportunity.closed_won | amount | 48000.0 | " + MONEY,
            "opportunity.closed_won | amount | \"-1.00\" | " + MONEY,
            "opportunity.closed_won | amount | \"48,000.00\" | " + MONEY,
            "opportunity.closed_won | amount | \"4.8e4\" | " + MONEY,
            "opportunity.closed_won | amount | \" 48000\" | " + MONEY,
            "opportunity.closed_won | amount | \"\" | " + MONEY,
            "opportunity.closed_won | amount | \"1234567890123456789\" | " + MONEY,
            "opportunity.closed_won | amount | \"0.0000001\" | " + MONEY,
            "opportunity.closed_won | amount | {} | " + MONEY,
            "opportunity.closed_won | amount | \"48000.001\" | an amount of USD with at most 2 decimals",
            // currency
            "opportunity.closed_won | currency | \"usd\" | an ISO 4217 currency code such as \"USD\"",
            "opportunity.closed_won | currency | \"US$\" | an ISO 4217 currency code such as \"USD\"",
            "opportunity.closed_won | currency | 840 | an ISO 4217 currency code such as \"USD\"",
            // instants and dates
            "registration.approved | expires_at | \"2026-06-30T00:00:00\" | " + INSTANT,
            "registration.approved | expires_at | \"2026-06-30\" | " + INSTANT,
            "registration.approved | expires_at | \"2026-06-31T00:00:00Z\" | " + INSTANT,
            "registration.approved | expires_at | \"2026-06-30T24:30:00Z\" | " + INSTANT,
            "registration.approved | expires_at | \"2026-06-30 00:00:00Z\" | " + INSTANT,
            "registration.approved | expires_at | \"2026-06-30T00:00Z\" | " + INSTANT,
            "registration.approved | expires_at | \"12026-06-30T00:00:00Z\" | " + INSTANT,
            "registration.approved | expires_at | 1782777600 | " + INSTANT,
            "fx.rate_published | effective_date | \"31.03.2026\" | a date such as \"2026-03-02\"",
            "fx.rate_published | effective_date | \"2026-03-31T00:00:00Z\" | a date such as \"2026-03-02\"",
            // words
            "opportunity.created | deal_type | \"new\" | one of new_logo, expansion, renewal",
            "opportunity.created | deal_type | \"NEW_LOGO\" | one of new_logo, expansion, renewal",
            "opportunity.created | deal_type | true | one of new_logo, expansion, renewal",
            "account.overlap_seen | state | \"seen\" | one of visible, gone",
            // fractions
            "fx.rate_published | rate | 1.08 | a decimal string such as \"0.70\", or \"n/d\"",
            "fx.rate_published | rate | \"1/0\" | a decimal string such as \"0.70\", or \"n/d\"",
            "fx.rate_published | rate | \"10%\" | a decimal string such as \"0.70\", or \"n/d\"",
            // whole numbers
            "registration.extended | days | -1 | a whole number that is not negative",
            "registration.extended | days | 1.5 | a whole number that is not negative",
            "registration.extended | days | \"30\" | a whole number that is not negative",
            "registration.extended | days | 9999999999 | a whole number that is not negative",
            // measures
            "outcome.recorded | value | \"high\" | a number, or a decimal string such as \"4.5\"",
            // texts and ids
            "opportunity.stage_changed | stage | \"\" | a text of 1 to 4000 characters",
            "opportunity.stage_changed | stage | \" \" | a text of 1 to 4000 characters",
            "opportunity.stage_changed | stage | 7 | a text of 1 to 4000 characters",
            "opportunity.stage_changed | stage | \"a\\u0000b\" | a text of 1 to 4000 characters",
            "opportunity.stage_changed | opportunity_id | \"\" | a text of 1 to 4000 characters",
            "opportunity.stage_changed | opportunity_id | 1042 | a text of 1 to 4000 characters",
            // lists and objects
            "dispute.evidence_added | evidence | {} | a list of texts, or one text",
            "scorecard.published | metrics | \"share\" | a list of objects",
            "comp.plan_published | terms | [] | an object",
            "dispute.opened | claim | \"sourced\" | an object"})
        void isRefusedWithItsNameItsValueAndWhatIsAccepted(String kind, String member, String value, String accepted) {
            assertThat(problems(kind, GoldenFacts.with(kind, member, JSON.readValue(value, Object.class))))
                    .containsExactly(new Problem("data." + member, value, accepted));
        }

        @ParameterizedTest
        @CsvSource({"opportunity.closed_won,amount", "opportunity.closed_won,currency",
            "opportunity.closed_won,opportunity_id", "opportunity.created,deal_type",
            "intake.gap_detected,from", "scorecard.published,metrics"})
        void isRefusedWhereItIsAbsent(String kind, String member) {
            assertThat(problems(kind, GoldenFacts.with(kind, member, null))).hasSize(1).first()
                    .satisfies(problem -> assertThat(problem.sentence()).startsWith("data." + member + " is absent"));
        }

        @Test
        void thatIsMisspeltIsHintedAt() {
            Map<String, @Nullable Object> data = GoldenFacts.with("opportunity.closed_won", "opportunity_id", null);
            data.put("oportunityId", "opp-1042");

            assertThat(problems("opportunity.closed_won", data)).containsExactly(new Problem("data.opportunity_id",
                    "absent", "a text of 1 to 4000 characters; is oportunityId meant?"));
        }

        @Test
        void thatIsAnIdIsShortEnoughToBeLookedUpBy() {
            assertThat(problems("account.merged", GoldenFacts.with("account.merged", "from", "x".repeat(255))))
                    .isEmpty();
            for (String member : List.of("from", "into")) {
                assertThat(problems("account.merged", GoldenFacts.with("account.merged", member, "x".repeat(256))))
                        .extracting(Problem::accepted).containsExactly("an id of 1 to 255 characters");
            }
            assertThat(problems("motion.started", GoldenFacts.with("motion.started", "partner_id", "x".repeat(256))))
                    .extracting(Problem::member).containsExactly("data.partner_id");
        }

        @Test
        void thatIsLongIsShownShortened() {
            assertThat(problems("motion.started", GoldenFacts.with("motion.started", "partner_id", "x".repeat(9_000))))
                    .extracting(Problem::value).containsExactly("\"" + "x".repeat(199) + "… (9002 characters)");
        }
    }

    @Nested
    class Money {
        @ParameterizedTest
        @CsvSource({"JPY,100.50,0", "USD,0.005,2", "KWD,1.2345,3", "EUR,9.999,2"})
        void hasNoMoreDecimalsThanItsCurrency(String currency, String amount, int decimals) {
            Map<String, @Nullable Object> data = GoldenFacts.with("opportunity.qualified", "currency", currency);
            data.put("amount", amount);

            assertThat(problems("opportunity.qualified", data)).containsExactly(new Problem("data.amount",
                    '"' + amount + '"', "an amount of " + currency + " with at most " + decimals + " decimals"));
        }

        @ParameterizedTest
        @CsvSource({"JPY,100.00", "JPY,100", "KWD,1.234", "USD,0.5", "USD,0"})
        void mayHaveZerosAfterThem(String currency, String amount) {
            Map<String, @Nullable Object> data = GoldenFacts.with("opportunity.qualified", "currency", currency);
            data.put("amount", amount);

            assertThat(problems("opportunity.qualified", data)).isEmpty();
        }
    }

    @Nested
    class Members {
        @Test
        void areAllReportedAtOnce() {
            Map<String, @Nullable Object> data = GoldenFacts.with("opportunity.closed_won", "amount",
                    new BigDecimal(1));
            data.remove("opportunity_id");
            data.put("currency", "XYZ1");

            assertThat(problems("opportunity.closed_won", data)).extracting(Problem::member)
                    .containsExactly("data.opportunity_id", "data.amount", "data.currency");
        }

        @ParameterizedTest
        @ValueSource(strings = {
            "dispute.resolved | decision | null | names one of decision and outcome, not both and not neither",
            "registration.extended | days | null | names one of days and expires_at, not both and not neither",
            "account.merged | into | \"acct-nordlicht-ag\" | merges account 'acct-nordlicht-ag' into itself",
            "dispute.opened | claim | {\"tag\":\"direct\",\"partner_id\":\"p\"} | tag 'direct' names no partner",
            "dispute.opened | claim | {\"tag\":\"sourced\"} | tag 'sourced' needs a partner_id"})
        void mustHoldTogether(String line) {
            List<String> parts = Arrays.stream(line.split("\\|")).map(String::strip).toList();
            Object value = "null".equals(parts.get(2)) ? null : JSON.readValue(parts.get(2), Object.class);

            assertThat(problems(parts.get(0), GoldenFacts.with(parts.get(0), parts.get(1), value))).hasSize(1).first()
                    .extracting(Problem::accepted).asString().contains(parts.get(3));
        }
    }

    @Nested
    class TheCommonMembers {
        @ParameterizedTest
        @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "external_refs | \"SFDC-1\" | data.external_refs",
            "external_refs | [{\"system\":\"salesforce\"}] | data.external_refs[0].id",
            "external_refs | [{\"system\":\"\",\"id\":\"001\"}] | data.external_refs[0].system",
            "note | 7 | data.note", "actor | [] | data.actor"})
        void areReadStrictlyToo(String member, String value, String named) {
            assertThat(problems("account.identified",
                    GoldenFacts.with("account.identified", member, JSON.readValue(value, Object.class))))
                    .extracting(Problem::member).containsExactly(named);
        }

        @Test
        void mayStandBesideEveryKind() {
            Map<String, @Nullable Object> data = GoldenFacts.with("account.identified", "external_refs",
                    List.of(Map.of("system", "salesforce", "id", "001")));
            data.put("note", "from the migration");
            data.put("actor", "ops-lena");

            assertThat(problems("account.identified", data)).isEmpty();
        }
    }

    @Test
    void aFractionMayBeADecimal() {
        assertThat(FactReader.read("fx.rate_published", GoldenFacts.with("fx.rate_published", "rate", "1.0842")))
                .isEqualTo(FactReader.read("fx.rate_published",
                        Objects.requireNonNull(GoldenFacts.all().get("fx.rate_published"))));
    }

    @Test
    void aKindThatDoesNotExistIsRefusedWithThoseThatDo() {
        assertThat(problems("registration.submited", Map.of())).hasSize(1).first()
                .satisfies(problem -> assertThat(problem.sentence())
                        .startsWith("type is \"registration.submited\"; accepted: one of account.direct_touch,"));
    }

    private static List<Problem> problems(String kind, Map<String, @Nullable Object> data) {
        return switch (FactReader.read(kind, data)) {
            case FactReader.Readable _ -> List.of();
            case FactReader.Unreadable(var problems) -> problems;
        };
    }
}
