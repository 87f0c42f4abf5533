package io.dealledger.api.intake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.cloudevents.core.data.BytesCloudEventData;
import io.cloudevents.http.HttpMessageFactory;
import io.cloudevents.jackson.JsonFormat;
import io.cloudevents.kafka.KafkaMessageFactory;
import io.dealledger.fact.GoldenFacts;
import io.dealledger.fact.Statement;
import io.dealledger.json.CanonicalJson;
import java.net.URI;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The official SDK as an independent second reader and writer: what it writes we read, what we write it reads. */
class CloudEventPeerTest {
    private final CloudEventReader reader = new CloudEventReader(() -> {});

    static Set<String> goldens() {
        return GoldenFacts.all().keySet();
    }

    @ParameterizedTest
    @MethodSource("goldens")
    void whatTheSdkWritesOfEveryKindWeReadInEveryMode(String golden) {
        String data = CanonicalJson.write(GoldenFacts.all().get(golden));
        CloudEvent event = event(golden.replaceFirst("~.*", ""), "crm-1", "opp-1042", data);

        List<Statement> statements = List.of(statement(reader.structured(new JsonFormat().serialize(event), "http")),
                statement(reader.binary(overHttp(event), "http")),
                statement(new KafkaFacts(reader).read(overKafka(event))),
                statement(new KafkaFacts(reader).read(structuredOverKafka(event))));
        assertThat(statements).allSatisfy(statement -> {
            assertThat(CanonicalJson.write(statement.data())).isEqualTo(data);
            assertThat(statement.subject()).isEqualTo("opp-1042");
            assertThat(statement.occurredAt()).isEqualTo("2026-03-31T08:00:00.123456Z");
        });
        assertThat(statements.stream().map(Statement::contentHash).distinct()).hasSize(1);
    }

    @Property(tries = 300)
    void anyTextTravelsInKafkaHeaders(@ForAll("events") CloudEvent event) {
        assertSame(event, statement(new KafkaFacts(reader).read(overKafka(event))));
    }

    @Property(tries = 300)
    void anyTextTravelsInAStructuredEvent(@ForAll("events") CloudEvent event) {
        assertSame(event, statement(reader.structured(new JsonFormat().serialize(event), "http")));
    }

    /** The SDK percent-encodes nothing, so what it reads of ours are the characters that need none. */
    @Property(tries = 300)
    void whatWeKeepOfABinaryEventTheSdkReads(@ForAll("events") CloudEvent event) {
        var message = BinaryMessage.parse(new KafkaFacts(reader).read(overKafka(event)).raw());

        CloudEvent read = HttpMessageFactory.createReader(headers -> {
            message.attributes().forEach(attribute -> headers.accept("ce-" + attribute.name(),
                    Objects.requireNonNull(HeaderText.decode(attribute.value()))));
            headers.accept("content-type", Objects.requireNonNull(message.contentType()));
        }, message.body()).toEvent();
        assertThat(read).isEqualTo(event);
    }

    @Property(tries = 500)
    void aHeaderIsReadAsItWasWritten(@ForAll("texts") String text) {
        String header = HeaderText.encode(text.getBytes(UTF_8));

        assertThat(header).matches("[\\x21\\x23-\\x7e]*"); // printable ASCII without space and quote (HTTP binding, 3.1.3.2)
        assertThat(HeaderText.decode(header)).isEqualTo(text);
    }

    @Provide
    Arbitrary<CloudEvent> events() {
        return Combinators.combine(texts(), texts()).as((id, subject) -> event("account.identified", id, subject,
                "{\"account_id\":\"acct-1\",\"x_score\":1.10}"));
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.strings().withCharRange(' ', '~').withChars('é', '€', '日', '%', '"', '\\').ofMaxLength(20)
                .map(text -> text.length() % 3 == 0 ? text + "😀" : text).filter(text -> !text.isBlank())
                .map(String::strip);
    }

    private static void assertSame(CloudEvent event, Statement statement) {
        assertThat(statement.id()).isEqualTo(event.getId());
        assertThat(statement.source()).isEqualTo(event.getSource().toString());
        assertThat(statement.subject()).isEqualTo(event.getSubject());
    }

    private static CloudEvent event(String kind, String id, String subject, String data) {
        return CloudEventBuilder.v1().withId(id).withSource(URI.create("salesforce:00D58000000Cabc"))
                .withType(FactTypes.of(kind)).withSubject(subject).withDataContentType("application/json")
                .withTime(OffsetDateTime.parse("2026-03-31T10:00:00.123456+02:00"))
                .withExtension("traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01")
                .withData(BytesCloudEventData.wrap(data.getBytes(UTF_8))).build();
    }

    private static BinaryMessage overHttp(CloudEvent event) {
        var headers = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
        var body = new ArrayList<byte[]>();
        HttpMessageFactory.createWriter(headers::put, body::add).writeBinary(event);
        List<BinaryMessage.Attribute> attributes = headers.entrySet().stream()
                .filter(header -> BinaryMessage.isAttribute(header.getKey()))
                .map(header -> BinaryMessage.attribute(header.getKey(), header.getValue())).toList();
        return new BinaryMessage(attributes, headers.get("content-type"), body.getFirst());
    }

    private static ConsumerRecord<byte[], byte[]> overKafka(CloudEvent event) {
        return received(KafkaMessageFactory.createWriter("t").writeBinary(event));
    }

    private static ConsumerRecord<byte[], byte[]> structuredOverKafka(CloudEvent event) {
        return received(KafkaMessageFactory.createWriter("t").writeStructured(event, new JsonFormat()));
    }

    private static ConsumerRecord<byte[], byte[]> received(ProducerRecord<?, byte[]> sent) {
        var record = new ConsumerRecord<byte[], byte[]>("t", 0, 0, new byte[0], sent.value());
        sent.headers().forEach(record.headers()::add);
        return record;
    }

    private static Statement statement(Delivery delivery) {
        return switch (delivery.reading()) {
            case Delivery.Read(var statement) -> statement;
            case Delivery.Unread unread -> throw new AssertionError(unread.problems().toString());
        };
    }
}
