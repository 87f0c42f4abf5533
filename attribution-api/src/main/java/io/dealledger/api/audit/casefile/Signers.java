package io.dealledger.api.audit.casefile;

import io.dealledger.tlog.Checkpoint;
import io.dealledger.tlog.NoteKey;
import io.dealledger.tlog.NoteKey.Algorithm;
import io.dealledger.tlog.SignedNote;
import java.util.Collection;
import java.util.List;

/** Who signed a checkpoint. */
final class Signers {
    private Signers() {}

    /** @throws FaultFoundException if it is not signed by the log itself: witnesses alone do not speak for it */
    static List<NoteKey> of(SignedNote note, Collection<NoteKey> keys) {
        List<NoteKey> signers = note.verify(keys);
        String origin = Checkpoint.parse(note.text()).origin();
        if (signers.stream().noneMatch(key -> key.algorithm() == Algorithm.ED25519 && key.name().equals(origin))) {
            throw new FaultFoundException("the checkpoint of " + origin + " is not signed by its log, only by "
                    + signers.stream().map(NoteKey::vkey).toList());
        }
        return signers;
    }
}
