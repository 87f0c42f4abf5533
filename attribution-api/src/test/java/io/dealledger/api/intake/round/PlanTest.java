package io.dealledger.api.intake.round;

import static org.assertj.core.api.Assertions.assertThat;

import io.dealledger.account.FactAccepted;
import io.dealledger.account.StoredFact;
import io.dealledger.api.command.AccountUpdate;
import io.dealledger.api.command.UpdateAccounts;
import io.dealledger.attribution.Policies;
import io.dealledger.fact.Anchor;
import io.dealledger.fact.Fact;
import io.dealledger.fact.FactReader;
import io.dealledger.fact.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PlanTest {
    private static final Instant NOW = Instant.parse("2026-03-02T10:00:00Z");

    private final Plan plan = new Plan();

    @Test
    void putsAccountsIntoFewUnitsOfWorkButNeverIntoMoreThanFiftyOfThemTogether() {
        for (int i = 0; i < 1_000; i++) {
            arrive("a" + i, "a" + i, i);
        }
        List<UpdateAccounts> units = plan.updates(Policies.STANDARD, NOW);
        assertThat(units).allSatisfy(unit -> assertThat(unit.updates()).hasSizeBetween(2, 50));
        assertThat(units.stream().flatMap(unit -> unit.updates().stream()).map(AccountUpdate::accountId))
                .hasSize(1_000).doesNotHaveDuplicates();
    }

    @Test
    void keepsEachAccountInAUnitOfItsOwnWhereThereAreFew() {
        arrive("a", "a", 0);
        arrive("b", "b", 1);
        assertThat(plan.updates(Policies.STANDARD, NOW)).hasSize(2);
    }

    /** All or none: the account that history leaves, the one it goes to, and which ids belong where from now on. */
    @Test
    void neverDividesWhatMovesBetweenAccounts() {
        for (int i = 0; i < 500; i++) {
            arrive("a" + i, "a" + i, i);
            arrive("a" + i, "moved-from-a" + i, i);
            plan.group("a" + i, i).direct(Anchor.opportunity("o" + i), "a" + i);
        }
        assertThat(plan.updates(Policies.STANDARD, NOW)).allSatisfy(unit -> {
            List<String> accounts = unit.updates().stream().map(AccountUpdate::accountId).toList();
            List<String> stay = accounts.stream().filter(account -> account.startsWith("a")).toList();
            assertThat(accounts).hasSize(2 * stay.size())
                    .containsAll(stay.stream().map(account -> "moved-from-" + account).toList());
            assertThat(unit.directory().values()).containsExactlyInAnyOrderElementsOf(stay);
        });
    }

    private void arrive(String group, String account, int item) {
        plan.group(group, item).arrive(account, new FactAccepted(account, fact(account)));
    }

    private static StoredFact fact(String account) {
        Map<String, @Nullable Object> data = Map.of("registration_id", "r-" + account, "partner_id", "p", "account_id",
                account);
        if (!(FactReader.read("registration.submitted", data) instanceof FactReader.Readable(Fact fact))) {
            throw new IllegalStateException("unreadable: " + data);
        }
        return StoredFact.of(new Statement("prm", account, NOW, null, fact, data), NOW, "0".repeat(64), "http");
    }
}
