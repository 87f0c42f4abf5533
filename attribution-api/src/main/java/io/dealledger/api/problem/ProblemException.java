package io.dealledger.api.problem;

import org.jspecify.annotations.Nullable;
import org.springframework.http.ProblemDetail;

/** A request that cannot be answered as asked; shown to the caller as {@code application/problem+json}. */
public final class ProblemException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ProblemType type;
    private final @Nullable String path;
    private final @Nullable String value;
    private final @Nullable String accepted;

    /**
     * @param detail   what was asked, what stands in the way, the values
     * @param path     name of the offending parameter, header or member; null where none is to blame
     * @param value    what stood there; null where nothing did
     * @param accepted what would be accepted instead, in words
     */
    public ProblemException(ProblemType type, String detail, @Nullable String path, @Nullable String value,
            @Nullable String accepted) {
        super(detail);
        this.type = type;
        this.path = path;
        this.value = value;
        this.accepted = accepted;
    }

    /** 400: a parameter whose value cannot be read. */
    public static ProblemException badParameter(String parameter, String value, String accepted) {
        return new ProblemException(ProblemType.BAD_PARAMETER,
                "parameter '" + parameter + "' is '" + value + "'; accepted: " + accepted, parameter, value, accepted);
    }

    /** 404: something that the ledger has never heard of. */
    public static ProblemException notFound(String what, String id) {
        return new ProblemException(ProblemType.NOT_FOUND, "no " + what + " '" + id + "' is known to the ledger", null,
                id, null);
    }

    public ProblemType type() {
        return type;
    }

    /** The problem with its extension members {@code path}, {@code value} and {@code accepted}, where there are such. */
    public ProblemDetail toProblem() {
        ProblemDetail problem = type.problem(String.valueOf(getMessage()));
        setIfPresent(problem, "path", path);
        setIfPresent(problem, "value", value);
        setIfPresent(problem, "accepted", accepted);
        return problem;
    }

    private static void setIfPresent(ProblemDetail problem, String name, @Nullable String text) {
        if (text != null) {
            problem.setProperty(name, text);
        }
    }
}
