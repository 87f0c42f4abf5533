package io.dealledger.api.audit.casefile;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.dealledger.api.json.JsonTree;
import io.dealledger.api.json.UnreadableJsonException;
import io.dealledger.api.person.Disclosure;
import io.dealledger.tlog.Checkpoint;
import io.dealledger.tlog.Hash;
import io.dealledger.tlog.MerkleTree;
import io.dealledger.tlog.NoteKey;
import io.dealledger.tlog.SignedNote;
import io.dealledger.tlog.UnreadableProofException;
import io.dealledger.tlog.UnverifiedException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Checks a case file by itself: signatures, proofs, completeness of the streams, every decision, every derived file. */
final class CaseVerifier {
    private static final Set<String> FILES = Set.of(CaseFiles.EVENTS, CaseFiles.PROOFS, CaseFiles.CHECKPOINT,
            CaseFiles.EARLIER, CaseFiles.CONSISTENCY, CaseFiles.KEYS, CaseFiles.SUBJECT, CaseFiles.CASE,
            CaseFiles.PAGE, CaseFiles.README);

    private final SequencedMap<String, byte[]> files;
    private final List<NoteKey> trusted;

    private CaseVerifier(SequencedMap<String, byte[]> files, List<NoteKey> trusted) {
        this.files = files;
        this.trusted = trusted;
    }

    /** What was found to be true. */
    record Verdict(CaseSubject subject, int events, int decisions, Checkpoint head, List<NoteKey> signers) {}

    /**
     * @param trusted keys that were given by another way; empty: those in the file, which then prove nothing about who
     *                signed
     * @throws FaultFoundException at the first fault
     */
    static Verdict verify(SequencedMap<String, byte[]> files, List<NoteKey> trusted) {
        try {
            return new CaseVerifier(files, trusted).verify();
        } catch (UnreadableProofException | UnverifiedException | UndecidedException e) {
            throw new FaultFoundException(String.valueOf(e.getMessage()));
        }
    }

    private Verdict verify() {
        var missing = new TreeSet<>(FILES);
        missing.removeAll(files.keySet());
        var more = new TreeSet<>(files.keySet());
        more.removeAll(FILES);
        more.remove(CaseFiles.PEOPLE);
        if (!missing.isEmpty() || !more.isEmpty()) {
            throw new FaultFoundException("the case file lacks " + missing + " and has " + more + " beside its own");
        }
        List<NoteKey> keys = keys();
        SignedNote note = note(CaseFiles.CHECKPOINT);
        List<NoteKey> signers = signers(note, keys, CaseFiles.CHECKPOINT);
        Checkpoint head = Checkpoint.parse(note.text());
        List<CaseRecord> records = records(head);
        prove(records, head);
        completeStreams(records);
        earlier(head, keys);
        var redecision = new Redecision();
        records.forEach(redecision::next);
        CaseSubject subject = subject();
        CaseFiles.derived(format(), subject, records, people(records), head).forEach(this::same);
        return new Verdict(subject, records.size(), redecision.decisions(), head, signers);
    }

    private byte[] file(String name) {
        return files.getOrDefault(name, new byte[0]);
    }

    private List<NoteKey> keys() {
        List<NoteKey> inside = new String(file(CaseFiles.KEYS), UTF_8).lines().map(NoteKey::parse).toList();
        if (inside.isEmpty() || !Arrays.equals(CaseFiles.keys(inside), file(CaseFiles.KEYS))) {
            throw new FaultFoundException(CaseFiles.KEYS + " is not a list of public keys, one a line");
        }
        return inside;
    }

    private SignedNote note(String name) {
        SignedNote note = SignedNote.parse(file(name));
        if (!Arrays.equals(CaseFiles.note(note), file(name))) {
            throw new FaultFoundException(name + " has more than one spelling");
        }
        return note;
    }

    /** Every signature must be by a key that the file names, and one by a key that is trusted. */
    private List<NoteKey> signers(SignedNote note, List<NoteKey> inside, String name) {
        List<NoteKey> signers = Signers.of(note, inside);
        if (signers.size() != note.signatures().size()) {
            throw new FaultFoundException(name + " has a signature by a key that is not in " + CaseFiles.KEYS);
        }
        return trusted.isEmpty() ? signers : Signers.of(note, trusted);
    }

    private List<CaseRecord> records(Checkpoint head) {
        var records = new ArrayList<CaseRecord>();
        long after = -1;
        for (byte[] line : lines(CaseFiles.EVENTS)) {
            CaseRecord record = CaseRecord.parse(line, CaseFiles.EVENTS + " line " + (records.size() + 1));
            if (record.position() <= after || record.position() >= head.size()) {
                throw new FaultFoundException("the event at position " + record.position() + " stands behind that at "
                        + after + " in a ledger of " + head.size());
            }
            after = record.position();
            records.add(record);
        }
        return records;
    }

