package io.dealledger.projections.engine;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.UncategorizedSQLException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.SQLExceptionSubclassTranslator;

/** Asks views: each question sees one snapshot, and knows up to which ledger position it is complete. */
public final class ViewReader {
    private final DataSource dataSource;

    public ViewReader(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** What is asked of one view. The checkpoint says what the snapshot holds: every entry up to it, nothing after. */
    public interface Question<T> {
        T ask(JdbcClient sql, Checkpoint reflected);
    }

    /** @throws IncompleteViewException if the view goes on without anything at all */
    public <T> T ask(String view, Question<T> question) {
        return ask(view, Needs.madeFromAll(Long.MAX_VALUE), question);
    }

    /** @throws IncompleteViewException if the view goes on without something that the question needs */
    public <T> T ask(String view, Needs needs, Question<T> question) {
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            try {
                Checkpoints.Standing standing = Checkpoints.readOnly(connection, view);
                if (standing.setsAside()) {
                    var tables = new Tables(view, standing.generation());
                    refuseIfMissing(SetAside.of(connection, tables).firstMissing(needs), view);
                }
                return question.ask(Sql.on(connection), standing.checkpoint());
            } finally {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        } catch (SQLException e) {
            throw known(view, e);
        }
    }

    private static void refuseIfMissing(Optional<Long> position, String view) {
        if (position.isPresent()) {
            throw new IncompleteViewException(view, position.get());
        }
    }

    static DataAccessException known(String view, SQLException e) {
        DataAccessException known = new SQLExceptionSubclassTranslator().translate("view " + view, null, e);
        return known != null ? known : new UncategorizedSQLException("view " + view, null, e);
    }

    /** How far the view is now. */
    public Checkpoint checkpoint(String view) {
        return ask(view, Needs.WHAT_THERE_IS, (_, reflected) -> reflected);
    }
}
