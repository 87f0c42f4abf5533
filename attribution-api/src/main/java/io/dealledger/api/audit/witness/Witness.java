package io.dealledger.api.audit.witness;

import io.dealledger.tlog.AddCheckpoint;
import io.dealledger.tlog.Checkpoint;
import io.dealledger.tlog.MerkleTree;
import io.dealledger.tlog.NoteKey;
import io.dealledger.tlog.NoteSigner;
import io.dealledger.tlog.UnreadableProofException;
import io.dealledger.tlog.UnverifiedException;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Cosigns a log's checkpoint if it continues the one cosigned before (C2SP tlog-witness, add-checkpoint). A log that shows
 * one past to one reader and another past to another finds no witness for the second.
 */
final class Witness {
    private final JdbcTemplate jdbc;
    private final NoteSigner signer;
    private final List<NoteKey> logs;
    private final InstantSource clock;

    /** @param logs keys of the logs that it watches; a log goes by the name of its keys */
    Witness(JdbcTemplate jdbc, NoteSigner signer, List<NoteKey> logs, InstantSource clock) {
        this.jdbc = jdbc;
        this.signer = signer;
        this.logs = List.copyOf(logs);
        this.clock = clock;
    }

    /** What a log is told. */
    sealed interface Answer {
        /** @param line the cosignature, with its newline */
        record Cosigned(String line) implements Answer {}

        /** @param size of the checkpoint cosigned last: the proof must begin there */
        record Elsewhere(long size) implements Answer {}

        /** @param status of HTTP */
        record Refused(int status, String why) implements Answer {}
    }

    NoteKey key() {
        return signer.key();
    }

    Answer add(String body) {
        AddCheckpoint request;
        Checkpoint next;
        try {
            request = AddCheckpoint.parse(body);
            next = Checkpoint.parse(request.checkpoint().text());
        } catch (UnreadableProofException e) {
            return new Answer.Refused(400, String.valueOf(e.getMessage()));
        }
        List<NoteKey> keys = logs.stream().filter(key -> key.name().equals(next.origin())).toList();
        if (keys.isEmpty()) {
            return new Answer.Refused(404, "the log " + next.origin() + " is not watched here");
        }
        try {
            request.checkpoint().verify(keys);
        } catch (UnverifiedException e) {
            return new Answer.Refused(403, String.valueOf(e.getMessage()));
        }
        return judge(request, next);
    }

    private Answer judge(AddCheckpoint request, Checkpoint next) {
        if (request.oldSize() > next.size()) {
            return new Answer.Refused(400, "the old size " + request.oldSize() + " is more than the checkpoint's "
                    + next.size());
        }
        Checkpoint last = last(next.origin());
        long known = last == null ? 0 : last.size();
        if (request.oldSize() != known || (last != null && known == next.size() && !last.root().equals(next.root()))) {
            return new Answer.Elsewhere(known);
        }
        boolean proven = last == null || known == 0
                ? request.proof().isEmpty()
                : MerkleTree.continues(last.root(), known, next.root(), next.size(), request.proof());
        if (!proven) {
            return new Answer.Refused(422, "the tree of " + next.size() + " does not continue that of " + known);
        }
        if (!remember(next, last)) {
            return new Answer.Elsewhere(knownNow(next.origin()));
        }
        return new Answer.Cosigned(signer.sign(request.checkpoint().text(), clock.instant()).line());
    }

    private @Nullable Checkpoint last(String origin) {
        return jdbc.query("SELECT checkpoint FROM seal.witnessed WHERE origin = ?",
                (row, _) -> Checkpoint.parse(row.getString(1)), origin).stream().findFirst().orElse(null);
    }

    private long knownNow(String origin) {
        Checkpoint last = last(origin);
        return last == null ? 0 : last.size();
    }

    /** Durable before the cosignature leaves. @return false if another request came in between */
    private boolean remember(Checkpoint next, @Nullable Checkpoint last) {
        return last == null
                ? jdbc.update("INSERT INTO seal.witnessed VALUES (?, ?) ON CONFLICT DO NOTHING", next.origin(),
                        next.text()) == 1
                : jdbc.update("UPDATE seal.witnessed SET checkpoint = ? WHERE origin = ? AND checkpoint = ?",
                        next.text(), next.origin(), last.text()) == 1;
    }
}
