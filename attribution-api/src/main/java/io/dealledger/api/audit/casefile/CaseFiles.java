package io.dealledger.api.audit.casefile;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.dealledger.api.person.Disclosure;
import io.dealledger.json.CanonicalJson;
import io.dealledger.tlog.Checkpoint;
import io.dealledger.tlog.Hash;
import io.dealledger.tlog.NoteKey;
import io.dealledger.tlog.SignedNote;
import java.io.ByteArrayOutputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The files of a case file: their names, and how those look that are made from others. */
final class CaseFiles {
    /** One event a line, as sealed. */
    static final String EVENTS = "events.ndjson";
    /** One line for each event: the path from it to the root. */
    static final String PROOFS = "proofs.ndjson";
    /** The signed checkpoint that the proofs lead to. */
    static final String CHECKPOINT = "checkpoint";
    /** The one that stood when the matter came up. */
    static final String EARLIER = "earlier-checkpoint";
    /** That the one continues the other. */
    static final String CONSISTENCY = "consistency.json";
    /** Public keys, one a line. */
    static final String KEYS = "keys";
    /** Who is who, of those that the events name; not there where they name nobody. */
    static final String PEOPLE = "people.json";
    /** What the case is about. */
    static final String SUBJECT = "subject.json";
    static final String CASE = "case.json";
    static final String PAGE = "index.html";
    static final String README = "README.txt";

    private static final String READ_ME = """
            A case file of the deal attribution ledger. To read it, open index.html.

            To check it without asking anybody, on any machine with the program:  attribution verify THIS-FILE --key KEY
            where KEY is the ledger's public key as you were given it by a way that you trust.

            By hand, with nothing of ours:
              events.ndjson     one event a line. SHA-256 of a line, without its newline, is its record_sha256. What the tree
                                holds of it is the text
                                {"position":P,"record_sha256":"…","recorded_at":"…","type":"…"} and the leaf is SHA-256 of a
                                zero byte and that text (RFC 6962, 2.1).
              proofs.ndjson     for each event, in the same order, the audit path from its leaf to the root (RFC 6962, 2.1.1)
              checkpoint        the root and the number of events, signed (C2SP tlog-checkpoint, signed-note)
              earlier-checkpoint, consistency.json
                                what was signed when the matter came up, and the proof that the past was not rewritten
                                since (RFC 6962, 2.1.2)
              keys              the public keys that signed (C2SP verifier keys)
              subject.json      what the case is about
              case.json         everything that follows from the events: the decision with its tests, what was known when,
                                near misses, parts, money, each side's reading
              index.html        the same to read and print
            The streams of the account and of the policies are whole up to the checkpoint: their sequence has no holes.
            """;

    private static final String READ_ME_OF_PEOPLE = """

            Events name people by pseudonyms, and seal what is written about them. people.json has name and key of each one
            who has not been erased; a pseudonym is the first 16 bytes of HMAC-SHA256 with that key over "pseudonym",
            a newline and the name, so it can stand for nobody else. case.json and index.html are written with the names.
            Hand this file on to nobody who may not know them, and keep it no longer than you may.
            """;

    private CaseFiles() {}

    /** The files that follow from the others. */
    static SequencedMap<String, byte[]> derived(String format, CaseSubject subject, List<CaseRecord> records,
            Disclosure people,
            Checkpoint head) {
        boolean named = !people.members().isEmpty();
        Map<String, @Nullable Object> content = CaseContent.of(format, subject,
                named ? records.stream().map(record -> record.opened(people)).toList() : records, head);
        var files = new TreeMap<String, byte[]>();
        files.put(SUBJECT, line(subject(subject)));
        files.put(CASE, line(content));
        files.put(PAGE, CasePage.of(subject, content).getBytes(UTF_8));
        files.put(README, (named ? READ_ME + READ_ME_OF_PEOPLE : READ_ME).getBytes(UTF_8));
        if (named) {
            files.put(PEOPLE, line(people.members()));
        }
        return files;
    }

    static Map<String, @Nullable Object> subject(CaseSubject subject) {
        var members = new LinkedHashMap<String, @Nullable Object>();
        members.put("opportunity_id", subject.opportunityId());
        members.put("dispute_id", subject.disputeId());
        return members;
    }

    static byte[] events(List<CaseRecord> records) {
        var bytes = new ByteArrayOutputStream();
        for (CaseRecord record : records) {
            bytes.writeBytes(record.sealed().bytes());
            bytes.write('\n');
        }
        return bytes.toByteArray();
    }

    /** A line of {@link #PROOFS}. */
    static byte[] proof(long position, List<Hash> path) {
        return line(Map.of("path", path.stream().map(Hash::base64).toList(), "position", position));
    }

    /** @param from size of the earlier checkpoint @param to size of the later one */
    static byte[] consistency(long from, long to, List<Hash> proof) {
        return line(Map.of("from", from, "proof", proof.stream().map(Hash::base64).toList(), "to", to));
    }

    static byte[] keys(List<NoteKey> keys) {
        var text = new StringBuilder();
        keys.forEach(key -> text.append(key.vkey()).append('\n'));
        return text.toString().getBytes(UTF_8);
    }

    static byte[] note(SignedNote note) {
        return note.format().getBytes(UTF_8);
    }

    private static byte[] line(Map<String, ?> members) {
        return (CanonicalJson.write(members) + "\n").getBytes(UTF_8);
    }
}
