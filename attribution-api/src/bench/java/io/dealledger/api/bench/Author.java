package io.dealledger.api.bench;

import io.dealledger.account.FactAccepted;
import io.dealledger.account.LedgerEvent;
import io.dealledger.account.StoredFact;
import io.dealledger.api.store.LedgerMetaData;
import io.dealledger.api.store.LedgerStore.IdempotencyKey;
import io.dealledger.api.store.LedgerStore.NewKey;
import io.dealledger.json.CanonicalJson;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.messaging.MetaData;

/** Writes the events of one client: facts of some hundred accounts, a few of which have most of them. */
final class Author {
    private static final int STREAMS = 300;
    private static final Instant OCCURRED = Instant.parse("2026-03-01T12:00:00Z");

    private final Random random;
    private final String name;
    private final long[] next = new long[STREAMS];
    private long written;

    Author(long seed, String name) {
        this.random = new Random(seed ^ name.hashCode());
        this.name = name;
    }

    Unit write(int events) {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
        var messages = new ArrayList<DomainEventMessage<?>>(events);
        var keys = new ArrayList<NewKey>(events);
        for (int i = 0; i < events; i++) {
            int stream = (int) (STREAMS * Math.pow(random.nextDouble(), 3));
            String id = name + "-" + written++;
            String hash = CanonicalJson.sha256(id);
            var uuid = new UUID(random.nextLong(), random.nextLong());
            messages.add(new GenericDomainEventMessage<>("account", "account/" + name + "-" + stream, next[stream]++,
                    event(id, hash, now), MetaData.with(LedgerMetaData.RECORDED_AT, now), uuid.toString(), now));
            keys.add(new NewKey(new IdempotencyKey("crm", id), hash, i));
        }
        return new Unit(messages, keys);
    }

    /** The same unit at a later recorded_at. */
    static Unit again(Unit unit) {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
        var messages = new ArrayList<DomainEventMessage<?>>(unit.events().size());
        for (DomainEventMessage<?> message : unit.events()) {
            messages.add(message.withMetaData(MetaData.with(LedgerMetaData.RECORDED_AT, now)));
        }
        return new Unit(messages, unit.keys());
    }

    private LedgerEvent event(String id, String hash, Instant now) {
        String opportunity = "006" + Long.toString(random.nextLong(1L << 60), 36);
        return new FactAccepted(name, new StoredFact("crm", id, "opportunity.closed_won", OCCURRED, now, null, hash,
                "http", Map.of("opportunity_id", opportunity, "amount", random.nextInt(900_000) + ".00", "currency",
                        "USD", "owner_id", "AE-" + random.nextInt(40), "stage", "Closed Won")));
    }
}
