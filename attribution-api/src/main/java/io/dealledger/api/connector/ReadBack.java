package io.dealledger.api.connector;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A connector whose vendor signs nothing that we know of: what somebody sent us says nothing by itself. What it is about
 * is asked of the vendor, and the answer is read.
 */
final class ReadBack implements Connector {
    private final Connector connector;

    ReadBack(Connector connector) {
        this.connector = connector;
    }

    @Override
    public String name() {
        return connector.name();
    }

    @Override
    public String source() {
        return connector.source();
    }

    @Override
    public String label(String feed, boolean file) {
        return connector.label(feed, file);
    }

    /** Whatever the sender calls it: the labels of answers are ours to give. */
    @Override
    public String received(String label) {
        return Message.HINT + connector.received(label);
    }

    @Override
    public @Nullable MappingText mapping() {
        return connector.mapping();
    }

    @Override
    public List<Entry> read(Message message) {
        return message.isHint() ? List.of() : connector.read(message);
    }

    @Override
    public boolean answersFirst() {
        return true;
    }
}
