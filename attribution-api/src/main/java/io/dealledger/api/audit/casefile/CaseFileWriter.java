package io.dealledger.api.audit.casefile;

import io.dealledger.account.AttributionDecided;
import io.dealledger.account.FactFiled;
import io.dealledger.account.FactFollowed;
import io.dealledger.account.FactPlaced;
import io.dealledger.account.SharePublished;
import io.dealledger.account.StoredFact;
import io.dealledger.api.audit.SignedCheckpoints;
import io.dealledger.api.audit.SignedCheckpoints.Signed;
import io.dealledger.api.person.Veil;
import io.dealledger.api.store.StoredRecords;
import io.dealledger.attribution.Decision;
import io.dealledger.attribution.Policy;
import io.dealledger.fact.AccountMerged;
import io.dealledger.fact.AccountUnmerged;
import io.dealledger.fact.DisputeOpened;
import io.dealledger.fact.IntakeGapDetected;
import io.dealledger.projections.engine.AsOf;
import io.dealledger.projections.engine.ViewReader;
import io.dealledger.projections.engine.reporting.ReportingTable;
import io.dealledger.projections.feed.FeedView;
import io.dealledger.projections.parity.ParityView;
import io.dealledger.projections.publication.PublicationView;
import io.dealledger.projections.seal.LedgerRecord;
import io.dealledger.projections.seal.SealView;
import io.dealledger.projections.waiting.WaitingView;
import io.dealledger.share.Definition;
import io.dealledger.share.Postings;
import io.dealledger.share.Week;
import io.dealledger.tlog.Checkpoint;
import io.dealledger.tlog.MerkleTree;
import io.dealledger.tlog.NoteKey;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Gathers the evidence on one deal from the running ledger. */
final class CaseFileWriter {
    private static final int MOST_PUBLICATIONS = 1_000;

    private final StoredRecords ledger;
    private final ViewReader views;
    private final SignedCheckpoints checkpoints;
    private final Veil veil;

    CaseFileWriter(StoredRecords ledger, ViewReader views, SignedCheckpoints checkpoints, Veil veil) {
        this.ledger = ledger;
        this.views = views;
        this.checkpoints = checkpoints;
        this.veil = veil;
    }

    /**
     * The archive.
     *
     * @param accountId where the deal is
     * @param signed    up to where the ledger is looked at
     */
    byte[] write(CaseSubject subject, String accountId, Signed signed) {
        Checkpoint head = signed.checkpoint();
        List<CaseRecord> records = cited(subject, gather(accountId, head.size()), signed);
        SequencedMap<String, byte[]> files = CaseFiles.derived(CaseContent.FORMAT, subject, records,
                veil.disclose(records.stream().map(record -> record.sealed().bytes()).toList()), head);
        Signed earlier = before(subject, records, signed);
        files.put(CaseFiles.EVENTS, CaseFiles.events(records));
        files.put(CaseFiles.CHECKPOINT, CaseFiles.note(signed.note()));
        files.put(CaseFiles.EARLIER, CaseFiles.note(earlier.note()));
        files.put(CaseFiles.KEYS, CaseFiles.keys(signers(List.of(signed, earlier))));
        return views.ask(SealView.VIEW, (sql, _) -> {
            var tree = SealView.tree(sql, head.size());
            var proofs = new ByteArrayOutputStream();
            records.forEach(record -> proofs.writeBytes(CaseFiles.proof(record.position(),
                    MerkleTree.inclusion(tree, record.position(), head.size()))));
            files.put(CaseFiles.PROOFS, proofs.toByteArray());
            files.put(CaseFiles.CONSISTENCY, CaseFiles.consistency(earlier.size(), head.size(),
                    MerkleTree.consistency(tree, earlier.size(), head.size())));
            return CaseArchive.write(files);
        });
    }

    /** The streams of the account, of those merged into it, of the policies, and what waited or waits for a person. */
    private List<CaseRecord> gather(String accountId, long size) {
        var records = new TreeMap<Long, CaseRecord>();
        var known = new HashSet<String>();
        var open = new ArrayDeque<>(List.of(CaseRecord.streamOf(accountId), CaseRecord.POLICIES));
        while (!open.isEmpty()) {
            String stream = open.poll();
            if (known.add(stream)) {
                List<CaseRecord> read = read(ledger.stream(stream, size));
                read.forEach(record -> {
                    records.put(record.position(), record);
                    open.addAll(mentioned(record));
                });
                open.addAll(ledger.streamsAt(parked(read)));
            }
        }
        List<Long> quarantined = views.ask(WaitingView.VIEW,
                (sql, _) -> WaitingView.quarantinedOf(sql, statements(records.values()), size));
        for (String stream : ledger.streamsAt(quarantined)) {
            read(ledger.stream(stream, size)).forEach(record -> records.put(record.position(), record));
        }
        return List.copyOf(records.values());
    }

