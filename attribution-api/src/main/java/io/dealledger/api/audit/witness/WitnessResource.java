package io.dealledger.api.audit.witness;

import io.dealledger.api.audit.witness.Witness.Answer;
import io.dealledger.api.problem.ProblemException;
import io.dealledger.api.problem.ProblemType;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.nio.charset.StandardCharsets;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** The witness's two addresses, as C2SP tlog-witness has them: plain text, no problem documents. */
@RestController
@Tag(name = "witness")
class WitnessResource {
    private static final MediaType TEXT = new MediaType(MediaType.TEXT_PLAIN, StandardCharsets.UTF_8);
    private static final MediaType SIZE = MediaType.parseMediaType("text/x.tlog.size");

    private final ObjectProvider<Witness> witness;

    WitnessResource(ObjectProvider<Witness> witness) {
        this.witness = witness;
    }

    private Witness here() {
        Witness known = witness.getIfAvailable();
        if (known == null) {
            throw new ProblemException(ProblemType.NO_SUCH_ADDRESS,
                    "this program is no witness; ledger.witness.name makes it one", null, null, null);
        }
        return known;
    }

    @PostMapping("/v1/witness/add-checkpoint")
    @Operation(summary = "Cosigns another ledger's checkpoint if it continues the last one (C2SP tlog-witness)")
    ResponseEntity<byte[]> add(@RequestBody byte[] body) {
        return switch (here().add(new String(body, StandardCharsets.UTF_8))) {
            case Answer.Cosigned(String line) -> answer(200, TEXT, line);
            case Answer.Elsewhere(long size) -> answer(409, SIZE, size + "\n");
            case Answer.Refused(int status, String why) -> answer(status, TEXT, why + "\n");
        };
    }

    @GetMapping("/v1/witness/key")
    @Operation(summary = "The witness's public key")
    ResponseEntity<byte[]> key() {
        return answer(200, TEXT, here().key().vkey() + "\n");
    }

    private static ResponseEntity<byte[]> answer(int status, MediaType type, String text) {
        return ResponseEntity.status(status).contentType(type).body(text.getBytes(StandardCharsets.UTF_8));
    }
}
