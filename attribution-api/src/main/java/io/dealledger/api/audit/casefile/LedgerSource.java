package io.dealledger.api.audit.casefile;

import io.dealledger.api.audit.KeptTables.Kept;
import io.dealledger.api.json.JsonTree;
import io.dealledger.tlog.NoteKey;
import io.dealledger.tlog.SignedNote;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A whole ledger, to be read through: one that answers at an address, or an export. */
sealed interface LedgerSource {
    SignedNote checkpoint() throws IOException;

    List<NoteKey> keys() throws IOException;

    /** Checkpoints that came along: the events must continue each of them. */
    List<SignedNote> history() throws IOException;

    /** Hands out the events from a position on, one line each, in order, until the consumer has had enough. */
    void forEach(long from, LineConsumer consumer) throws IOException;

    /** Takes a line without its newline; false to stop. */
    interface LineConsumer {
        boolean accept(byte[] line) throws IOException;
    }

    /** A folder that {@link ExportCommand} wrote. */
    record Export(Path folder) implements LedgerSource {
        @Override
        public SignedNote checkpoint() throws IOException {
            byte[] bytes = Files.readAllBytes(folder.resolve(CaseFiles.CHECKPOINT));
            SignedNote note = SignedNote.parse(bytes);
            if (!Arrays.equals(CaseFiles.note(note), bytes)) {
                throw new FaultFoundException(CaseFiles.CHECKPOINT + " has more than one spelling");
            }
            return note;
        }

        /** Also holds what else is there against the hashes that went along, so that a damaged copy shows. */
        @Override
        public List<SignedNote> history() throws IOException {
            ExportManifest.check(folder);
            var notes = new ArrayList<SignedNote>();
            var _ = Restoration.rows(folder, Kept.CHECKPOINTS, row -> notes.add(SignedNote.parse(
                    String.valueOf(JsonTree.parseObject(row.getBytes(StandardCharsets.UTF_8)).get("note"))
                            .getBytes(StandardCharsets.UTF_8))));
            return notes;
        }

        @Override
        public List<NoteKey> keys() throws IOException {
            byte[] bytes = Files.readAllBytes(folder.resolve(CaseFiles.KEYS));
            List<NoteKey> keys = new String(bytes, StandardCharsets.UTF_8).lines().map(NoteKey::parse).toList();
            if (!Arrays.equals(CaseFiles.keys(keys), bytes)) {
                throw new FaultFoundException(CaseFiles.KEYS + " is not a list of public keys, one a line");
            }
            return keys;
        }

        @Override
        public void forEach(long from, LineConsumer consumer) throws IOException {
            try (var in = new BufferedInputStream(Files.newInputStream(folder.resolve(CaseFiles.EVENTS)), 1 << 16)) {
                long index = 0;
                for (byte[] line = line(in); line != null; line = line(in)) {
                    if (index++ >= from && !consumer.accept(line)) {
                        return;
                    }
                }
            }
        }
    }

    /** A running ledger. */
    record Live(URI address, HttpClient http) implements LedgerSource {
        private static final int PAGE = 1_000;

        Live(URI address) {
            this(address, HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build());
        }

        @Override
        public SignedNote checkpoint() throws IOException {
            return SignedNote.parse(get("/v1/ledger/checkpoint").readAllBytes());
        }

        @Override
        public List<SignedNote> history() {
            return List.of();
        }

        @Override
        public List<NoteKey> keys() throws IOException {
            var keys = new ArrayList<NoteKey>();
            if (JsonTree.parseObject(get("/v1/ledger/keys").readAllBytes()).get("keys") instanceof List<?> list) {
                for (Object key : list) {
                    keys.add(NoteKey.parse(String.valueOf(((Map<?, ?>) key).get("vkey"))));
                }
            }
            return keys;
        }

        @Override
        public void forEach(long from, LineConsumer consumer) throws IOException {
            long next = from;
            long before;
            do {
                before = next;
                try (InputStream in = new BufferedInputStream(
                        get("/v1/ledger/entries?format=ndjson&limit=" + PAGE + "&from=" + next))) {
                    for (byte[] line = line(in); line != null; line = line(in)) {
                        next++;
                        if (!consumer.accept(line)) {
                            return;
                        }
                    }
                }
            } while (next > before);
        }

        /** The body of an answer that is 200. */
        InputStream get(String path) throws IOException {
            String prefix = address.toString().replaceAll("/+$", "");
            try {
                HttpResponse<InputStream> answer = http.send(
                        HttpRequest.newBuilder(URI.create(prefix + path)).timeout(Duration.ofMinutes(1)).build(),
                        BodyHandlers.ofInputStream());
                if (answer.statusCode() != 200) {
                    throw new IOException(prefix + path + " answers " + answer.statusCode() + ": "
                            + new String(answer.body().readNBytes(1_000), StandardCharsets.UTF_8));
                }
                return answer.body();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted while asking " + prefix + path, e);
            }
        }
    }

    /** The next line; null at the end. A last line without a newline is a fault: it may be half. */
    private static byte @Nullable [] line(InputStream in) throws IOException {
        var line = new ByteArrayOutputStream();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                if (line.size() > 0) {
                    throw new FaultFoundException("the last event is cut off");
                }
                return null;
            }
            line.write(next);
        }
        return line.toByteArray();
    }
}
