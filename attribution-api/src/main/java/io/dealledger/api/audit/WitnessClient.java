package io.dealledger.api.audit;

import io.dealledger.api.audit.SignedCheckpoints.Signed;
import io.dealledger.projections.engine.ViewReader;
import io.dealledger.projections.seal.SealView;
import io.dealledger.tlog.AddCheckpoint;
import io.dealledger.tlog.Checkpoint;
import io.dealledger.tlog.Hash;
import io.dealledger.tlog.MerkleTree;
import io.dealledger.tlog.NoteKey;
import io.dealledger.tlog.SignedNote;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;

/** Has each checkpoint cosigned by one witness (C2SP tlog-witness). Owned by one thread. */
final class WitnessClient {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final HttpClient http = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
    private final URI url;
    private final NoteKey key;
    private final ViewReader views;
    private final SignedCheckpoints checkpoints;
    /** Of the checkpoint that the witness cosigned last, as far as we know. */
    private long known;

    WitnessClient(URI url, NoteKey key, ViewReader views, SignedCheckpoints checkpoints) {
        this.url = URI.create(url.toString().replaceAll("/+$", "") + "/add-checkpoint");
        this.key = key;
        this.views = views;
        this.checkpoints = checkpoints;
    }

    String name() {
        return key.name();
    }

    /**
     * Asks if there is news.
     *
     * @throws SealBrokenException if the witness has seen more than there is, or another past
     */
    void step() {
        Signed latest = checkpoints.latest();
        if (latest == null || latest.size() == 0 || isCosigned(latest.note())) {
            return;
        }
        HttpResponse<String> answer = ask(latest);
        if (answer.statusCode() == 409) {
            known = sizeIn(answer, latest.checkpoint());
            answer = ask(latest);
        }
        if (answer.statusCode() == 422 || answer.statusCode() == 409) {
            throw new SealBrokenException("the witness " + name() + " has cosigned a tree of " + known
                    + " events that ours of " + latest.size() + " does not continue");
        }
        if (answer.statusCode() != 200) {
            throw new IllegalStateException(url + " answers " + answer.statusCode() + ": " + answer.body().strip());
        }
        checkpoints.cosigned(latest.note().cosigned(answer.body(), key), key, latest.signedAt());
        known = latest.size();
    }

    private boolean isCosigned(SignedNote note) {
        return note.signatures().stream()
                .anyMatch(each -> each.name().equals(key.name()) && each.keyId() == key.id());
    }

    private static long sizeIn(HttpResponse<String> answer, Checkpoint ours) {
        String digits = answer.body().strip();
        if (!digits.matches("[0-9]{1,18}")) {
            throw new IllegalStateException(answer.uri() + " answers 409 without a size: " + digits);
        }
        long size = Long.parseLong(digits);
        if (size > ours.size()) {
            throw new SealBrokenException("the witness has cosigned a tree of " + size + " events, but there are "
                    + ours.size() + ": events were lost, or an old backup was restored");
        }
        return size;
    }

    private HttpResponse<String> ask(Signed signed) {
        Checkpoint head = signed.checkpoint();
        List<Hash> proof = views.ask(SealView.VIEW,
                (sql, _) -> MerkleTree.consistency(SealView.tree(sql, head.size()), known, head.size()));
        try {
            return http.send(HttpRequest.newBuilder(url).timeout(PATIENCE).header("Content-Type", "text/plain")
                    .POST(BodyPublishers.ofString(new AddCheckpoint(known, proof, signed.note()).format())).build(),
                    BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException("the witness at " + url + " does not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("stopped while asking " + url, e);
        }
    }
}
