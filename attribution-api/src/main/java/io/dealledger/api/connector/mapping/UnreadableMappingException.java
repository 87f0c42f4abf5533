package io.dealledger.api.connector.mapping;

import io.dealledger.json.Problem;
import java.util.List;
import java.util.stream.Collectors;

/** A mapping document is not one; the message names every fault found. */
public class UnreadableMappingException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;

    UnreadableMappingException(String name, List<Problem> problems) {
        super("mapping " + name + ": "
                + problems.stream().map(Problem::sentence).collect(Collectors.joining("; ")));
        this.problems = List.copyOf(problems);
    }

    public List<Problem> problems() {
        return problems;
    }
}
