package io.dealledger.projections.engine;

import java.sql.SQLException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Tells a failure that passes by itself from one that would come again with the same entries. */
final class Outage {
    /**
     * PostgreSQL Appendix A: connection, transaction rollback, insufficient resources, object in use, operator
     * intervention, system error.
     */
    private static final Set<String> PASSING_CLASSES = Set.of("08", "40", "53", "55", "57", "58");
    /** The session was ended because this node was silent in a transaction; the rest of its class are programming errors. */
    private static final String TOO_SILENT = "25P03";

    private Outage() {}

    static boolean isPassing(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && isPassing(sql)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isPassing(SQLException failure) {
        if (failure instanceof SQLTransientException || failure instanceof SQLRecoverableException) {
            return true;
        }
        @Nullable
        String state = failure.getSQLState();
        return state != null && state.length() == 5
                && (PASSING_CLASSES.contains(state.substring(0, 2)) || state.equals(TOO_SILENT));
    }
}
