package io.dealledger.api.intake;

import io.dealledger.api.intake.BinaryMessage.Attribute;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * Reads a Kafka record as a CloudEvent (CloudEvents Kafka protocol binding 1.0.2, 3): structured if its content type says
 * so, else binary. Never fails: nobody waits for an answer.
 */
final class KafkaFacts {
    static final String VIA = "kafka";
    private static final String CONTENT_TYPE = "content-type";
    private static final String PREFIX = "ce_";
    private static final byte[] NOTHING = {};

    private final CloudEventReader reader;

    KafkaFacts(CloudEventReader reader) {
        this.reader = reader;
    }

    Delivery read(ConsumerRecord<byte[], byte[]> record) {
        byte[] value = Objects.requireNonNullElse(record.value(), NOTHING);
        String contentType = contentType(record);
        if (contentType != null && contentType.toLowerCase(Locale.ROOT).startsWith(CloudEventReader.STRUCTURED)) {
            return reader.structuredOrUnread(value, VIA);
        }
        return reader.binaryOrUnread(new BinaryMessage(attributes(record), contentType, value), VIA);
    }

    private static @Nullable String contentType(ConsumerRecord<byte[], byte[]> record) {
        Header header = record.headers().lastHeader(CONTENT_TYPE);
        return header == null || header.value() == null ? null : HeaderText.encode(header.value()).replace("%20", " ");
    }

    /** Kafka carries UTF-8 as it is; spelt as in HTTP, the kept message reads the same whatever way it came. */
    private static List<Attribute> attributes(ConsumerRecord<byte[], byte[]> record) {
        var attributes = new ArrayList<Attribute>();
        for (Header header : record.headers()) {
            if (header.key().startsWith(PREFIX)) {
                attributes.add(new Attribute(header.key().substring(PREFIX.length()),
                        HeaderText.encode(Objects.requireNonNullElse(header.value(), NOTHING))));
            }
        }
        return attributes;
    }
}
