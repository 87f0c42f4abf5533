package io.dealledger.api.intake;

import io.dealledger.account.FactAccepted;
import io.dealledger.account.FactFiled;
import io.dealledger.account.FactFollowed;
import io.dealledger.account.FactParked;
import io.dealledger.account.FactPlaced;
import io.dealledger.account.FactQuarantined;
import io.dealledger.account.StoredFact;
import io.dealledger.api.intake.KeptMessages.Kept;
import io.dealledger.api.problem.ProblemException;
import io.dealledger.api.problem.ProblemType;
import io.dealledger.api.store.LedgerStore;
import io.dealledger.api.store.LedgerStore.IdempotencyKey;
import io.dealledger.api.store.LedgerStore.Known;
import io.dealledger.projections.engine.LedgerEntry;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What a source sent, whole, behind what the ledger holds. */
@RestController
@Tag(name = "intake")
final class RawResource {
    private final LedgerStore ledger;
    private final KeptMessages messages;

    RawResource(LedgerStore ledger, KeptMessages messages) {
        this.ledger = ledger;
        this.messages = messages;
    }

    /**
     * Where a fact comes from.
     *
     * @param rawSha256 of the bytes that it was read from: a CloudEvent, or a record of a connector's message
     * @param via       the way in, with the version of the mapping where one read it
     * @param messages  that are or hold these bytes; none for a CloudEvent, of which the fact is all that it said: its
     *                      sender's copy has this hash
     */
    record Origin(long position, @Nullable String source, @Nullable String id, @Nullable String kind,
            Instant recordedAt, String rawSha256, String via, List<Message> messages) {}

    /** @param body address of the bytes as they came */
    record Message(String sha256, String connector, String feed, String source, boolean file, Instant receivedAt,
            Map<String, @Nullable Object> headers, int deliveries, int bytes, @Nullable String mapping, boolean erased,
            String body) {
        static Message of(Kept kept) {
            return new Message(kept.sha256(), kept.connector(), kept.feed(), kept.label(), kept.file(),
                    kept.receivedAt(), kept.headers(), kept.deliveries(), kept.bytes(), kept.mapping(), kept.erased(),
                    "/v1/messages/" + kept.id());
        }
    }

    @GetMapping("/v1/facts/origin")
    @Operation(summary = "The message that a fact was read from: its hash, when and how it came, its headers without secrets", description = "Names the fact by source and id, or by its ledger position.")
    Origin origin(@RequestParam(name = "source", required = false) @Nullable String source,
            @RequestParam(name = "id", required = false) @Nullable String id,
            @Parameter(description = "A ledger position such as p123") @RequestParam(name = "position", required = false) @Nullable String position) {
        if (position != null) {
            return origin(entry(position));
        }
        if (source == null || id == null) {
            throw ProblemException.badParameter(source == null ? "source" : "id", "absent",
                    "source and id of a fact, or a position such as p123");
        }
        var key = new IdempotencyKey(source, id);
        Known known = ledger.known(List.of(key)).get(key);
        if (known == null) {
            throw ProblemException.notFound("fact", source + " " + id);
        }
        return origin(ledger.read(known.position() - 1, 1).getFirst());
    }

    @GetMapping("/v1/messages/{id}")
    @Operation(summary = "The bytes of a vendor's message as they came")
    ResponseEntity<byte[]> body(@PathVariable long id) {
        byte[] body = messages.body(id);
        if (body == null) {
            throw ProblemException.notFound("message", Long.toString(id));
        }
        if (body.length == 0) {
            throw new ProblemException(ProblemType.NOT_FOUND, "the bytes of message " + id
                    + " were destroyed, because somebody who is named in them was erased; their hash stays", null,
                    Long.toString(id), null);
        }
        return ResponseEntity.ok().contentType(MediaType.APPLICATION_OCTET_STREAM)
                .header("Content-Disposition", "attachment; filename=\"message-" + id + "\"").body(body);
    }

    private LedgerEntry entry(String text) {
        String digits = text.startsWith("p") ? text.substring(1) : text;
        long head = ledger.head();
        if (!digits.matches("\\d{1,18}") || Long.parseLong(digits) > head) {
            throw ProblemException.badParameter("position", text, "a ledger position from p0 to p" + head);
        }
        return ledger.read(Long.parseLong(digits) - 1, 1).getFirst();
    }

    private Origin origin(LedgerEntry entry) {
        return switch (entry.event()) {
            case FactAccepted(_, var fact) -> of(entry, fact);
            case FactFiled(_, var fact) -> of(entry, fact);
            case FactParked(var fact, _, _) -> of(entry, fact);
            case FactPlaced(_, var fact, _) -> of(entry, fact);
            case FactFollowed(_, var fact, _, _, _) -> of(entry, fact);
            case FactQuarantined held -> new Origin(entry.position(), held.source(), held.id(), held.type(),
                    held.recordedAt(), held.rawSha256(), held.via(), messages(held.rawSha256()));
            default -> throw new ProblemException(ProblemType.NOT_FOUND, "position " + entry.position()
                    + " holds what the ledger itself wrote, not a fact", "position", "p" + entry.position(), null);
        };
    }

    private Origin of(LedgerEntry entry, StoredFact fact) {
        return new Origin(entry.position(), fact.source(), fact.id(), fact.kind(), fact.recordedAt(),
                fact.rawSha256(), fact.via(), messages(fact.rawSha256()));
    }

    private List<Message> messages(String sha256) {
        return messages.holding(sha256).stream().map(Message::of).toList();
    }
}
