package io.dealledger.api.publication;

import io.dealledger.api.problem.ProblemException;
import io.dealledger.api.problem.ProblemType;
import io.dealledger.api.query.PublicationRow;
import io.dealledger.api.query.WeekNumbers;
import io.dealledger.share.Definition;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Publishing by command. */
@RestController
@Tag(name = "publications")
class PublishResource {
    private final Publisher publisher;

    PublishResource(Publisher publisher) {
        this.publisher = publisher;
    }

    /**
     * @param week       of the definition's calendar, e.g. {@code 2026-W15}
     * @param definition null: as the policy in force reports
     */
    record Command(@Nullable String week, @Nullable String definition) {}

    @PostMapping("/v1/publications")
    @Operation(summary = "Seals a week's numbers in the ledger; 201 the first time, 200 with the same answer ever after")
    ResponseEntity<PublicationRow> publish(@RequestBody Command command) {
        if (command.week() == null) {
            throw new ProblemException(ProblemType.BAD_PARAMETER, "member 'week' is absent; accepted: a week such as "
                    + "2026-W15", "week", null, "a week such as 2026-W15");
        }
        Definition definition = command.definition() == null
                ? publisher.standard()
                : WeekNumbers.definition(command.definition());
        Publisher.Outcome outcome = publisher.publish(definition, WeekNumbers.week(command.week(), definition));
        return ResponseEntity.status(outcome.fresh() ? HttpStatus.CREATED : HttpStatus.OK)
                .body(outcome.publication());
    }
}
