package io.dealledger.api.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.dealledger.api.json.JsonTree;
import io.dealledger.fact.Statement;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;
import org.springframework.jdbc.core.JdbcTemplate;

/** What the road does to messages of every mapped vendor: nothing is lost in silence, nothing is said twice. */
class SpoiltMessagesIT {
    private static final int MUTATED = 25;
    private static final String[] VALUES = {"null", "\"a\\u0000b\"", "\"001EX\\u0000\"", "true", "-1", "1e999999999",
        "\"\"", "\"\\u0000\"", "[]", "{}",
        "\"2026-02-30T25:00:00Z\"", "\"\uD83D\uDE00\"", "[{}]"};

    static final List<Arguments> vendors = List.of(Arguments.of("partnerstack", "expected-facts.json"),
            Arguments.of("impartner", "expected-facts.json"), Arguments.of("allbound", "expected-facts.allbound.json"),
            Arguments.of("allbound", "expected-facts.channeltivity.json"),
            Arguments.of("crossbeam", "expected-facts.json"),
            Arguments.of("crossbeam", "expected-facts.csv-import.json"),
            Arguments.of("partnertap", "expected-facts.json"), Arguments.of("generic", "expected-facts.json"));

    private static final DataSource DATABASE = TestConnectors.newDatabase();

    private final long seed = Long.getLong("spoilt.seed", new Random().nextLong());
    private final Random random = new Random(seed);

    /** @param source label of the message, as the vendor's mapping knows it */
    private record Delivered(String file, String source, Instant at, byte[] body) {}

    @ParameterizedTest(name = "{0}/{1}")
    @FieldSource("vendors")
    void whatComesTwiceOrCutOffFirstSaysTheSame(String vendor, String expected) {
        List<Delivered> messages = messages(vendor, expected);
        var once = connectors(vendor, expected);
        messages.forEach(message -> take(once, message, message.body()));
        List<Statement> saidOnce = once.intake.statements();
        var again = connectors(vendor, expected);
        for (Delivered message : messages) {
            if (!message.file().endsWith(".csv")) { // the last row of a cut table may look whole
                take(again, message, Arrays.copyOf(message.body(), random.nextInt(message.body().length - 1)));
            }
            take(again, message, message.body());
            take(again, message, message.body());
        }

        assertThat(again.intake.statements()).as("seed %d", seed)
                .containsExactlyElementsOf(saidOnce);
        assertThat(saidOnce).extracting(Statement::id).isNotEmpty().doesNotHaveDuplicates();
    }

    @ParameterizedTest(name = "{0}/{1}")
    @FieldSource("vendors")
    void whatIsMutatedIsCountedInOrKept(String vendor, String expected) {
        List<Delivered> messages = messages(vendor, expected);
        var connectors = connectors(vendor, expected);
        for (int i = 0; i < MUTATED; i++) {
            Delivered message = messages.get(random.nextInt(messages.size()));
            byte[] body = mutated(message);
            String as = "seed %d, %s: %s".formatted(seed, message.file(), new String(body, StandardCharsets.UTF_8));

            assertThatCode(() -> {
                Report report = take(connectors, message, body);
                assertThat(!report.records().isEmpty() || heldNothing(message, body) || isCounted(connectors, body))
                        .isTrue();
            }).as(as).doesNotThrowAnyException();
        }
    }

    @Test
    void anIdThatTheDatabaseCannotHoldIsKeptForAPerson() {
        Delivered partners = messages("impartner", "expected-facts.json").getFirst();
        var connectors = connectors("impartner", "expected-facts.json");
        String text = new String(partners.body(), StandardCharsets.UTF_8);

        Report report = take(connectors, partners,
                text.replaceFirst("\"id\": *[^,]+", "\"id\": \"7\\\\u0000\"").getBytes(StandardCharsets.UTF_8));

        assertThat(report.records()).filteredOn(line -> line.outcome() == RecordOutcome.QUARANTINED)
                .extracting(Report.Line::problem)
                .containsExactly("(record) is 7\uFFFD; accepted: an id without the character U+0000");
        assertThat(report.records()).hasSizeGreaterThan(1);
    }

