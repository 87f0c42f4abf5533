package io.dealledger.api.audit.casefile;

import io.dealledger.tlog.Checkpoint;
import io.dealledger.tlog.Frontier;
import io.dealledger.tlog.Hash;
import io.dealledger.tlog.NoteKey;
import io.dealledger.tlog.SignedNote;
import io.dealledger.tlog.UnreadableProofException;
import io.dealledger.tlog.UnverifiedException;
import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/** Reads a whole ledger through: every event, every stream's sequence, every decision, and the root that was signed. */
final class LedgerVerifier {
    private final Frontier tree = new Frontier();
    private final Redecision redecision = new Redecision();
    private final Map<String, Long> streams = new HashMap<>();
    private Instant recorded = Instant.EPOCH;

    private LedgerVerifier() {}

    /** What was found to be true. */
    record Verdict(Checkpoint head, int decisions, int streams, List<NoteKey> signers) {}

    /**
     * @param trusted  keys that were given by another way; empty: those that the source itself names
     * @param progress told from time to time how many events of how many have been read
     * @throws FaultFoundException at the first fault
     */
    static Verdict verify(LedgerSource source, List<NoteKey> trusted, BiConsumer<Long, Long> progress)
            throws IOException {
        try {
            SignedNote note = source.checkpoint();
            List<NoteKey> signers = Signers.of(note, trusted.isEmpty() ? source.keys() : trusted);
            Checkpoint head = Checkpoint.parse(note.text());
            var verifier = new LedgerVerifier();
            if (head.size() > 0) {
                source.forEach(0, line -> verifier.next(line, head, progress));
            }
            return verifier.verdict(head, signers);
        } catch (UnreadableProofException | UnverifiedException e) {
            throw new FaultFoundException(String.valueOf(e.getMessage()));
        }
    }

    private boolean next(byte[] line, Checkpoint head, BiConsumer<Long, Long> progress) {
        long position = tree.size();
        CaseRecord record = CaseRecord.parse(line, "the event at position " + position);
        if (record.position() != position) {
            throw new FaultFoundException(
                    "the event at position " + position + " calls itself " + record.position());
        }
        if (record.recordedAt().isBefore(recorded)) {
            throw new FaultFoundException("the event at position " + position + " was recorded at "
                    + record.recordedAt() + ", before the one in front of it");
        }
        long expected = streams.getOrDefault(record.stream(), 0L);
        if (record.sequence() != expected) {
            throw new FaultFoundException("the event at position " + position + " is number " + record.sequence()
                    + " of " + record.stream() + ", but " + expected + " must follow");
        }
        streams.put(record.stream(), expected + 1);
        redecision.next(record);
        tree.append(Hash.ofLeaf(record.sealed().entry()));
        recorded = record.recordedAt();
        if (tree.size() % 1_000 == 0) {
            progress.accept(tree.size(), head.size());
        }
        return tree.size() < head.size();
    }

    private Verdict verdict(Checkpoint head, List<NoteKey> signers) {
        if (tree.size() != head.size()) {
            throw new FaultFoundException(
                    "there are " + tree.size() + " events, but " + head.size() + " were signed");
        }
        if (!tree.root().equals(head.root())) {
            throw new FaultFoundException("the " + head.size() + " events have the root " + tree.root() + ", but "
                    + head.root() + " was signed");
        }
        return new Verdict(head, redecision.decisions(), streams.size(), signers);
    }
}
