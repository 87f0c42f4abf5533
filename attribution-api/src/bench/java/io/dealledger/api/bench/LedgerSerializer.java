package io.dealledger.api.bench;

import io.dealledger.account.EventJson;
import io.dealledger.account.EventType;
import io.dealledger.account.LedgerEvent;
import io.dealledger.api.store.BenchedLedger;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.axonframework.messaging.MetaData;
import org.axonframework.serialization.ChainingConverter;
import org.axonframework.serialization.Converter;
import org.axonframework.serialization.SerializedObject;
import org.axonframework.serialization.SerializedType;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.SimpleSerializedObject;
import org.axonframework.serialization.SimpleSerializedType;
import org.jspecify.annotations.Nullable;

/** Gives stock Axon the same bytes to store that the ledger stores, so that engines are compared and not JSON libraries. */
final class LedgerSerializer implements Serializer {
    private static final String META = "meta";
    private static final Map<String, Class<?>> CLASSES = classes(LedgerEvent.class);

    private final Converter converter = new ChainingConverter();

    @Override
    public <T> SerializedObject<T> serialize(@Nullable Object object, Class<T> expectedRepresentation) {
        byte[] bytes;
        String type;
        switch (object) {
            case LedgerEvent event -> {
                type = EventJson.typeOf(event);
                bytes = BenchedLedger.bytes(EventJson.write(event));
            }
            case MetaData meta -> {
                type = META;
                var texts = new TreeMap<String, Object>();
                meta.forEach((key, value) -> texts.put(key, value.toString()));
                bytes = BenchedLedger.bytes(texts);
            }
            case null, default -> throw new IllegalArgumentException("no event of the ledger: " + object);
        }
        return new SimpleSerializedObject<>(converter.convert(bytes, expectedRepresentation), expectedRepresentation,
                new SimpleSerializedType(type, null));
    }

    @Override
    public <T> boolean canSerializeTo(Class<T> expectedRepresentation) {
        return converter.canConvert(byte[].class, expectedRepresentation);
    }

    @Override
    @SuppressWarnings("unchecked") // the caller knows what it has stored
    public <S, T> T deserialize(SerializedObject<S> object) {
        byte[] bytes = converter.convert(object.getData(), byte[].class);
        var members = BenchedLedger.members(bytes);
        String type = object.getType().getName();
        return (T) (type.equals(META) ? MetaData.from(members) : EventJson.read(type, members));
    }

    @Override
    public Class<?> classForType(SerializedType type) {
        return type.getName().equals(META) ? MetaData.class : CLASSES.getOrDefault(type.getName(), LedgerEvent.class);
    }

    /** So that Axon need not decode what no handler wants. */
    private static Map<String, Class<?>> classes(Class<?> event) {
        var classes = new HashMap<String, Class<?>>();
        EventType type = event.getAnnotation(EventType.class);
        if (type != null) {
            classes.put(type.value(), event);
        }
        if (event.isSealed()) {
            for (Class<?> permitted : event.getPermittedSubclasses()) {
                classes.putAll(classes(permitted));
            }
        }
        return classes;
    }

    @Override
    public SerializedType typeForClass(@Nullable Class type) {
        return new SimpleSerializedType(type == null ? "none" : type.getName(), null);
    }

    @Override
    public Converter getConverter() {
        return converter;
    }
}