    /** A table of a heading, or a page whose vendor says that it is empty. */
    private static boolean heldNothing(Delivered message, byte[] body) {
        String text = new String(body, StandardCharsets.UTF_8);
        return message.file().endsWith(".csv") ? text.lines().count() <= 1 : text.matches("(?s).*:\\s*\\[\\s*].*");
    }

    private static boolean isCounted(TestConnectors connectors, byte[] body) {
        return Boolean.TRUE.equals(new JdbcTemplate(connectors.database()).queryForObject("""
                SELECT EXISTS (SELECT FROM connectors.unknown u JOIN connectors.raw_message m ON u.message_id = m.id
                WHERE m.sha256 = ?)""", Boolean.class, ConnectorStore.sha256(body)));
    }

    private byte[] mutated(Delivered message) {
        byte[] body = message.body().clone();
        for (int i = random.nextInt(3); i >= 0 && body.length > 1; i--) {
            int at = random.nextInt(body.length);
            body = switch (random.nextInt(4)) {
                case 0 -> Arrays.copyOf(body, Math.max(1, at));
                case 1 -> {
                    body[at] = (byte) random.nextInt(256);
                    yield body;
                }
                case 2 -> replaced(body, at);
                default -> renamed(body, at);
            };
        }
        return body;
    }

    /** With another value at the first member after a place. */
    private byte[] replaced(byte[] body, int at) {
        String text = new String(body, StandardCharsets.UTF_8);
        int from = Math.min(at, text.length());
        return (text.substring(0, from) + text.substring(from).replaceFirst(
                "\"([A-Za-z_]+)\": *(\"[^\"]*\"|[-0-9.a-z]+)",
                "\"$1\": " + VALUES[random.nextInt(VALUES.length)].replace("\\", "\\\\")))
                .getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] renamed(byte[] body, int at) {
        String text = new String(body, StandardCharsets.UTF_8);
        int from = Math.min(at, text.length());
        return (text.substring(0, from) + text.substring(from).replaceFirst("\"([A-Za-z_]+)\":", "\"not_$1\":"))
                .getBytes(StandardCharsets.UTF_8);
    }

    private static Report take(TestConnectors connectors, Delivered message, byte[] body) {
        return connectors.service.take(connectors.connector(),
                new Message("feed", message.source(), body, message.at()), false, Map.of());
    }

    private static List<Delivered> messages(String vendor, String expected) {
        var messages = new ArrayList<Delivered>();
        for (Object each : (List<?>) Objects.requireNonNull(read(vendor, expected).get("steps"))) {
            var step = (Map<?, ?>) each;
            String file = (String) Objects.requireNonNull(step.get("file"));
            messages.add(new Delivered(file, (String) Objects.requireNonNull(step.get("source")),
                    Instant.parse((String) Objects.requireNonNull(step.get("receivedAt"))),
                    TestConnectors.read(vendor + "/" + file)));
        }
        return messages;
    }

    /** Over an empty database: what was made before knows nothing any more. */
    private static TestConnectors connectors(String vendor, String expected) {
        var connectors = new TestConnectors(new Mapped(vendor), Map.of("c.account", "acme", "c.mapping",
                "src/test/resources/connectors/" + vendor + "/" + read(vendor, expected).get("mapping")), DATABASE);
        connectors.forget();
        return connectors;
    }

    private static Map<String, ?> read(String vendor, String file) {
        return JsonTree.parseObject(TestConnectors.read(vendor + "/" + file));
    }

    /** A vendor that is nothing but its mapping. */
    private record Mapped(String name) implements Vendor {
        @Override
        public Connector connector(String connector, ConnectorSettings settings, AccountKeys accounts) {
            return new MappedConnectors().connector(connector, settings, accounts, null);
        }
    }
}
