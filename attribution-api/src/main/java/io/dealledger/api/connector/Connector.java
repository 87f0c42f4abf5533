package io.dealledger.api.connector;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** One system as configured: reads its messages. Pure; what is known of records is handed in by the caller. */
public interface Connector {
    /** As it stands in the address and in the settings. */
    String name();

    /** What its statements name as their source, e.g. {@code partnerstack:acme}. */
    String source();

    /** How a message to this feed is labelled, unless the sender says so. */
    String label(String feed, boolean file);

    /** How a message is labelled that somebody sent us under this label. */
    default String received(String label) {
        return label;
    }

    /** The document by which records are read; null where the program itself reads them. */
    default @Nullable MappingText mapping() {
        return null;
    }

    /** One entry per record and stream, in the order of the message; a message that cannot be read is one entry. */
    List<Entry> read(Message message);

    /** Messages that came close together, read as one where the vendor tells one thing in several of them. */
    default List<Entry> read(List<Message> messages) {
        return messages.stream().flatMap(message -> read(message).stream()).toList();
    }

    /** Whether the sender is answered as soon as the message is stored, because it does not wait for more. */
    default boolean answersFirst() {
        return false;
    }

    /**
     * What the sender of a message waits for, where that is no JSON: XML. Null where it is.
     *
     * @param stored whether the message and all that it says is durable
     */
    default byte @Nullable [] acknowledgement(byte[] message, boolean stored) {
        return null;
    }
}
