package io.dealledger.api.query;

import static io.dealledger.api.query.LiveProgram.list;
import static io.dealledger.api.query.LiveProgram.object;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Three weeks of many deals are published; then the past turns out different in every way that there is. */
class RestatementIT {
    private static final long SEED = 20_260_309L;
    private static final int DEALS = 48;
    private static final Instant CREATED = Instant.parse("2026-03-01T09:00:00Z");
    private static final Instant MARCH_2 = Instant.parse("2026-03-02T00:00:00Z");
    private static final Instant PUBLISHED = Instant.parse("2026-03-23T06:00:00Z");
    private static final List<String> WEEKS = List.of("2026-W10", "2026-W11", "2026-W12");
    private static final String NET = "vendor_net.new_revenue.iso_week.UTC.USD_dated";
    private static final String PIPELINE = "vendor_net.new_pipeline.iso_week.UTC.USD_dated";

    private static final Random RANDOM = new Random(SEED);
    private static LiveProgram program;
    private static int said;

    @BeforeAll
    static void publishAndThenLearn() {
        program = new LiveProgram().at(CREATED);
        say("fx.rate_published", CREATED, Map.of("base", "EUR", "quote", "USD", "rate", "1.0977", "effective_date",
                "2026-01-01"));
        for (int deal = 0; deal < DEALS; deal++) {
            Deals.created(program, "O" + deal, deal % 2 == 0, CREATED);
            if (deal % 3 != 0) {
                say("opportunity.qualified", sometime(), deal, Map.of("amount", amount(), "currency", currency(deal)));
            }
            if (deal % 4 != 0) {
                win(deal);
            }
        }
        program.at(PUBLISHED);
        for (String week : WEEKS) {
            for (String definition : List.of(NET, PIPELINE)) {
                assertThat(program.post("/v1/publications", "application/json",
                        "{\"week\":\"" + week + "\",\"definition\":\"" + definition + "\"}").status()).isEqualTo(201);
            }
        }
        program.at(PUBLISHED.plus(Duration.ofDays(3)));
        for (int deal = 0; deal < DEALS; deal++) {
            learn(deal);
        }
        say("fx.rate_published", PUBLISHED, Map.of("base", "EUR", "quote", "USD", "rate", "1.1133", "effective_date",
                "2026-03-10", "actor", "treasury-1"));
    }

    @AfterAll
    static void stop() {
        program.close();
    }

    /** Two kinds of news for each deal, so that causes meet in one deal. */
    private static void learn(int deal) {
        for (int kind : new int[]{deal % 8, RANDOM.nextInt(8)}) {
            switch (kind) {
                case 0 -> win(deal);
                case 1 -> say("opportunity.amount_corrected", sometime(), deal, Map.of("new_amount", amount(), "reason",
                        "typo", "approved_by", List.of("cfo-1", "cro-1")));
                case 2 -> say("opportunity.refunded", sometime(), deal, Map.of("amount", "17.03", "reason", "outage"));
                case 3 -> dispute(deal);
                case 4 -> {
                    say("opportunity.reopened", PUBLISHED, deal, Map.of());
                    say(RANDOM.nextBoolean() ? "opportunity.closed_lost" : "opportunity.deleted",
                            PUBLISHED.plusSeconds(60), deal, Map.of());
                }
                case 5 -> say("opportunity.deal_type_changed", CREATED.plusSeconds(5), deal,
                        Map.of("deal_type", "renewal"));
                case 6 -> say("account.merged", PUBLISHED, Map.of("from", "A-O" + deal, "into",
                        "A-O" + (deal + 1) % DEALS));
                default -> say("opportunity.qualified", sometime().minus(Duration.ofDays(2)), deal,
                        Map.of("amount", amount()));
            }
        }
    }

    private static void dispute(int deal) {
        String id = "X" + deal + "-" + said;
        say("dispute.opened", PUBLISHED, deal, Map.of("dispute_id", id, "claimant", "ae-7", "claim",
                deal % 2 == 0 ? Map.of("tag", "direct") : Map.of("tag", "sourced", "partner_id", "P2")));
        say("dispute.resolved", PUBLISHED, Map.of("dispute_id", id, "decision",
                deal % 2 == 0 ? Map.of("tag", "direct") : Map.of("tag", "sourced", "partner_id", "P2"), "decided_by",
                "judge-1", "approved_by", "cro-1", "evidence", List.of()));
    }

