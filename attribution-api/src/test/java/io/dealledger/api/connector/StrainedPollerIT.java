package io.dealledger.api.connector;

import static io.dealledger.api.connector.transport.MisbehavingVendor.answers;
import static io.dealledger.api.connector.transport.MisbehavingVendor.cutsOff;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import io.dealledger.api.connector.transport.ApiSettings;
import io.dealledger.api.connector.transport.Feed;
import io.dealledger.api.connector.transport.MisbehavingVendor;
import io.dealledger.api.connector.transport.RememberedTokens;
import io.dealledger.api.connector.transport.Sweep;
import io.dealledger.api.connector.transport.VendorApi;
import io.dealledger.api.connector.transport.VendorRefusedException;
import io.dealledger.api.connector.transport.VendorUnavailableException;
import io.dealledger.api.intake.IntakeUnavailableException;
import io.dealledger.chance.Chance;
import io.dealledger.fact.Statement;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** Every list that is polled, from a vendor that is slow, busy, broken, cut off, repeats itself and forgets its tokens. */
class StrainedPollerIT {
    private static final int ROWS = 10;
    private static final int MOST_READINGS = 60;
    private static final DataSource DATABASE = TestConnectors.newDatabase();

    private final long seed = Chance.seed();
    private final Random chance = new Random(seed);
    private List<Map<?, ?>> rows = List.of();
    private ListedByAVendor listed = ListedByAVendor.OBJECTS;
    private boolean strained;
    private boolean stalled;
    private byte[] last = {};
    private Instant now = TestConnectors.RECEIVED;
    private final MisbehavingVendor vendor = new MisbehavingVendor(this::answer);

    @AfterEach
    void close() {
        vendor.close();
    }

    @ParameterizedTest
    @EnumSource
    void isReadWholeHoweverItsVendorFails(ListedByAVendor list) {
        listed = list;
        rows = list.rows(ROWS);
        Set<String> whole = told(readToTheEnd(connectors()));
        assertThat(whole).hasSizeGreaterThanOrEqualTo(ROWS);
        strained = true;

        Set<String> told = told(readToTheEnd(connectors()));

        assertThat(told).as("seed %d", seed).isEqualTo(whole);
    }

    @Test
    void whatIsGoneIsNoticedAndSaidOnceHoweverTheVendorFails() {
        rows = listed.rows(ROWS);
        strained = true;
        TestConnectors impartner = readToTheEnd(connectors());
        assertThat(gaps(impartner)).as("seed %d: nothing is gone yet", seed).isEmpty();
        Map<?, ?> removed = rows.remove(5);
        rows.remove(ROWS - 2); // the last one
        now = now.plus(Duration.ofHours(1));
        readToTheEnd(impartner);
        assertThat(gaps(impartner)).as("seed %d: the next sweep is due a day after the last", seed).isEmpty();

        now = now.plus(Duration.ofDays(1));
        readToTheEnd(impartner);
        now = now.plus(Duration.ofDays(1));
        readToTheEnd(impartner);

        assertThat(gaps(impartner)).as("seed %d", seed).containsExactly(
                "intake.gap_detected impartner:acme/Deal/7106 2026-07-10T08:00:00Z 2026-07-11T09:00:00Z",
                "intake.gap_detected impartner:acme/Deal/7110 2026-07-10T08:00:00Z 2026-07-11T09:00:00Z");
        rows.add(5, removed);
        now = now.plus(Duration.ofDays(1));
        readToTheEnd(impartner);
        assertThat(gaps(impartner)).as("seed %d", seed).hasSize(3).contains(
                "intake.gap_closed impartner:acme/Deal/7106 2026-07-10T08:00:00Z 2026-07-11T09:00:00Z");
    }

    /** Nothing is known yet. */
    private TestConnectors connectors() {
        var connectors = new TestConnectors(listed.vendor(), Map.of("c.account", "acme"), DATABASE);
        connectors.forget();
        return connectors;
    }

