package io.dealledger.api.connector;

import io.dealledger.api.connector.transport.VendorApi;
import io.dealledger.api.connector.transport.VendorRefusedException;
import io.dealledger.api.connector.transport.VendorUnavailableException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks the vendor what its messages leave out. Answers are messages too: stored whole, and read with those. */
final class Enquiry {
    private static final Logger LOG = LoggerFactory.getLogger(Enquiry.class);
    /** Answers may raise questions of their own, such as who a deal's company is, or what is on the next page. */
    private static final int ROUNDS = 1_000;
    private static final int GONE = 404;

    private final ConnectorStore store;
    private final InstantSource clock;

    Enquiry(ConnectorStore store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
    }

    /**
     * The messages and the answers to what they ask.
     *
     * @throws VendorUnavailableException if the vendor does not answer now; the messages wait
     */
    List<ConnectorStore.Stored> complete(Connectors.Door door, List<ConnectorStore.Stored> messages) {
        Lookup lookup = door.lookup();
        VendorApi api = door.api();
        if (lookup == null || api == null) {
            return messages;
        }
        var all = new ArrayList<>(messages);
        var asked = new HashSet<Lookup.Question>();
        String name = door.connector().name();
        var known = new KnownStates(store, name, List.of());
        List<ConnectorStore.Stored> news = messages;
        for (int i = 0; i < ROUNDS && !news.isEmpty(); i++) {
            List<Lookup.Question> questions = lookup.questions(news.stream().map(ConnectorStore.Stored::message)
                    .toList(), known::of).stream().filter(asked::add).toList();
            news = questions.stream().map(question -> answered(name, api, lookup, question)).filter(Objects::nonNull)
                    .toList();
            all.addAll(news);
        }
        return all;
    }

    /** Null where there is no such record, or none yet, and that says nothing: what the message itself says stands. */
    private ConnectorStore.@Nullable Stored answered(String connector, VendorApi api, Lookup lookup,
            Lookup.Question question) {
        try {
            return stored(connector, question.label(), question.json() == null
                    ? api.get(question.path()).body()
                    : api.post(question.path(), question.json()).body());
        } catch (VendorRefusedException e) {
            if (e.status() != GONE) {
                throw new VendorUnavailableException(String.valueOf(e.getMessage()));
            }
            LOG.info("{}; the message is read without it", e.getMessage());
            String gone = lookup.gone(question);
            return gone == null ? null : stored(connector, gone, e.body());
        }
    }

    private ConnectorStore.Stored stored(String connector, String label, byte[] answer) {
        return store.store(connector, new Message("api", label, answer,
                clock.instant().truncatedTo(ChronoUnit.MICROS)), false, Map.of());
    }
}
