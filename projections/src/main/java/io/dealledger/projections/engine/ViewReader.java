package io.dealledger.projections.engine;

import java.sql.Connection;
import java.sql.SQLException;
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

    public <T> T ask(String view, Question<T> question) {
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            try {
                Checkpoint reflected = Checkpoints.readOnly(connection, view);
                return question.ask(Sql.on(connection), reflected);
            } finally {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        } catch (SQLException e) {
            DataAccessException known = new SQLExceptionSubclassTranslator().translate("view " + view, null, e);
            throw known != null ? known : new UncategorizedSQLException("view " + view, null, e);
        }
    }

    /** How far the view is now. */
    public Checkpoint checkpoint(String view) {
        return ask(view, (_, reflected) -> reflected);
    }
}
