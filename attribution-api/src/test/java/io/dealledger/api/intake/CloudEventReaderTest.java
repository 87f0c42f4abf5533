package io.dealledger.api.intake;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dealledger.api.json.UnreadableJsonException;
import io.dealledger.fact.OpportunityClosedWon;
import io.dealledger.fact.Statement;
import io.dealledger.json.Problem;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CloudEventReaderTest {
    private static final String DATA = """
            {"opportunity_id":"opp-1042","amount":"48000.10","currency":"USD","x_score":1.10}""";
    private static final String EVENT = """
            {"specversion":"1.0","source":"crm","id":"crm-1","type":"attribution.opportunity.closed_won.v1",
             "time":"2026-03-31T10:00:00+02:00","subject":"opp-1042","datacontenttype":"application/json",
             "data":%s}""".formatted(DATA);

    private final AtomicInteger recordedAtIgnored = new AtomicInteger();
    private final CloudEventReader reader = new CloudEventReader(recordedAtIgnored::incrementAndGet);

    @Nested
    class AStructuredEvent {
        @Test
        void isReadIntoAStatement() {
            Statement statement = statement(structured(EVENT));

            assertThat(statement.source()).isEqualTo("crm");
            assertThat(statement.id()).isEqualTo("crm-1");
            assertThat(statement.occurredAt()).isEqualTo(Instant.parse("2026-03-31T08:00:00Z"));
            assertThat(statement.subject()).isEqualTo("opp-1042");
            assertThat(statement.fact()).isEqualTo(new OpportunityClosedWon("opp-1042", new BigDecimal("48000.10"),
                    Currency.getInstance("USD"), null, null, null, null));
        }

        @Test
        void keepsUnknownMembersToTheDigit() {
            assertThat(statement(structured(EVENT)).data()).containsEntry("x_score", new BigDecimal("1.10"));
        }

        @Test
        void keepsItsBytes() {
            assertThat(structured(EVENT).raw()).isEqualTo(EVENT.getBytes(UTF_8));
        }

        @ParameterizedTest
        @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "specversion | absent | \"1.0\"",
            "id | absent | a text of 1 to 255 characters",
            "source | absent | a text of 1 to 255 characters",
            "time | absent | an RFC 3339 instant with offset, such as \"2026-03-02T17:00:00Z\"",
            "type | absent | attribution.<kind>.v1",
            "data | absent | an object with the members of opportunity.closed_won"})
        void needsItsAttributes(String member, String value, String accepted) {
            assertThat(unread(structured(without(member))).problems())
                    .containsExactly(new Problem(member, value, accepted));
        }

        @ParameterizedTest
        @ValueSource(strings = {"specversion", "id", "source", "time", "type", "data"})
        void takesNullForAbsent(String member) {
            assertThat(unread(structured(withMember(member, "null"))).problems()).hasSize(1).first()
                    .extracting(Problem::member).isEqualTo(member);
        }

        @ParameterizedTest
        @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "specversion | \"0.3\" | \"1.0\"", "specversion | \"1.0.2\" | \"1.0\"", "specversion | 1.0 | ",
            "id | 17 | a text of 1 to 255 characters", "id | \"\" | a text of 1 to 255 characters",
            "id | \" \" | a text of 1 to 255 characters", "source | true | a text of 1 to 255 characters",
            "source | {} | a text without control characters, a whole number of 32 bits, true or false",
            "id | \"a\\u0000b\" | a text without control characters, a whole number of 32 bits, true or false",
            "id | \"a\\u0085b\" | a text without control characters, a whole number of 32 bits, true or false",
            "id | \"a\\ufffeb\" | a text without control characters, a whole number of 32 bits, true or false",
            "time | \"2026-03-31T10:00:00\" | an RFC 3339 instant with offset, such as \"2026-03-02T17:00:00Z\"",
            "time | \"yesterday\" | an RFC 3339 instant with offset, such as \"2026-03-02T17:00:00Z\"",
            "time | 1774944000 | an RFC 3339 instant with offset, such as \"2026-03-02T17:00:00Z\"",
            "subject | \"\" | a text that is not empty", "subject | 7 | a text that is not empty",
            "dataschema | \"\" | a URI",
            "datacontenttype | \"application/xml\" | application/json",
            "datacontenttype | \"application/json; charset=latin1\" | application/json",
            "datacontenttype | \"?\" | application/json",
            "data | [] | an object with the members of opportunity.closed_won",
            "data | \"{}\" | an object with the members of opportunity.closed_won",
            "partner_id | \"p\" | attribute names of lower-case letters and digits; the members of a fact stand in data",
            "traceParent | \"p\" | attribute names of lower-case letters and digits; the members of a fact stand in data",
            "traceparent | [] | a text without control characters, a whole number of 32 bits, true or false",
            "priority | 1.5 | a text without control characters, a whole number of 32 bits, true or false",
            "priority | 2147483648 | a text without control characters, a whole number of 32 bits, true or false"})
        void isUnreadWithAMemberOfAnotherKind(String member, String value, @Nullable String accepted) {
            assertThat(unread(structured(withMember(member, value))).problems()).hasSize(1).first()
                    .satisfies(problem -> assertThat(problem.member()).isEqualTo(member))
                    .satisfies(problem -> assertThat(problem.accepted()).isEqualTo(accepted == null
                            ? "a text without control characters, a whole number of 32 bits, true or false"
                            : accepted));
        }

        @Test
        void mayHaveExtensionsAndNoSubject() {
            String event = withMember("subject", "null").replaceFirst("\\{",
                    """
                            {"traceparent":"00-ab-cd-01","priority":-2147483648,"sampled":true,"dataschema":"https://x.example/s",""");

            assertThat(statement(structured(event)).subject()).isNull();
        }

        @Test
        void mayNameItsCharsetOrNothing() {
            statement(structured(withMember("datacontenttype", "\"Application/JSON;charset=UTF-8\"")));
            statement(structured(without("datacontenttype")));
        }

        @Test
        void isReportedWithEveryProblemAtOnce() {
            var unread = unread(structured("""
                    {"specversion":"1.0","source":"crm","id":"crm-1","type":"attribution.opportunity.closed_won.v1",
                     "data":{"opportunity_id":"opp-1042","amount":48000,"currency":"USD"}}"""));

            assertThat(unread.problems().stream().map(Problem::sentence)).containsExactly(
                    "time is absent; accepted: an RFC 3339 instant with offset, such as \"2026-03-02T17:00:00Z\"",
                    "data.amount is 48000; accepted: money as a decimal string that is not negative, such as \"48000.00\"");
            assertThat(unread).extracting(Delivery.Unread::reason, Delivery.Unread::source, Delivery.Unread::id,
                    Delivery.Unread::type)
                    .containsExactly("unreadable", "crm", "crm-1", "attribution.opportunity.closed_won.v1");
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "[]", "\"x\"", "{", "{\"id\":\"a\",\"id\":\"b\"}", "{\"id\":\"\\ud800\"}", "{}{}"})
        void mustBeOneJsonObject(String body) {
            assertThatThrownBy(() -> structured(body)).isInstanceOf(UnreadableJsonException.class);
            assertThat(unread(reader.structuredOrUnread(body.getBytes(UTF_8), "kafka")).problems()).hasSize(1).first()
                    .satisfies(problem -> assertThat(problem.sentence())
                            .startsWith("body is no JSON that can be relied on")
                            .endsWith("accepted: one CloudEvent as a JSON object in UTF-8"));
        }
    }

    @Nested
    class AnUnknownType {
        @ParameterizedTest
        @CsvSource(delimiter = '|', value = {
            "attribution.opportunity.closed_wonn.v1 | perhaps attribution.opportunity.closed_won.v1 is meant",
            "opportunity.closed_won | perhaps attribution.opportunity.closed_won.v1 is meant",
            "attribution.opportunity.closed_won.v2 | perhaps attribution.opportunity.closed_won.v1 is meant",
            "Attribution.Opportunity.Closed_Won.v1 | perhaps attribution.opportunity.closed_won.v1 is meant",
            "attribution.opportunity.closed-won.v1 | perhaps attribution.opportunity.closed_won.v1 is meant"})
        void isKeptWithWhatMayBeMeant(String type, String accepted) {
            var unread = unread(structured(withMember("type", '"' + type + '"')));

            assertThat(unread.reason()).isEqualTo("unknown_type");
            assertThat(unread.type()).isEqualTo(type);
            assertThat(unread.problems()).containsExactly(new Problem("type", '"' + type + '"', accepted));
        }

        @Test
        void likeNoOtherIsKeptWithTheKindsThatExist() {
            assertThat(unread(structured(withMember("type", "\"com.vendor.thing\""))).problems()).hasSize(1).first()
                    .satisfies(problem -> assertThat(problem.accepted())
                            .startsWith("attribution.<kind>.v1, where <kind> is one of account.direct_touch, ")
                            .endsWith(", split.agreed"));
        }
    }

    @Nested
    class TheLedgersOwnTime {
        @Test
        void isNeverReadFromAClientButCounted() {
            String event = EVENT.replaceFirst("\\{", """
                    {"recorded_at":"1999-01-01T00:00:00Z","recordedat":7,""")
                    .replace("\"amount\"", "\"recorded_at\":\"1999-01-01T00:00:00Z\",\"amount\"");

            assertThat(statement(structured(event))).isEqualTo(statement(structured(EVENT)));
            assertThat(recordedAtIgnored).hasValue(3);
        }

        @Test
        void isNeverReadFromAHeaderEither() {
            assertThat(statement(binary("ce-recorded_at", "1999-01-01T00:00:00Z")).id()).isEqualTo("crm-1");
            assertThat(recordedAtIgnored).hasValue(1);
        }
    }

    @Nested
    class DataInBase64 {
        @Test
        void isReadAsJson() {
            String event = without("data").replaceFirst("\\{",
                    "{\"data_base64\":\"" + Base64.getEncoder().encodeToString(DATA.getBytes(UTF_8)) + "\",");

            assertThat(statement(structured(event))).isEqualTo(statement(structured(EVENT)));
        }

        @ParameterizedTest
        @ValueSource(strings = {"\"?\"", "7", "\"ew==\"", "\"\""})
        void mustBeJsonInBase64(String value) {
            String event = without("data").replaceFirst("\\{", "{\"data_base64\":" + value + ",");

            assertThat(unread(structured(event)).problems()).extracting(Problem::member).containsExactly("data_base64");
        }

        @Test
        void excludesData() {
            assertThat(unread(structured(withMember("data_base64", "\"e30=\""))).problems())
                    .containsExactly(new Problem("data_base64", "\"e30=\"", "only one of data and data_base64"));
        }
    }

    @Nested
    class ABinaryEvent {
        @Test
        void isReadAsTheStructuredOne() {
            assertThat(statement(binary("ce-subject", "opp-1042"))).isEqualTo(statement(structured(EVENT)));
        }

        @ParameterizedTest
        @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "Euro%20%E2%82%AC%20%F0%9F%98%80 | Euro € 😀", // the example of the HTTP binding
            "\"Euro%20%E2%82%AC\" | Euro €", "\"Euro \\\"quoted\\\"\" | Euro \"quoted\"", "a%2520b | a%20b",
            "a+b | a+b", "z%C3%BCrich | zürich", "%e2%82%ac | €", "a\\b | a\\b"})
        void hasItsHeadersDecodedOnce(String header, String value) {
            assertThat(statement(binary("ce-subject", header)).subject()).isEqualTo(value);
        }

        @Test
        void mayHaveUtf8InItsHeadersAsTheServerHandsItOver() {
            assertThat(statement(binary("ce-subject", new String("Zürich".getBytes(UTF_8), ISO_8859_1))).subject())
                    .isEqualTo("Zürich");
        }

        @ParameterizedTest
        @ValueSource(strings = {"%", "%4", "%zz", "%E2%82", "%FF", "%ED%A0%80", "%C0%AF", "\"open", "\"open\\",
            "Z\u00fcrich"})
        void isUnreadWithAHeaderThatCannotBeDecoded(String header) {
            assertThat(unread(binary("ce-subject", header)).problems()).extracting(Problem::member)
                    .containsExactly("subject");
        }

        @Test
        void isUnreadWithADecodedControlCharacter() {
            assertThat(unread(binary("ce-subject", "a%00b")).problems()).extracting(Problem::member)
                    .containsExactly("subject");
        }

        @ParameterizedTest
        @CsvSource({"ce-id,crm-2,id", "ce-data,x,data", "ce-datacontenttype,application/json,datacontenttype",
            "ce-trace_id,x,trace_id", "CE-ID,crm-2,id"})
        void isUnreadWithAHeaderTooMuch(String header, String value, String member) {
            assertThat(unread(binary(header, value)).problems()).extracting(Problem::member).containsExactly(member);
        }

        @ParameterizedTest
        @ValueSource(strings = {"text/plain", "application/xml", "application/json;charset=utf-16", ""})
        void isUnreadWithDataThatIsNotJson(String contentType) {
            var message = new BinaryMessage(headers("ce-subject", "x"), contentType, DATA.getBytes(UTF_8));

            assertThat(unread(reader.binary(message, "http")).problems()).extracting(Problem::member)
                    .containsExactly("content-type");
        }

        @Test
        void isUnreadWithoutData() {
            var message = new BinaryMessage(headers("ce-subject", "x"), "application/json", new byte[0]);

            assertThat(unread(reader.binary(message, "http")).problems()).extracting(Problem::sentence).containsExactly(
                    "data is absent; accepted: an object with the members of opportunity.closed_won");
        }

        @Test
        void keepsItsEnvelopeWhereTheDataIsBroken() {
            var message = new BinaryMessage(headers("ce-subject", "x"), "application/json", "{".getBytes(UTF_8));

            assertThatThrownBy(() -> reader.binary(message, "http")).isInstanceOf(UnreadableJsonException.class);
            var unread = unread(reader.binaryOrUnread(message, "kafka"));
            assertThat(unread.source()).isEqualTo("crm");
            assertThat(unread.problems()).extracting(Problem::member).containsExactly("data");
        }
    }

    @Nested
    class ABatch {
        @Test
        void isReadItemByItemAndKeepsTheBytesOfEach() {
            List<Delivery> deliveries = reader.batch(("[" + EVENT + ", {\"id\":\"x\"} ,{\"a\":1,\"a\":1}, 7]")
                    .getBytes(UTF_8), "http");

            assertThat(deliveries.stream().map(d -> new String(d.raw(), UTF_8))).containsExactly(EVENT,
                    "{\"id\":\"x\"}",
                    "{\"a\":1,\"a\":1}", "7");
            assertThat(statement(deliveries.getFirst()).id()).isEqualTo("crm-1");
            assertThat(deliveries.stream().skip(1).map(d -> unread(d).reason())).containsOnly("unreadable");
        }

        @Test
        void mayBeEmpty() {
            assertThat(reader.batch("[]".getBytes(UTF_8), "http")).isEmpty();
        }

        @Test
        void mustBeAnArray() {
            assertThatThrownBy(() -> reader.batch(EVENT.getBytes(UTF_8), "http"))
                    .isInstanceOf(UnreadableJsonException.class);
        }
    }

    @Nested
    class Rereading {
        @Test
        void readsAgainWhatWasKept() {
            for (Delivery first : List.of(structured(EVENT), binary("ce-subject", "Z%C3%BCrich"),
                    binary("ce-subject", "%FF"), binary("ce-id", "crm-2"),
                    reader.structuredOrUnread("{".getBytes(UTF_8), "kafka"))) {
                assertThat(reader.reads(first.contentType().get(), first.via())).isTrue();
                Delivery again = reader.reread(first.raw(), first.contentType().get(), first.via()).delivery();

                assertThat(again.reading()).isEqualTo(first.reading());
                assertThat(again.raw()).isEqualTo(first.raw());
            }
        }

        @Test
        void isNotForTheMessagesOfVendors() {
            assertThat(reader.reads("application/json", "connector:partnerstack")).isFalse();
        }
    }

    private Delivery structured(String event) {
        return reader.structured(event.getBytes(UTF_8), "http");
    }

    private Delivery binary(String header, String value) {
        return reader.binary(new BinaryMessage(headers(header, value), "application/json", DATA.getBytes(UTF_8)),
                "http");
    }

    private static List<BinaryMessage.Attribute> headers(String header, String value) {
        var attributes = new ArrayList<BinaryMessage.Attribute>();
        Map.of("ce-specversion", "1.0", "ce-source", "crm", "ce-id", "crm-1", "ce-time", "2026-03-31T10:00:00+02:00",
                "ce-type", "attribution.opportunity.closed_won.v1")
                .forEach((name, text) -> attributes.add(BinaryMessage.attribute(name, text)));
        attributes.add(BinaryMessage.attribute(header, value));
        return attributes;
    }

    private static String without(String member) {
        return EVENT.replaceFirst("(?s),?\\s*\"" + member + "\":(\"[^\"]*\"|\\{.*?\\})", "").replace("{,", "{");
    }

    private static String withMember(String member, String json) {
        return without(member).replaceFirst("\\{", "{\"" + member + "\":" + json.replace("\\", "\\\\") + ",");
    }

    private static Statement statement(Delivery delivery) {
        return switch (delivery.reading()) {
            case Delivery.Read(var statement) -> statement;
            case Delivery.Unread unread -> throw new AssertionError(unread.problems().toString());
        };
    }

    private static Delivery.Unread unread(Delivery delivery) {
        return switch (delivery.reading()) {
            case Delivery.Read read -> throw new AssertionError(read.toString());
            case Delivery.Unread unread -> unread;
        };
    }
}
