package io.dealledger.api.connector.salesforce;

import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericEnumSymbol;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;
import org.jspecify.annotations.Nullable;

/** Reads a payload as it is published: one Avro datum, with the schema that the event itself names. */
final class AvroPayload {
    /** An id stands for one schema for ever; an org has few. */
    private static final Map<String, Schema> SCHEMAS = new ConcurrentHashMap<>();

    private AvroPayload() {}

    /**
     * Every field of the schema, in its order, as JSON would have it.
     *
     * @throws IllegalArgumentException if the bytes are none of this schema
     */
    static Map<String, @Nullable Object> decode(String base64, String schemaJson) {
        try {
            Schema schema = SCHEMAS.computeIfAbsent(schemaJson, json -> new Schema.Parser().parse(json));
            byte[] bytes = Base64.getDecoder().decode(base64);
            var decoder = DecoderFactory.get().binaryDecoder(bytes, null);
            GenericRecord record = new GenericDatumReader<GenericRecord>(schema).read(null, decoder);
            if (!decoder.isEnd()) {
                throw new IllegalArgumentException("bytes are left after the last field");
            }
            return members(record);
        } catch (IOException | AvroRuntimeException | IndexOutOfBoundsException | ClassCastException e) {
            throw new IllegalArgumentException(String.valueOf(e.getMessage()), e);
        }
    }

    private static Map<String, @Nullable Object> members(GenericRecord record) {
        var members = new LinkedHashMap<String, @Nullable Object>();
        for (Schema.Field field : record.getSchema().getFields()) {
            members.put(field.name(), value(record.get(field.pos())));
        }
        return members;
    }

    private static @Nullable Object value(@Nullable Object value) {
        return switch (value) {
            case null -> null;
            case Boolean flag -> flag;
            case Integer number -> BigDecimal.valueOf(number);
            case Long number -> BigDecimal.valueOf(number);
            case Double number -> new BigDecimal(Double.toString(number));
            case GenericEnumSymbol<?> symbol -> symbol.toString();
            case CharSequence text -> text.toString();
            case GenericRecord record -> members(record);
            case List<?> list -> {
                var values = new ArrayList<@Nullable Object>();
                list.forEach(each -> values.add(value(each)));
                yield values;
            }
            default -> throw new IllegalArgumentException("a value of " + value.getClass().getSimpleName());
        };
    }
}
