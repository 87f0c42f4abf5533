package io.dealledger.api.problem;

import java.net.URI;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;

/**
 * Every kind of problem that a caller can be told of: the catalogue behind {@code GET /problems}. A slug is a promise;
 * add types, never rename one.
 */
public enum ProblemType {
    BAD_REQUEST(HttpStatus.BAD_REQUEST, "The request cannot be read", //
            "The request breaks a rule of HTTP or of this address, as the detail says.", //
            "Correct what the detail names. Repeating the request unchanged gives the same answer."), //
    BAD_PARAMETER(HttpStatus.BAD_REQUEST, "A parameter cannot be read", //
            "The parameter named by path is missing or has a value that it cannot have.", //
            "Send what accepted says."), //
    UNKNOWN_PARAMETER(HttpStatus.BAD_REQUEST, "No such parameter here", //
            "The parameter named by path is none that this address takes. Left unnoticed it would change nothing, and the "
                    + "answer would be taken for another.", //
            "Send only parameters in accepted."), //
    NOT_COMPLETE_YET(HttpStatus.UNPROCESSABLE_CONTENT, "Not complete yet", //
            "The moment or position asked about is later than what the ledger can be sure of, so the answer could still "
                    + "change.", //
            "Ask as of an earlier moment, or without as_of for what is known now."), //
    UNREADABLE_BODY(HttpStatus.BAD_REQUEST, "The body cannot be read", //
            "The body as a whole is not what its content type says, so nothing of it was stored.", //
            "Send strict JSON in UTF-8: no member twice in one object, no half surrogate pairs, no text after the end."), //
    EMPTY_BODY(HttpStatus.BAD_REQUEST, "Nothing to read", //
            "The body is empty.", "Send a message or a file."), //
    BAD_SIGNATURE(HttpStatus.UNAUTHORIZED, "Not signed by the vendor", //
            "The signature of a vendor's message does not fit its bytes or is too old. Nothing was stored.", //
            "Compare the secret set up here with the vendor's, and both clocks."), //
    NOT_FOUND(HttpStatus.NOT_FOUND, "Not known to the ledger", //
            "The address is right, but the ledger has never heard of the id in it.", //
            "Check the id. A fact just posted shows as soon as the read models have caught up."), //
    NO_SUCH_ADDRESS(HttpStatus.NOT_FOUND, "No such address", //
            "Nothing answers at this path.", "The addresses are listed at /v3/api-docs."), //
    NOT_THIS_NODE(HttpStatus.MISDIRECTED_REQUEST, "Not done by this node", //
            "This node of the service leaves that part of the work to others.", //
            "Ask a node that has one of the roles in accepted."), //
    UNKNOWN_CONNECTOR(HttpStatus.NOT_FOUND, "No such connector", //
            "No connector of this name is set up.", "Use one of the names in accepted, or set the connector up."), //
    BAD_MAPPING(HttpStatus.BAD_REQUEST, "Not a mapping document", //
            "The document does not say what a connector's records mean. The one in force stays in force.", //
            "Mend what detail names; the schema is in the manual of mappings."), //
    METHOD_NOT_ALLOWED(HttpStatus.METHOD_NOT_ALLOWED, "Method not allowed here", //
            "The path exists, but not for this method.", "Use a method in accepted."), //
    NOT_ACCEPTABLE(HttpStatus.NOT_ACCEPTABLE, "No such representation", //
            "The Accept header asks for a form that this address cannot answer in.", //
            "Send an Accept header with a media type in accepted, or none."), //
    QUARANTINE_RULED(HttpStatus.CONFLICT, "Decided before", //
            "The quarantined delivery was released or discarded before. A decision is taken once.", //
            "Nothing is to be done. To count a discarded fact in, have its source send it under a new id."), //
    MATCH_DECIDED(HttpStatus.CONFLICT, "Decided otherwise", //
            "Somebody decided about these two accounts before, or a fact has united them.", //
            "To take it back, state account.unmerged or account.merged with who approved it."), //
    STILL_UNREADABLE(HttpStatus.CONFLICT, "Still cannot be counted in", //
            "The kept bytes were read again and still are no fact that this ledger knows.", //
            "Have the source send a corrected message, then discard this one. Or upgrade the ledger if the type is new."), //
    BODY_TOO_LARGE(HttpStatus.CONTENT_TOO_LARGE, "The body is too large", //
            "The body is larger than this address takes in one piece. Nothing of it was stored.", //
            "Send smaller batches, or facts of any number as application/x-ndjson."), //
    UNSUPPORTED_MEDIA_TYPE(HttpStatus.UNSUPPORTED_MEDIA_TYPE, "Content type not supported here", //
            "The Content-Type or Content-Encoding of the body is none that this address reads.", //
            "Send one in accepted."), //
    TOO_MANY_REQUESTS(HttpStatus.TOO_MANY_REQUESTS, "Too many requests", //
            "The caller asks more often than is allowed.", "Wait as long as Retry-After says."), //
    INTERNAL_ERROR(HttpStatus.INTERNAL_SERVER_ERROR, "Our mistake", //
            "The request may be right, but answering it failed. The service's log says why.", //
            "Repeating is safe: a fact counts once per source and id. If it stays, report it with the log's lines."), //
    UNAVAILABLE(HttpStatus.SERVICE_UNAVAILABLE, "Not available now", //
            "The database or another part that the answer needs is away.", "Repeat after Retry-After."), //
    VIEW_BEHIND(HttpStatus.SERVICE_UNAVAILABLE, "The read model is behind", //
            "The read model has not folded the ledger as far as the question needs.", //
            "Repeat after a moment. If it stays, /actuator/health says what stops it."), //
    VIEW_INCOMPLETE(HttpStatus.SERVICE_UNAVAILABLE, "The read model lacks an event", //
            "The read model could not fold an event that the answer needs, and goes on without it. The ledger has it.", //
            "An operator sees why at /v1/operations/set-aside, and can have it tried again."), //
    NOTHING_SET_ASIDE(HttpStatus.CONFLICT, "Nothing is set aside there", //
            "No event of that sequence waits to be folded into that read model.", //
            "GET /v1/operations/set-aside says what does."), //
    INTAKE_UNAVAILABLE(HttpStatus.SERVICE_UNAVAILABLE, "The ledger takes no facts now", //
            "The facts could not be made durable, so they are not acknowledged.", //
            "Repeat all of the request after Retry-After. Whatever had been stored is answered as a duplicate.");

    private final HttpStatus status;
    private final String title;
    private final String meaning;
    private final String remedy;

    ProblemType(HttpStatus status, String title, String meaning, String remedy) {
        this.status = status;
        this.title = title;
        this.meaning = meaning;
        this.remedy = remedy;
    }

    static Optional<ProblemType> bySlug(String slug) {
        return Arrays.stream(values()).filter(type -> type.slug().equals(slug)).findFirst();
    }

    /** The stable part of {@link #uri}, e.g. {@code bad-parameter}. */
    public String slug() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The RFC 9457 type, a relative reference: {@code /problems/<slug>}. */
    public URI uri() {
        return URI.create("/problems/" + slug());
    }

    public HttpStatus status() {
        return status;
    }

    public String title() {
        return title;
    }

    String meaning() {
        return meaning;
    }

    String remedy() {
        return remedy;
    }

    /** @param detail what was asked, what stands in the way, the values */
    public ProblemDetail problem(String detail) {
        var problem = ProblemDetail.forStatusAndDetail(status, detail);
        problem.setType(uri());
        problem.setTitle(title);
        return problem;
    }
}