    /** With what else concerns the deal: pay for it, publications of its weeks, and gaps of feeds meanwhile. */
    private List<CaseRecord> cited(CaseSubject subject, List<CaseRecord> records, Signed signed) {
        Decision inForce = CaseContent.inForce(subject, records);
        if (inForce == null) {
            return records;
        }
        var positions = new TreeSet<Long>();
        long last = signed.size() - 1;
        positions.addAll(views.ask(ParityView.VIEW,
                (sql, _) -> ParityView.payPositions(sql, subject.opportunityId(), last)));
        var asOf = new AsOf(last, signed.signedAt());
        List<CaseRecord> facts = CaseContent.facts(subject, records);
        for (FeedView.Said said : views.ask(FeedView.VIEW, (sql, _) -> FeedView.said(sql, asOf))) {
            positions.add(said.position());
        }
        for (String week : weeks(inForce)) {
            views.ask(PublicationView.VIEW,
                    (sql, _) -> PublicationView.page(sql, asOf, week, null, -1, MOST_PUBLICATIONS))
                    .forEach(published -> positions.add(published.position()));
        }
        var all = new TreeMap<Long, CaseRecord>();
        records.forEach(record -> all.put(record.position(), record));
        read(ledger.records(positions)).stream().filter(record -> isCited(record, subject, inForce, facts))
                .forEach(record -> all.putIfAbsent(record.position(), record));
        return List.copyOf(all.values());
    }

    /** In any calendar: the week's name is all that is looked for, and what does not concern the deal is left out again. */
    private static Set<String> weeks(Decision inForce) {
        var weeks = new TreeSet<String>();
        Definition definition = ReportingTable.terms(Policy.STANDARD.reporting().currency(),
                Policy.STANDARD.reporting().zone());
        Postings.of(inForce).forEach(posting -> {
            Week week = definition.weekOf(posting);
            if (week != null) {
                weeks.add(week.label());
            }
        });
        return weeks;
    }

    private static boolean isCited(CaseRecord record, CaseSubject subject, Decision inForce, List<CaseRecord> facts) {
        return switch (record.event()) {
            case SharePublished publication -> CaseStakes.concerns(publication, inForce);
            case FactFiled(_, var fact) -> CaseStakes.isPay(record, subject.opportunityId())
                    || fact.statement().fact() instanceof IntakeGapDetected gap && CaseStakes.touches(gap, facts);
            default -> false;
        };
    }

    private static List<CaseRecord> read(List<LedgerRecord> sealed) {
        return sealed.stream().map(record -> CaseRecord.parse(record.bytes(), "position " + record.position()))
                .toList();
    }

    private static Set<String> mentioned(CaseRecord record) {
        var streams = new HashSet<String>();
        if (record.event() instanceof FactFollowed followed) {
            streams.add(CaseRecord.streamOf(followed.from()));
        }
        StoredFact fact = record.accountId() == null ? null : record.fact();
        switch (fact == null ? null : fact.statement().fact()) {
            case AccountMerged(var from, var into) -> streams.addAll(both(from, into));
            case AccountUnmerged(var from, var into, _, _) -> streams.addAll(both(from, into));
            case null, default -> {
                // names no other account
            }
        }
        return streams;
    }

    private static List<String> both(String from, String into) {
        return List.of(CaseRecord.streamOf(from), CaseRecord.streamOf(into));
    }

    private static List<Long> parked(List<CaseRecord> records) {
        return records.stream().filter(record -> record.event() instanceof FactPlaced).map(CaseRecord::factPosition)
                .toList();
    }

    private static List<WaitingView.Statement> statements(Collection<CaseRecord> records) {
        var statements = new ArrayList<WaitingView.Statement>();
        for (CaseRecord record : records) {
            StoredFact fact = record.fact();
            if (fact != null) {
                statements.add(new WaitingView.Statement(fact.source(), fact.id()));
            }
        }
        return statements;
    }

    /** What was signed when the dispute was opened, else when the deal was first decided on; at least the oldest. */
    private Signed before(CaseSubject subject, List<CaseRecord> records, Signed latest) {
        Instant moment = null;
        for (CaseRecord record : records) {
            if (moment == null && isOrigin(subject, record)) {
                moment = record.recordedAt();
            }
        }
        Signed earlier = moment == null ? null : checkpoints.at(moment);
        Signed oldest = earlier != null ? earlier : checkpoints.oldest();
        return oldest == null || oldest.size() > latest.size() ? latest : oldest;
    }

    private static boolean isOrigin(CaseSubject subject, CaseRecord record) {
        StoredFact fact = record.accountId() == null ? null : record.fact();
        return subject.disputeId() == null
                ? record.event() instanceof AttributionDecided decided
                        && decided.opportunityId().equals(subject.opportunityId())
                : fact != null && fact.statement().fact() instanceof DisputeOpened opened
                        && opened.disputeId().equals(subject.disputeId());
    }

    private List<NoteKey> signers(List<Signed> notes) {
        List<NoteKey> known = checkpoints.keys().stream().map(SignedCheckpoints.SigningKey::key).toList();
        var signers = new ArrayList<NoteKey>();
        for (Signed signed : notes) {
            signed.note().verify(known).stream().filter(key -> !signers.contains(key)).forEach(signers::add);
        }
        return signers;
    }

    /** The deal that a dispute of this account is over; null if none of its facts opens it. */
    @Nullable
    String opportunityOf(String disputeId, String accountId, long size) {
        for (CaseRecord record : read(ledger.stream(CaseRecord.streamOf(accountId), size))) {
            StoredFact fact = record.fact();
            if (fact != null && fact.statement().fact() instanceof DisputeOpened opened
                    && opened.disputeId().equals(disputeId)) {
                return opened.opportunityId();
            }
        }
        return null;
    }
}
