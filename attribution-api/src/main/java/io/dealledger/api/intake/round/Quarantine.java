package io.dealledger.api.intake.round;

import io.dealledger.account.FactQuarantined;
import io.dealledger.account.FactReleased;
import io.dealledger.account.StoredFact;
import io.dealledger.api.intake.Delivery;
import io.dealledger.api.person.Veil;
import io.dealledger.api.store.LedgerStore;
import io.dealledger.fact.Statement;
import io.dealledger.json.CanonicalJson;
import io.dealledger.json.Problem;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Keeps whole what cannot be counted in. For one round. */
final class Quarantine {
    private static final String CONFLICT = "conflict";
    private static final int ID_DIGITS = 32;

    private final LedgerStore store;
    private final Veil veil;
    private final Plan plan;
    private final Instant recordedAt;
    private final Set<String> inThisRound = new HashSet<>();

    Quarantine(LedgerStore store, Veil veil, Plan plan, Instant recordedAt) {
        this.store = store;
        this.veil = veil;
        this.plan = plan;
        this.recordedAt = recordedAt;
    }

    static String stream(String quarantineId) {
        return "quarantine/" + quarantineId;
    }

    Planned unread(int item, Delivery delivery, Delivery.Unread unread) {
        return keep(item, delivery, unread.reason(), unread.source(), unread.id(), unread.type(),
                unread.problems().stream().map(Problem::sentence).toList(), null);
    }

    /** A statement that reads well but cannot be counted in. */
    Planned uncountable(int item, Delivery delivery, Statement statement, String reason, List<String> problems) {
        return keep(item, delivery, reason, statement.source(), statement.id(),
                "attribution." + statement.kind() + ".v1", problems, null);
    }

    /** @param stands the content that the ledger holds under the same (source, id), as JSON text */
    Planned conflict(int item, Delivery delivery, Statement statement, String stands) {
        return keep(item, delivery, CONFLICT, statement.source(), statement.id(),
                "attribution." + statement.kind() + ".v1",
                List.of("(source, id) is (" + statement.source() + ", " + statement.id()
                        + ") with other content than the first delivery, which stands: " + stands
                        + "; accepted: the same content, or an id of its own"),
                stands);
    }

    /** Whether a person has let this very delivery in before. */
    boolean wasReleased(Delivery delivery, Statement statement) {
        String id = id(delivery, CONFLICT, statement.source(), statement.id());
        return store.stream(stream(id)).stream().anyMatch(entry -> entry.event() instanceof FactReleased);
    }

    private Planned keep(int item, Delivery delivery, String reason, @Nullable String source, @Nullable String id,
            @Nullable String type, List<String> problems, @Nullable String stands) {
        String quarantineId = id(delivery, reason, source, id);
        String stream = stream(quarantineId);
        if (inThisRound.add(quarantineId) && store.existing(List.of(stream)).isEmpty()) {
            UnaryOperator<String> sealed = sealing(quarantineId, delivery);
            plan.file(stream, new FactQuarantined(quarantineId, reason, source, id, type,
                    problems.stream().map(sealed).toList(),
                    sealed.apply(Base64.getEncoder().encodeToString(delivery.raw())),
                    sealed.apply(sha256(delivery.raw())), delivery.contentType().get(), delivery.via(), recordedAt,
                    stands),
                    false, item);
        }
        return new Planned.Quarantined(source, id, quarantineId, String.join("; ", problems));
    }

    /**
     * What may say something about people is sealed for those that are named; what cannot be read may name anybody, and
     * is sealed for the entry itself, which can be erased like a person.
     */
    private UnaryOperator<String> sealing(String quarantineId, Delivery delivery) {
        return delivery.reading() instanceof Delivery.Read(Statement statement)
                ? words -> veil.words(statement, quarantineId, words)
                : words -> veil.entry(quarantineId, words);
    }

    /** The same delivery for the same reason is one entry, however often it comes. */
    private String id(Delivery delivery, String reason, @Nullable String source, @Nullable String id) {
        String all = reason + "\n" + source + "\n" + id + "\n" + sha256(delivery.raw());
        return veil.fingerprint(all.getBytes(StandardCharsets.UTF_8)).substring(0, ID_DIGITS);
    }

    static String sha256(byte[] raw) {
        return HexFormat.of().formatHex(CanonicalJson.digest(raw));
    }

    /** The content of a stored fact as JSON text, for a person to compare. */
    static String content(StoredFact fact) {
        return CanonicalJson.write(Map.of("kind", fact.kind(), "occurred_at",
                fact.occurredAt().toString(), "data", fact.data()));
    }
}
