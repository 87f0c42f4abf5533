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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** Reads a whole ledger through: every event, every stream's sequence, every decision, and the root that was signed. */
final class LedgerVerifier {
    private static final int AT_ONCE = 4_096;

    private final Frontier tree = new Frontier();
    private final Redecision redecision = new Redecision();
    private final Map<String, Long> streams = new HashMap<>();
    private final Map<Long, Hash> seen = new HashMap<>();
    private final List<byte[]> waiting = new ArrayList<>();
    private final Checkpoint head;
    private final BiConsumer<Long, Long> progress;
    private final Consumer<CaseRecord> also;
    private Instant recorded = Instant.EPOCH;

    private LedgerVerifier(Checkpoint head, BiConsumer<Long, Long> progress, Consumer<CaseRecord> also) {
        this.also = also;
        this.head = head;
        this.progress = progress;
    }

    /** What was found to be true. */
    record Verdict(Checkpoint head, int decisions, int streams, List<NoteKey> signers) {}

    /**
     * @param seen     checkpoints that somebody holds: the ledger must continue each
     * @param trusted  keys that were given by another way; empty: those that the source itself names
     * @param progress told from time to time how many events of how many have been read
     * @throws FaultFoundException at the first fault
     */
    static Verdict verify(LedgerSource source, List<NoteKey> trusted, List<SignedNote> seen,
            BiConsumer<Long, Long> progress) throws IOException {
        return verify(source, trusted, seen, progress, _ -> {});
    }

    /** @param also takes each event once it was found to follow from those before it; the root is held against them last */
    static Verdict verify(LedgerSource source, List<NoteKey> trusted, List<SignedNote> seen,
            BiConsumer<Long, Long> progress, Consumer<CaseRecord> also) throws IOException {
        try {
            SignedNote note = source.checkpoint();
            List<NoteKey> keys = trusted.isEmpty() ? source.keys() : trusted;
            List<NoteKey> signers = Signers.of(note, keys);
            Checkpoint head = Checkpoint.parse(note.text());
            var verifier = new LedgerVerifier(head, progress, also);
            for (SignedNote each : seen) {
                verifier.mustContinue(each, keys);
            }
            List<NoteKey> inside = source.keys();
            List<SignedNote> history = source.history();
            history.parallelStream().forEach(each -> Signers.of(each, inside));
            history.stream().map(each -> Checkpoint.parse(each.text())).filter(each -> each.size() <= head.size())
                    .forEach(verifier::mustHold);
            if (head.size() > 0) {
                source.forEach(0, verifier::take);
                verifier.judgeWaiting();
            }
            return verifier.verdict(signers);
        } catch (UnreadableProofException | UnverifiedException e) {
            throw new FaultFoundException(String.valueOf(e.getMessage()));
        }
    }

    private void mustContinue(SignedNote note, List<NoteKey> keys) {
        var _ = Signers.of(note, keys);
        Checkpoint checkpoint = Checkpoint.parse(note.text());
        if (!checkpoint.origin().equals(head.origin())) {
            throw new FaultFoundException("the checkpoint that was seen is of " + checkpoint.origin() + ", this is "
                    + head.origin());
        }
        if (checkpoint.size() > head.size()) {
            throw new FaultFoundException("a checkpoint over " + checkpoint.size() + " events was seen, but there are "
                    + head.size() + ": events were lost, or an old backup was restored");
        }
        mustHold(checkpoint);
    }

    private void mustHold(Checkpoint checkpoint) {
        Hash root = checkpoint.size() == 0 ? Hash.EMPTY_TREE : seen.getOrDefault(checkpoint.size(), checkpoint.root());
        if (!root.equals(checkpoint.root())) {
            throw new FaultFoundException(
                    "two roots were signed for " + checkpoint.size() + " events: " + root + " and "
                            + checkpoint.root());
        }
        seen.put(checkpoint.size(), root);
    }

    private boolean take(byte[] line) {
        waiting.add(line);
        if (waiting.size() == AT_ONCE) {
            judgeWaiting();
        }
        return tree.size() + waiting.size() < head.size();
    }

    /** Reading and hashing an event needs no other one, and is most of the work: all processors share it. */
    private void judgeWaiting() {
        long first = tree.size();
        List<Hashed> hashed = IntStream.range(0, waiting.size()).parallel()
                .mapToObj(i -> Hashed.of(waiting.get(i), first + i)).toList();
        waiting.clear();
        hashed.forEach(this::next);
        progress.accept(tree.size(), head.size());
    }

    private record Hashed(CaseRecord record, Hash leaf) {
        static Hashed of(byte[] line, long position) {
            CaseRecord record = CaseRecord.parse(line, "the event at position " + position);
            return new Hashed(record, Hash.ofLeaf(record.sealed().entry()));
        }
    }

    private void next(Hashed hashed) {
        CaseRecord record = hashed.record();
        long position = tree.size();
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
        follow(record);
        tree.append(hashed.leaf());
        recorded = record.recordedAt();
        Hash was = seen.get(tree.size());
        if (was != null && !was.equals(tree.root())) {
            throw new FaultFoundException("the first " + tree.size() + " events have the root " + tree.root() + ", but "
                    + was + " was seen: the past was rewritten");
        }
    }

    /** The root is known last only: until then an event may say anything, and the rules may fail on it in any way. */
    private void follow(CaseRecord record) {
        try {
            redecision.next(record);
            also.accept(record);
        } catch (FaultFoundException e) {
            throw e;
        } catch (RuntimeException e) {
            throw new FaultFoundException("the event at position " + record.position() + " cannot be counted in: "
                    + String.valueOf(e.getMessage()).lines().findFirst().orElse(e.toString()));
        }
    }

    private Verdict verdict(List<NoteKey> signers) {
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
