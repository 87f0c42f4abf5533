package io.dealledger.api.problem;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/** A request that cannot be answered as asked; shown to the caller as {@code application/problem+json}. */
public final class ProblemException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final HttpStatus status;
    private final String slug;
    private final String title;
    private final @Nullable String parameter;
    private final @Nullable String value;
    private final @Nullable String accepted;

    /**
     * @param slug      the stable part of the type {@code /problems/<slug>}, e.g. {@code bad-parameter}
     * @param title     the same for every problem of this type
     * @param detail    what was asked, what stands in the way, the values
     * @param parameter name of the offending parameter, header or member; null where none is to blame
     * @param value     what stood there; null where nothing did
     * @param accepted  what would be accepted instead, in words
     */
    public ProblemException(HttpStatus status, String slug, String title, String detail, @Nullable String parameter,
            @Nullable String value, @Nullable String accepted) {
        super(detail);
        this.status = status;
        this.slug = slug;
        this.title = title;
        this.parameter = parameter;
        this.value = value;
        this.accepted = accepted;
    }

    /** 400: a parameter whose value cannot be read. */
    public static ProblemException badParameter(String parameter, String value, String accepted) {
        return new ProblemException(HttpStatus.BAD_REQUEST, "bad-parameter", "A parameter cannot be read",
                "parameter '" + parameter + "' is '" + value + "'; accepted: " + accepted, parameter, value, accepted);
    }

    /** 404: something that the ledger has never heard of. */
    public static ProblemException notFound(String what, String id) {
        return new ProblemException(HttpStatus.NOT_FOUND, "not-found", "Not known to the ledger",
                "no " + what + " '" + id + "' is known to the ledger", null, id, null);
    }

    public HttpStatus status() {
        return status;
    }

    /** The stable type, a relative reference: {@code /problems/<slug>}. */
    public String type() {
        return "/problems/" + slug;
    }

    public String title() {
        return title;
    }

    public String detail() {
        return String.valueOf(getMessage());
    }

    public @Nullable String parameter() {
        return parameter;
    }

    public @Nullable String value() {
        return value;
    }

    public @Nullable String accepted() {
        return accepted;
    }
}