    /** Reads as often as it takes: whatever fails is read again, as the poller does at its next turn. */
    private TestConnectors readToTheEnd(TestConnectors connectors) {
        Feed feed = feed();
        Sweep sweep = feed.sweep();
        for (int i = 0; i < MOST_READINGS; i++) {
            try {
                // a process of its own each time
                var poller = new Poller(new Connectors(List.of(), new ConnectorProperties(Map.of(),
                        new ConnectorProperties.Accounts(Map.of(), Set.of())), new MappingBook(connectors.database()),
                        new RefreshTokenStore(connectors.database()),
                        now), connectors.service, () -> now);
                var api = new VendorApi("acme", api(), new RememberedTokens());
                connectors.intake.fail(strained && chance.nextInt(8) == 0
                        ? RecordingIntake.Failure.AFTER_STORING
                        : RecordingIntake.Failure.NONE);
                poller.read(connectors.connector(), api, feed);
                if (sweep != null) {
                    poller.sweep(connectors.connector(), api, feed, sweep);
                }
                return connectors;
            } catch (VendorUnavailableException | VendorRefusedException | IntakeUnavailableException e) {
                assertThat(strained).as(e.toString()).isTrue();
            }
        }
        throw new AssertionError("seed " + seed + ": not read in " + MOST_READINGS + " readings");
    }

    private void answer(HttpExchange exchange) throws IOException {
        if (exchange.getRequestURI().getPath().equals("/token")) {
            answers(200, "{\"access_token\": \"t" + chance.nextInt() + "\", \"token_type\": \"Bearer\","
                    + " \"expires_in\": 3600}", "Content-Type", "application/json").handle(exchange);
            return;
        }
        byte[] page = listed.page(exchange.getRequestURI(), strained ? 1 + chance.nextInt(4) : 100, rows);
        MisbehavingVendor.Behaviour behaviour = page == null
                ? answers(404, "{}")
                : strained ? misbehaviour(page) : answers(200, page);
        behaviour.handle(exchange);
    }

    private MisbehavingVendor.Behaviour misbehaviour(byte[] page) {
        return switch (chance.nextInt(20)) {
            case 0 -> answers(500, "oops");
            case 1 -> answers(429, "{}", "Retry-After", "0");
            case 2 -> answers(401, "{}");
            case 3 -> cutsOff(page, chance.nextInt(page.length));
            case 4 -> answers(200, "<html>sorry</html>");
            case 5 -> last.length == 0 ? answers(503, "") : answers(200, last);
            case 6 -> {
                boolean again = stalled;
                stalled = true; // once is enough: it takes the whole timeout
                yield again ? answers(504, "") : vendor.stalls();
            }
            default -> {
                last = page;
                yield answers(200, page);
            }
        };
    }

    private Feed feed() {
        var settings = new Binder(new MapConfigurationPropertySource(Map.of("c.api.url", "http://localhost")))
                .bind("c", ConnectorSettings.class).get();
        return listed.vendor().feeds(settings).stream().filter(feed -> feed.name().equals(listed.feed())).findFirst()
                .orElseThrow();
    }

    private ApiSettings api() {
        return new Binder(new MapConfigurationPropertySource(Map.of("c.url", vendor.url().toString(), "c.backoff",
                "1ms", "c.attempts", "3", "c.timeout", "500ms", "c.oauth.url", vendor.url() + "/token",
                "c.oauth.client-id", "me", "c.oauth.client-secret", "secret"))).bind("c", ApiSettings.class).get();
    }

    private static Set<String> told(TestConnectors connectors) {
        return connectors.intake.statements().stream().map(Statement::id)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static List<String> gaps(TestConnectors connectors) {
        return connectors.intake.statements().stream().filter(each -> each.kind().startsWith("intake.gap_"))
                .map(each -> each.kind() + " " + each.data().get("feed") + " " + each.data().get("from") + " "
                        + Objects.requireNonNull(each.data().get("to")))
                .toList();
    }
}
