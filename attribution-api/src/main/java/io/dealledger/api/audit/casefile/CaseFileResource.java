package io.dealledger.api.audit.casefile;

import io.dealledger.api.audit.SignedCheckpoints;
import io.dealledger.api.audit.SignedCheckpoints.Signed;
import io.dealledger.api.person.Veil;
import io.dealledger.api.problem.ProblemException;
import io.dealledger.api.problem.ProblemType;
import io.dealledger.api.store.LedgerStore;
import io.dealledger.api.store.StoredRecords;
import io.dealledger.fact.Anchor;
import io.dealledger.projections.engine.ViewReader;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Duration;
import java.util.Set;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** The evidence on one deal, in one archive. */
@RestController
class CaseFileResource {
    private static final MediaType ZIP = MediaType.parseMediaType("application/zip");
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final LedgerStore ledger;
    private final SignedCheckpoints checkpoints;
    private final CaseFileWriter writer;

    CaseFileResource(LedgerStore ledger, StoredRecords records, ViewReader views, SignedCheckpoints checkpoints,
            Veil veil) {
        this.ledger = ledger;
        this.checkpoints = checkpoints;
        this.writer = new CaseFileWriter(records, views, checkpoints, veil);
    }

    @GetMapping("/v1/opportunities/{id}/case-file")
    @Tag(name = "opportunities")
    @Operation(summary = "The evidence on a deal as one archive that can be checked offline")
    ResponseEntity<byte[]> ofOpportunity(@PathVariable("id") String id) {
        String account = accountOf(Anchor.opportunity(id), "opportunity");
        return answer(new CaseSubject(id, null), account, covering());
    }

    @GetMapping("/v1/disputes/{id}/case-file")
    @Tag(name = "disputes")
    @Operation(summary = "The evidence on a disputed deal as one archive that can be checked offline")
    ResponseEntity<byte[]> ofDispute(@PathVariable("id") String id) {
        String account = accountOf(Anchor.dispute(id), "dispute");
        Signed signed = covering();
        String opportunity = writer.opportunityOf(id, account, signed.size());
        if (opportunity == null) {
            throw ProblemException.notFound("dispute", id);
        }
        return answer(new CaseSubject(opportunity, id), account, signed);
    }

    private String accountOf(Anchor anchor, String what) {
        String account = ledger.accounts(Set.of(anchor)).get(anchor);
        if (account == null) {
            throw ProblemException.notFound(what, anchor.id());
        }
        return account;
    }

    /** Everything that is known now is in it. */
    private Signed covering() {
        Signed signed = checkpoints.covering(ledger.head() + 1, PATIENCE);
        if (signed == null) {
            throw new ProblemException(ProblemType.VIEW_BEHIND,
                    "what the ledger holds now is not under a signed checkpoint yet", null, null, null);
        }
        return signed;
    }

    private ResponseEntity<byte[]> answer(CaseSubject subject, String account, Signed signed) {
        byte[] archive;
        try {
            archive = writer.write(subject, account, signed);
        } catch (UndecidedException _) {
            throw ProblemException.notFound("decision on opportunity", subject.opportunityId());
        }
        String name = "case-" + (subject.disputeId() == null ? subject.opportunityId() : subject.disputeId()) + ".zip";
        return ResponseEntity.ok().contentType(ZIP)
                .header(HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment().filename(name).build().toString())
                .body(archive);
    }
}
