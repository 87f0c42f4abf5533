package io.dealledger.api.audit.casefile;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.dealledger.account.FactFollowed;
import io.dealledger.account.StoredFact;
import io.dealledger.api.audit.KeptTables;
import io.dealledger.api.audit.KeptTables.Kept;
import io.dealledger.api.audit.SealState;
import io.dealledger.api.json.JsonTree;
import io.dealledger.api.store.LedgerRestore;
import io.dealledger.api.store.LedgerRestore.Restored;
import io.dealledger.api.store.LedgerStore;
import io.dealledger.fact.AccountFact;
import io.dealledger.fact.AccountMerged;
import io.dealledger.fact.Anchor;
import io.dealledger.json.CanonicalJson;
import io.dealledger.tlog.Checkpoint;
import io.dealledger.tlog.NoteKey;
import io.dealledger.tlog.SignedNote;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Makes a ledger again of an export. One that was stopped goes on where it stopped. */
public final class Restoration {
    private static final int BATCH = 1_000;

    private final LedgerStore ledger;
    private final LedgerRestore restore;
    private final KeptTables tables;
    private final SealState seal;

    public Restoration(LedgerStore ledger, LedgerRestore restore, KeptTables tables, SealState seal) {
        this.ledger = ledger;
        this.restore = restore;
        this.tables = tables;
        this.seal = seal;
    }

    /**
     * What was restored.
     *
     * @param continued whether the keys of this ledger signed the export, so that it goes on as the same log
     */
    public record Outcome(long events, String root, boolean continued) {}

    /**
     * @param trusted  keys that were given by another way; empty: those in the export
     * @param progress told how many events of how many are there
     * @throws FaultFoundException if the export is not what was signed, or this ledger holds something else
     */
    public Outcome restore(Path folder, List<NoteKey> trusted, BiConsumer<Long, Long> progress)
            throws IOException, SQLException {
        var export = new LedgerSource.Export(folder);
        Checkpoint head = LedgerVerifier.verify(export, trusted, List.of(), (_, _) -> {}).head();
        requireBeginning(export);
        long from = ledger.head() + 1;
        if (from < head.size()) {
            append(export, from, head.size(), progress);
        }
        restore.finish(directory(folder, export, head.size()));
        SignedNote note = export.checkpoint();
        boolean continued = seal.isSignedByUs(note);
        for (Kept kept : Kept.values()) {
            boolean ofTheSeal = kept == Kept.CHECKPOINTS || kept == Kept.SIGNING_KEYS;
            if (kept != Kept.DIRECTORY && (continued || !ofTheSeal)) {
                put(folder, kept);
            }
        }
        if (continued) {
            seal.keep(note);
        }
        return new Outcome(head.size(), head.root().toString(), continued);
    }

    /** What is here already must be the beginning of the export. */
    private void requireBeginning(LedgerSource.Export export) throws IOException {
        long[] next = {0};
        long here = ledger.head() + 1;
        if (here == 0) {
            return;
        }
        export.forEach(0, line -> {
            if (next[0] == here - 1) {
                CaseRecord record = CaseRecord.parse(line, "the event at position " + next[0]);
                var stored = ledger.read(here - 2, 1).getFirst();
                if (!stored.recordedAt().equals(record.recordedAt()) || !stored.event().equals(record.event())
                        || stored.sequence() != record.sequence()) {
                    throw new FaultFoundException("this ledger holds " + here + " events that are not the first ones "
                            + "of the export; accepted: an empty one, or one that the same export was being put into");
                }
            }
            return ++next[0] < here;
        });
        if (next[0] < here) {
            throw new FaultFoundException("this ledger holds " + here + " events, more than the export's " + next[0]);
        }
    }

