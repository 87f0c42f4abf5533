package io.dealledger.api.store;

import io.dealledger.account.EventJson;
import io.dealledger.account.FactAccepted;
import io.dealledger.account.FactFiled;
import io.dealledger.account.FactParked;
import io.dealledger.account.LedgerEvent;
import io.dealledger.account.SharePublished;
import io.dealledger.account.StoredFact;
import io.dealledger.fact.Anchor;
import io.dealledger.json.CanonicalJson;
import io.dealledger.projections.engine.LedgerEntry;
import io.dealledger.projections.engine.LedgerTail;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What intake and aggregates ask of the ledger beside Axon's own interfaces. */
public interface LedgerStore extends LedgerTail {
    /** A whole stream in order; empty if there is none. */
    List<LedgerEntry> stream(String streamId);

    /** The sequence of a stream's last event; empty if there is no such stream. */
    Optional<Long> lastSequence(String streamId);

    /**
     * Does work that stamps and appends while no other node does such work, so that none is overtaken by another's time.
     * No turn can be taken within one.
     */
    <T> T inTurn(Supplier<T> work);

    /**
     * Does work that loads these aggregates: they are read together beforehand. One that grows meanwhile is refused at its
     * append like any that was loaded too early. One work at a time.
     */
    void loadingTogether(Collection<String> streamIds, Runnable work);

    /** Which of these streams exist. */
    List<String> existing(Collection<String> streamIds);

    /** What is known of these (source, id) pairs; unknown ones are left out. */
    Map<IdempotencyKey, Known> known(Collection<IdempotencyKey> keys);

    /** The accounts that these ids belong to; unknown ones are left out. */
    Map<Anchor, String> accounts(Collection<Anchor> anchors);

    /** @param source as a fact's envelope names it; empty, as no envelope can have it, for what the ledger itself says once */
    record IdempotencyKey(String source, String id) {
        /** A week of a definition is published once. */
        public static IdempotencyKey ofPublication(String definition, String week) {
            return new IdempotencyKey("", "share.published " + definition + " " + week);
        }
    }

    /** The first delivery of a pair: where it went and the hash of its content. */
    record Known(long position, Instant recordedAt, String contentHash) {}

    /**
     * Written in the same transaction as the events of a unit of work; put into its resources under
     * {@link Companions#RESOURCE}.
     *
     * @param keys      of the facts among the events, with the index of the event in the order of publication
     * @param directory which account ids belong to, from now on
     */
    record Companions(List<NewKey> keys, Map<Anchor, String> directory) {
        public static final String RESOURCE = "ledger.companions";
    }

    record NewKey(IdempotencyKey key, String contentHash, int eventIndex) {
        /** The key of what an event says for the first time; null for others: facts placed or followed have theirs. */
        public static @Nullable NewKey of(LedgerEvent event, int index) {
            return switch (event) {
                case FactAccepted accepted -> of(accepted.fact(), index);
                case FactFiled filed -> of(filed.fact(), index);
                case FactParked parked -> of(parked.fact(), index);
                case SharePublished published -> new NewKey(
                        IdempotencyKey.ofPublication(published.definition(), published.week()),
                        HexFormat.of().formatHex(CanonicalJson.digest(
                                CanonicalJson.write(EventJson.write(published)).getBytes(StandardCharsets.UTF_8))),
                        index);
                default -> null;
            };
        }

        private static NewKey of(StoredFact fact, int index) {
            return new NewKey(new IdempotencyKey(fact.source(), fact.id()), fact.statement().contentHash(), index);
        }
    }
}