    private void prove(List<CaseRecord> records, Checkpoint head) {
        List<byte[]> proofs = lines(CaseFiles.PROOFS);
        if (proofs.size() != records.size()) {
            throw new FaultFoundException(
                    "there are " + records.size() + " events and proofs of " + proofs.size());
        }
        for (int i = 0; i < proofs.size(); i++) {
            CaseRecord record = records.get(i);
            List<Hash> path = hashes(json(proofs.get(i), CaseFiles.PROOFS), "path", CaseFiles.PROOFS);
            byte[] again = CaseFiles.proof(record.position(), path);
            if (!Arrays.equals(Arrays.copyOf(again, again.length - 1), proofs.get(i))) {
                throw new FaultFoundException(CaseFiles.PROOFS + " line " + (i + 1) + " is not the proof of position "
                        + record.position());
            }
            if (!MerkleTree.includes(head.root(), head.size(), Hash.ofLeaf(record.sealed().entry()),
                    record.position(), path)) {
                throw new FaultFoundException("the event at position " + record.position()
                        + " is not the one under the signed checkpoint, or its proof was changed");
            }
        }
    }

    /** A stream has no holes and begins at its beginning: nothing that was said about the account was left out. */
    private static void completeStreams(List<CaseRecord> records) {
        var next = new HashMap<String, Long>();
        for (CaseRecord record : records) {
            long expected = next.getOrDefault(record.stream(), 0L);
            if (record.isOfWholeStream() ? record.sequence() != expected : record.sequence() < expected) {
                throw new FaultFoundException("the stream " + record.stream() + " lacks its event " + expected
                        + ": one of sequence " + record.sequence() + " follows at position " + record.position());
            }
            next.put(record.stream(), record.sequence() + 1);
        }
    }

    private void earlier(Checkpoint head, List<NoteKey> keys) {
        SignedNote note = note(CaseFiles.EARLIER);
        var _ = signers(note, keys, CaseFiles.EARLIER);
        Checkpoint before = Checkpoint.parse(note.text());
        byte[] line = file(CaseFiles.CONSISTENCY);
        List<Hash> proof = hashes(json(line, CaseFiles.CONSISTENCY), "proof", CaseFiles.CONSISTENCY);
        if (!Arrays.equals(CaseFiles.consistency(before.size(), head.size(), proof), line)) {
            throw new FaultFoundException(CaseFiles.CONSISTENCY + " is not about the two checkpoints");
        }
        if (!before.origin().equals(head.origin())
                || !MerkleTree.continues(before.root(), before.size(), head.root(), head.size(), proof)) {
            throw new FaultFoundException("the ledger of " + head.size() + " events does not continue that of "
                    + before.size() + ": the past was rewritten between the two checkpoints");
        }
    }

    private CaseSubject subject() {
        Map<String, @Nullable Object> members = json(file(CaseFiles.SUBJECT), CaseFiles.SUBJECT);
        if (!(members.get("opportunity_id") instanceof String opportunity)) {
            throw new FaultFoundException(CaseFiles.SUBJECT + " names no opportunity");
        }
        return new CaseSubject(opportunity, members.get("dispute_id") instanceof String dispute ? dispute : null);
    }

    private String format() {
        Object format = json(file(CaseFiles.CASE), CaseFiles.CASE).get("format");
        if (!CaseContent.FORMAT.equals(format) && !CaseContent.FIRST_FORMAT.equals(format)) {
            throw new FaultFoundException(CaseFiles.CASE + " is of the format " + format + "; this program knows "
                    + CaseContent.FIRST_FORMAT + " and " + CaseContent.FORMAT);
        }
        return String.valueOf(format);
    }

    private Disclosure people(List<CaseRecord> records) {
        if (!files.containsKey(CaseFiles.PEOPLE)) {
            return Disclosure.ofNobody();
        }
        try {
            Disclosure people = Disclosure.parse(json(file(CaseFiles.PEOPLE), CaseFiles.PEOPLE));
            Set<String> strangers = people.strangersTo(records.stream().map(each -> each.sealed().bytes()).toList());
            if (people.members().isEmpty() || !strangers.isEmpty()) {
                throw new FaultFoundException(CaseFiles.PEOPLE + " names nobody, or people whom no event names: "
                        + strangers);
            }
            return people;
        } catch (IllegalArgumentException e) {
            throw new FaultFoundException(CaseFiles.PEOPLE + ": " + e.getMessage());
        }
    }

    private void same(String name, byte[] derived) {
        int at = Arrays.mismatch(derived, file(name));
        if (at >= 0) {
            throw new FaultFoundException(name + " does not follow from the events: it differs at byte " + at);
        }
    }

    private List<byte[]> lines(String name) {
        byte[] bytes = file(name);
        var lines = new ArrayList<byte[]>();
        int start = 0;
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == '\n') {
                lines.add(Arrays.copyOfRange(bytes, start, i));
                start = i + 1;
            }
        }
        if (start != bytes.length || lines.isEmpty()) {
            throw new FaultFoundException(name + " does not end with a whole line");
        }
        return lines;
    }

    private static Map<String, @Nullable Object> json(byte[] line, String name) {
        try {
            return JsonTree.parseObject(line);
        } catch (UnreadableJsonException e) {
            throw new FaultFoundException(name + " is not JSON: " + e.getMessage());
        }
    }

    private static List<Hash> hashes(Map<String, @Nullable Object> members, String member, String name) {
        if (!(members.get(member) instanceof List<?> list)) {
            throw new FaultFoundException(name + " has no " + member);
        }
        return list.stream().map(hash -> Hash.parse(String.valueOf(hash))).toList();
    }
}
