package io.dealledger.api.audit;

import io.dealledger.tlog.NoteSigner;
import io.dealledger.tlog.SignedNote;
import io.dealledger.tlog.UnverifiedException;
import org.jspecify.annotations.Nullable;

/** The keys of this ledger and what they signed last, for a ledger that is restored. */
public final class SealState {
    private final SealKeys keys;
    private final LastSigned lastSigned;
    private final @Nullable String origin;

    SealState(SealFolder folder, @Nullable String origin) {
        this.keys = SealKeys.ofLog(folder.path());
        this.lastSigned = new LastSigned(folder.path());
        this.origin = origin;
    }

    /** Whether a key that is here signed it: else what is restored goes on as another log. */
    public boolean isSignedByUs(SignedNote note) {
        try {
            return !note.verify(keys.load(origin).stream().map(NoteSigner::key).toList()).isEmpty();
        } catch (UnverifiedException _) {
            return false;
        }
    }

    /** Keeps it as the last one signed where nothing is known of one; what is known is never set back. */
    public void keep(SignedNote note) {
        if (lastSigned.read() == null) {
            var _ = lastSigned.replace(null, note);
        }
    }
}
