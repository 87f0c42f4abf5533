package io.dealledger.api.command;

import org.axonframework.serialization.Converter;
import org.axonframework.serialization.SerializationException;
import org.axonframework.serialization.SerializedObject;
import org.axonframework.serialization.SerializedType;
import org.axonframework.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * Nothing passes through Axon's serializers: the event store writes events itself, by their sealed types. Stands where Axon
 * would otherwise put XStream, which makes any class from a text.
 */
final class RefusingSerializer implements Serializer {
    @Override
    public <T> SerializedObject<T> serialize(@Nullable Object object, Class<T> expectedRepresentation) {
        throw refusal();
    }

    @Override
    public <T> boolean canSerializeTo(Class<T> expectedRepresentation) {
        return false;
    }

    @Override
    public <S, T> T deserialize(SerializedObject<S> serializedObject) {
        throw refusal();
    }

    @Override
    public Class<?> classForType(SerializedType type) {
        throw refusal();
    }

    @Override
    public SerializedType typeForClass(@Nullable Class type) {
        throw refusal();
    }

    @Override
    public Converter getConverter() {
        throw refusal();
    }

    private static SerializationException refusal() {
        return new SerializationException("the ledger serialises nothing through Axon");
    }
}