    @Test
    void theCausesAddUpToRestatedLessPublishedInEveryWeekAndDefinition() {
        var causes = new TreeSet<String>();
        for (String definition : List.of(NET, PIPELINE)) {
            var weeks = list(program.ask("/v1/restatements", "definition", definition), "weeks");
            assertThat(weeks).extracting(week -> object(week).get("week")).containsExactlyElementsOf(WEEKS);
            for (Object each : weeks) {
                Map<String, @Nullable Object> week = object(each);
                assertThat(week).as("%s", week).containsEntry("adds_up", true);
                Map<String, @Nullable Object> shown = shown(definition, String.valueOf(week.get("week")));
                for (String bucket : List.of("sourced", "influenced", "direct", "total")) {
                    BigDecimal published = money(week, "published", bucket);
                    BigDecimal explained = list(week, "changes").stream()
                            .map(change -> money(object(change), "delta", bucket))
                            .reduce(BigDecimal.ZERO, BigDecimal::add);
                    assertThat(published.add(explained)).as("%s of %s", bucket, week.get("week"))
                            .isEqualByComparingTo(money(week, "restated", bucket))
                            .isEqualByComparingTo(new BigDecimal(String.valueOf(shown.get(bucket))));
                    assertThat(object(shown.get("published"))).containsEntry(bucket, published.toPlainString());
                }
                list(week, "changes").forEach(change -> causes.add(String.valueOf(object(change).get("cause"))));
            }
        }
        assertThat(causes).contains("fx_rate", "late", "withdrawn", "date_corrected", "amount_corrected", "refund",
                "scope_changed", "dispute_decided", "retagged");
    }

    @Test
    void everyChangeNamesTheFactsAndThePeopleBehindIt() {
        var changes = new ArrayList<Map<String, @Nullable Object>>();
        for (Object week : list(program.ask("/v1/restatements"), "weeks")) {
            for (Object change : list(object(week), "changes")) {
                changes.add(object(change));
            }
        }

        for (Map<String, @Nullable Object> change : changes) {
            assertThat(list(change, "facts")).as("%s", change).isNotEmpty();
        }
        assertThat(people(changes, "dispute_decided")).contains("claimant ae-7", "decided_by judge-1",
                "approved_by cro-1");
        assertThat(people(changes, "amount_corrected")).contains("approved_by cfo-1", "approved_by cro-1");
        assertThat(people(changes, "fx_rate")).containsOnly("actor treasury-1");
        assertThat(program.get("/v1/restatements", "week", "2026-W10", "format", "csv").body()).contains(
                ",dispute_decided,").contains("claimant ae-7");
    }

    @Test
    void nothingIsRestatedAsOfThePublicationItself() {
        String position = String.valueOf(object(list(program.ask("/v1/publications"), "publications").getLast())
                .get("position"));
        var weeks = list(program.ask("/v1/restatements", "as_of", "p" + position), "weeks");

        assertThat(weeks).hasSize(3).allSatisfy(week -> assertThat(list(object(week), "changes")).isEmpty());
    }

    @Test
    void aWeekThatTheCalendarHasNotIsRefusedAndOneThatWasNotPublishedIsNotThere() {
        assertThat(program.get("/v1/restatements", "week", "2026-W54").status()).isEqualTo(400);
        assertThat(list(program.ask("/v1/restatements", "week", "2026-W40"), "weeks")).isEmpty();
    }

    private static List<String> people(List<Map<String, @Nullable Object>> changes, String cause) {
        return changes.stream().filter(change -> cause.equals(change.get("cause")))
                .flatMap(change -> list(change, "facts").stream())
                .flatMap(fact -> list(object(fact), "people").stream())
                .map(person -> object(person).get("role") + " " + object(person).get("name")).distinct().toList();
    }

    private static Map<String, @Nullable Object> shown(String definition, String week) {
        String path = definition.equals(NET) ? "/v1/share" : "/v1/pipeline-share";
        return object(list(program.ask(path, "to", week, "weeks", "1"), "weekly").getFirst());
    }

    private static BigDecimal money(Map<String, @Nullable Object> row, String member, String bucket) {
        return new BigDecimal(String.valueOf(requireNonNull(object(row.get(member)).get(bucket))));
    }

    private static void win(int deal) {
        say("opportunity.closed_won", sometime(), deal, Map.of("amount", amount(), "currency", currency(deal)));
    }

    private static String currency(int deal) {
        return deal % 5 == 0 ? "EUR" : "USD";
    }

    /** In one of the three weeks. */
    private static Instant sometime() {
        return MARCH_2.plusSeconds(RANDOM.nextInt((int) Duration.ofDays(21).toSeconds()));
    }

    private static String amount() {
        return BigDecimal.valueOf(100_00 + RANDOM.nextInt(90_000_00), 2).toPlainString();
    }

    private static void say(String kind, Instant at, int deal, Map<String, ?> members) {
        var data = new HashMap<String, @Nullable Object>(members);
        data.put("opportunity_id", "O" + deal);
        say(kind, at, data);
    }

    private static void say(String kind, Instant at, Map<String, @Nullable Object> data) {
        assertThat(program.post("crm", "said-" + said++, kind, at, data)).containsEntry("outcome", "accepted");
    }
}
