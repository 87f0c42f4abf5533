package io.dealledger.api.erasure;

import io.dealledger.api.problem.ProblemException;
import io.dealledger.api.problem.ProblemType;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Erases people. */
@RestController
@Tag(name = "operations")
class ErasureResource {
    private final Erasure erasure;

    ErasureResource(Erasure erasure) {
        this.erasure = erasure;
    }

    /**
     * Whom to erase.
     *
     * @param subject the name, as facts give it; or {@code quarantine:<id>} for all that an entry in quarantine holds
     * @param basis   on which legal basis; it is kept, so it must not name anybody
     * @param by      who carries it out
     */
    record Request(@Nullable String subject, @Nullable String basis, @Nullable String by) {}

    @PostMapping("/v1/operations/erasures")
    @Operation(summary = "Destroys for good what tells whom a pseudonym stands for, and what was written about them")
    Erasure.Erased erase(@RequestBody Request request) {
        String subject = required("subject", request.subject(), "the name of a person, as facts give it");
        String basis = required("basis", request.basis(), "the legal basis, in words that name nobody");
        if (basis.contains(subject)) {
            throw new ProblemException(ProblemType.BAD_PARAMETER, "the basis names who is to be erased, and is kept",
                    "basis", basis, "the legal basis, in words that name nobody");
        }
        Erasure.Erased erased = erasure.erase(subject, basis,
                required("by", request.by(), "who carries the erasure out"));
        if (erased == null) {
            throw ProblemException.notFound("person", subject);
        }
        return erased;
    }

    private static String required(String member, @Nullable String value, String accepted) {
        if (value == null || value.isBlank()) {
            throw new ProblemException(ProblemType.BAD_PARAMETER, "an erasure without " + member + " is not taken",
                    member, value, accepted);
        }
        return value;
    }
}