    private void append(LedgerSource.Export export, long from, long size, BiConsumer<Long, Long> progress)
            throws IOException {
        var batch = new ArrayList<Restored>();
        var stored = new long[]{from};
        export.forEach(from, line -> {
            batch.add(restored(line, stored[0] + batch.size()));
            boolean more = stored[0] + batch.size() < size;
            if (batch.size() == BATCH || !more) {
                store(batch);
                stored[0] += batch.size();
                batch.clear();
                progress.accept(stored[0], size);
            }
            return more;
        });
    }

    private void store(List<Restored> batch) throws IOException {
        try {
            restore.append(batch);
        } catch (SQLException e) {
            throw new IOException("the database refused events from position " + batch.getFirst().position() + ": "
                    + e.getMessage(), e);
        }
    }

    private static Restored restored(byte[] line, long position) {
        CaseRecord record = CaseRecord.parse(line, "the event at position " + position);
        Map<String, @Nullable Object> members = JsonTree.parseObject(line);
        return new Restored(record.position(), record.recordedAt(), record.stream(), record.sequence(),
                UUID.fromString(String.valueOf(members.get("event_id"))), record.sealed().type(),
                HexFormat.of().parseHex(String.valueOf(members.get("salt"))), json(members.get("payload")),
                json(members.get("meta")), record.event());
    }

    private static byte[] json(@Nullable Object value) {
        return CanonicalJson.write(value).getBytes(UTF_8);
    }

    /** What the export says of it, and what the events say that came while the export was made. */
    private static Map<Anchor, String> directory(Path folder, LedgerSource.Export export, long size)
            throws IOException {
        Map<Anchor, String> directory = directory(folder);
        long readAt = rows(folder, Kept.DIRECTORY, _ -> {});
        export.forEach(readAt + 1, line -> {
            CaseRecord record = CaseRecord.parse(line, "an event");
            learn(directory, record);
            return record.position() + 1 < size;
        });
        return directory;
    }

    private static void learn(Map<Anchor, String> directory, CaseRecord record) {
        String account = record.accountId();
        StoredFact fact = account == null ? null : record.fact();
        if (fact != null && account != null && fact.statement().fact() instanceof AccountFact said) {
            Anchor defined = Anchor.definedBy(said);
            if (defined != null) {
                directory.put(defined, account);
            }
            if (said instanceof AccountMerged(var from, _) && !(record.event() instanceof FactFollowed)
                    && !from.equals(account)) {
                directory.put(Anchor.account(from), account);
            }
        }
    }

    private static Map<Anchor, String> directory(Path folder) throws IOException {
        var directory = new HashMap<Anchor, String>();
        var _ = rows(folder, Kept.DIRECTORY, row -> {
            Map<String, @Nullable Object> members = JsonTree.parseObject(row.getBytes(UTF_8));
            directory.put(new Anchor(Anchor.Type.valueOf(String.valueOf(members.get("anchor_type"))),
                    String.valueOf(members.get("anchor_id"))), String.valueOf(members.get("account_id")));
        });
        return directory;
    }

    private void put(Path folder, Kept kept) throws IOException {
        var rows = new ArrayList<String>();
        var _ = rows(folder, kept, row -> {
            rows.add(row);
            if (rows.size() == BATCH) {
                tables.put(kept, rows);
                rows.clear();
            }
        });
        tables.put(kept, rows);
    }

    /** @return the position of the last event when the rows were read; -1 where there are none */
    static long rows(Path folder, Kept kept, Consumer<String> row) throws IOException {
        Path file = folder.resolve(kept.file());
        if (!Files.exists(file)) {
            return -1;
        }
        try (BufferedReader lines = Files.newBufferedReader(file)) {
            String first = lines.readLine();
            Map<String, @Nullable Object> members = first == null
                    ? Map.of()
                    : JsonTree.parseObject(first.getBytes(UTF_8));
            String line = lines.readLine();
            while (line != null && !"{}".equals(line)) {
                row.accept(line);
                line = lines.readLine();
            }
            if (line == null) {
                throw new FaultFoundException(file + " is cut off");
            }
            return Long.parseLong(String.valueOf(members.get("position")));
        }
    }
}
