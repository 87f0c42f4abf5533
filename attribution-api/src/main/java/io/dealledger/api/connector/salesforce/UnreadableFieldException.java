package io.dealledger.api.connector.salesforce;

import io.dealledger.json.CanonicalJson;
import io.dealledger.json.Problem;
import org.jspecify.annotations.Nullable;

/** A value that is not what it should be. */
final class UnreadableFieldException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient Problem problem;

    UnreadableFieldException(String pointer, @Nullable Object value, String accepted) {
        super(pointer + " cannot be read");
        this.problem = new Problem(pointer, CanonicalJson.write(value), accepted);
    }

    Problem problem() {
        return problem;
    }
}
