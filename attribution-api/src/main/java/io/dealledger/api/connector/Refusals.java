package io.dealledger.api.connector;

import io.dealledger.api.problem.ProblemException;
import io.dealledger.api.problem.ProblemType;
import java.util.Collection;

/** Why a message is not taken at all. */
final class Refusals {
    private Refusals() {}

    static ProblemException unknownConnector(String name, Collection<String> known) {
        return new ProblemException(ProblemType.UNKNOWN_CONNECTOR, "no connector '" + name + "' is set up", "connector",
                name, "one of " + String.join(", ", known));
    }

    /** Says nothing about whether a secret exists or how near the caller was. */
    static ProblemException unknownAddress() {
        return new ProblemException(ProblemType.UNKNOWN_CONNECTOR, "no connector listens at this address", null, null,
                null);
    }

    static ProblemException badSignature(String connector, String why) {
        return new ProblemException(ProblemType.BAD_SIGNATURE,
                "the message to connector '" + connector + "' is not taken: " + why, null, null, null);
    }

    static ProblemException emptyBody() {
        return new ProblemException(ProblemType.EMPTY_BODY, "the body is empty; a message or a file is needed", null,
                null, null);
    }

    static ProblemException tooLarge(int limit) {
        return new ProblemException(ProblemType.BODY_TOO_LARGE, "the body is larger than " + limit + " bytes", null,
                null, "at most " + limit + " bytes");
    }
}
