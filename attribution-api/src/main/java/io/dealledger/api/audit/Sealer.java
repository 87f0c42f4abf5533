package io.dealledger.api.audit;

import io.dealledger.api.audit.SignedCheckpoints.Signed;
import io.dealledger.projections.engine.ViewReader;
import io.dealledger.projections.seal.SealView;
import io.dealledger.tlog.Checkpoint;
import io.dealledger.tlog.MerkleTree;
import io.dealledger.tlog.NoteKey;
import io.dealledger.tlog.NoteSigner;
import io.dealledger.tlog.SignedNote;
import io.dealledger.tlog.UnverifiedException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Signs the tree when it has grown. Never two trees of one size: what is signed continues what was signed last, by a
 * record that is kept apart from the database.
 */
final class Sealer {
    private final ViewReader views;
    private final SignedCheckpoints checkpoints;
    private final SealKeys keys;
    private final @Nullable String origin;
    private final LastSigned lastSigned;
    private final BooleanSupplier owner;
    private final InstantSource clock;

    /** @param owner whether this node grows the tree now; another one signs where it does not */
    Sealer(ViewReader views, SignedCheckpoints checkpoints, SealKeys keys, @Nullable String origin,
            LastSigned lastSigned, BooleanSupplier owner, InstantSource clock) {
        this.views = views;
        this.checkpoints = checkpoints;
        this.keys = keys;
        this.origin = origin;
        this.lastSigned = lastSigned;
        this.owner = owner;
        this.clock = clock;
    }

    /** Read each time: a rotation is in force without a restart. */
    List<NoteKey> publicKeys() {
        return keys.load(origin).stream().map(NoteSigner::key).toList();
    }

    /**
     * Signs if there is news.
     *
     * @throws SealBrokenException if the tree does not continue what was signed
     */
    void step() {
        if (!owner.getAsBoolean()) {
            return;
        }
        List<NoteSigner> signers = keys.load(origin);
        SignedNote last = lastSigned.read();
        Signed published = checkpoints.latest();
        requireOurs(published, signers);
        if (last == null && published != null) {
            throw new SealBrokenException("the database holds a checkpoint of " + published.size()
                    + " events, but the folder of the keys knows of none: restore last-checkpoint there");
        }
        Checkpoint now = head(signers.getFirst().key().name(), last == null ? null : Checkpoint.parse(last.text()));
        SignedNote next = last;
        if (last == null || Checkpoint.parse(last.text()).size() < now.size()) {
            next = new SignedNote(now.text(),
                    signers.stream().map(signer -> signer.sign(now.text(), Instant.EPOCH)).toList());
            if (!lastSigned.replace(last, next)) {
                return; // another process signs with these keys; it publishes too
            }
        }
        // if the process stops before this, the next step finds it unpublished
        if (published == null || published.size() < now.size()) {
            checkpoints.publish(Objects.requireNonNull(next), clock.instant(),
                    signers.stream().map(NoteSigner::key).toList());
        }
    }

    private static void requireOurs(@Nullable Signed published, List<NoteSigner> signers) {
        if (published != null) {
            try {
                published.note().verify(signers.stream().map(NoteSigner::key).toList());
            } catch (UnverifiedException e) {
                throw new SealBrokenException("the ledger was sealed with other keys: " + e.getMessage());
            }
        }
    }

    /** The tree as it is, once it has been held against what was signed last. */
    private Checkpoint head(String name, @Nullable Checkpoint last) {
        return views.ask(SealView.VIEW, (sql, reflected) -> {
            long size = reflected.position() + 1;
            if (last != null && last.size() > size) {
                throw new SealBrokenException("the ledger holds " + size + " sealed events, but " + last.size()
                        + " were signed: events were lost, or an old backup was restored");
            }
            var tree = SealView.tree(sql, size);
            if (last != null && !MerkleTree.root(tree, last.size()).equals(last.root())) {
                throw new SealBrokenException("the first " + last.size() + " events have the root "
                        + MerkleTree.root(tree, last.size()) + ", but " + last.root()
                        + " was signed: the past was rewritten");
            }
            return new Checkpoint(name, size, MerkleTree.root(tree, size));
        });
    }
}
