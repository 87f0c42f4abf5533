package io.dealledger.api.matching;

import io.dealledger.api.intake.FactsAnswer;
import io.dealledger.api.matching.Match.Decision;
import io.dealledger.api.matching.Match.Ruling;
import io.dealledger.api.problem.ProblemException;
import io.dealledger.api.problem.ProblemType;
import io.dealledger.api.query.Parameters;
import io.dealledger.json.RecordJson;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Accounts that may be one customer, and what a person decides about them. */
@RestController
@RequestMapping("/v1/matches")
@Tag(name = "Matches")
class MatchResource {
    private final MatchBook book;
    private final MatchDesk desk;

    MatchResource(MatchBook book, MatchDesk desk) {
        this.book = book;
        this.desk = desk;
    }

    enum Status {
        OPEN, DECIDED
    }

    /** @param weight of its kind, from 0 to 1 */
    record Why(String code, String words, String weight) {}

    /** @param names how it is called, and by whom */
    record Account(String accountId, List<Name> names) {}

    record Name(String name, @Nullable String domain, String saidBy) {}

    /** @param decidedBy null where a fact united the accounts without this question */
    record Ruled(String decision, @Nullable String decidedBy, @Nullable String reason, Instant decidedAt) {}

    /**
     * @param into  the account that stands for both where they are one
     * @param score from 0 to 1
     */
    record Row(String id, String status, Account from, Account into, String score, List<Why> reasons,
            Instant proposedAt, @Nullable Ruled ruling) {}

    record MatchList(List<Row> matches, @Nullable String nextCursor) {}

    /**
     * @param decision {@code same} or {@code different}
     * @param by       who decides
     * @param reason   why; needed where they are different
     */
    record Said(@Nullable String decision, @Nullable String by, @Nullable String reason) {}

    /** @param fact what became of the fact that says so */
    record Decided(Row match, FactsAnswer.Result fact) {}

    @GetMapping
    @Operation(summary = "Accounts that may be one customer, oldest first", description = """
            Two systems that name one thing by its id are matched without a question. What would unite more than one CRM \
            account with one domain, or rests on a name, is proposed here with its reasons and decided by a person.""")
    MatchList list(
            @Parameter(description = "open or decided. Default: any") @RequestParam(name = "status", required = false) @Nullable String status,
            @Parameter(description = "Only pairs with this account") @RequestParam(name = "account", required = false) @Nullable String account,
            @Parameter(description = "Rows per page, 1 to 1000. Default: 100") @RequestParam(name = "limit", required = false) @Nullable String limit,
            @Parameter(description = "next_cursor of the page before") @RequestParam(name = "cursor", required = false) @Nullable String cursor) {
        int rows = Parameters.limit(limit);
        Status wanted = Parameters.word("status", status, Status.class);
        long after = cursor == null ? 0 : number("cursor", cursor, "next_cursor of the page before");
        desk.settle();
        List<Match> page = book.page(wanted == null ? null : wanted == Status.DECIDED, account, after, rows);
        return new MatchList(page.stream().map(this::row).toList(),
                page.size() < rows ? null : Long.toString(page.getLast().id()));
    }

    @PostMapping("/{id}/decision")
    @Operation(summary = "Decides whether two accounts are one customer", description = """
            Same appends account.merged and different account.unmerged, each with who decided. The facts of both accounts \
            keep when the ledger learned of them; what is counted is counted anew. Said again, the same decision is \
            answered as before; a decision that was an error is taken back by a fact, account.unmerged or account.merged.""")
    Decided decide(@PathVariable String id, @RequestBody Said said) {
        long number = number("id", id, "the id of a match");
        Decision decision = Parameters.word("decision", said.decision(), Decision.class);
        if (decision == null) {
            throw ProblemException.badParameter("decision", "absent", "same, different");
        }
        String by = said.by();
        if (by == null || by.isBlank()) {
            throw ProblemException.badParameter("by", String.valueOf(by), "who decides");
        }
        String reason = said.reason() == null || said.reason().isBlank() ? null : said.reason();
        if (reason == null && decision == Decision.DIFFERENT) {
            throw ProblemException.badParameter("reason", "absent", "why they are two customers, in words");
        }
        desk.settle();
        if (book.find(number).isEmpty()) {
            throw ProblemException.notFound("match", id);
        }
        MatchDesk.Decided decided = desk.decide(number, decision, by, reason);
        if (decided == null) {
            Row row = row(book.find(number).orElseThrow());
            Ruled ruled = Objects.requireNonNull(row.ruling());
            throw new ProblemException(ProblemType.MATCH_DECIDED, "match '" + id + "' was decided at "
                    + ruled.decidedAt() + ": " + ruled.decision(), "decision", said.decision(), ruled.decision());
        }
        return new Decided(row(decided.match()), FactsAnswer.of(List.of(decided.receipt())).results().getFirst());
    }

    private Row row(Match match) {
        Ruling ruling = match.ruling();
        return new Row(Long.toString(match.id()), ruling == null ? "open" : "decided", account(match.from()),
                account(match.into()), match.score().toPlainString(),
                match.reasons().stream().map(reason -> new Why(word(reason.code()), reason.words(),
                        reason.code().weight().toPlainString())).toList(),
                match.proposedAt(), ruling == null
                        ? null
                        : new Ruled(word(ruling.decision()), ruling.by(), ruling.reason(), ruling.at()));
    }

    private Account account(String accountId) {
        return new Account(accountId, book.names(accountId).stream()
                .map(name -> new Name(name.name(), name.domain(), name.voice())).toList());
    }

    private static String word(Enum<?> constant) {
        return RecordJson.word(constant);
    }

    private static long number(String name, String text, String accepted) {
        if (text.matches("\\d{1,18}")) {
            return Long.parseLong(text);
        }
        throw ProblemException.badParameter(name, text, accepted);
    }
}
