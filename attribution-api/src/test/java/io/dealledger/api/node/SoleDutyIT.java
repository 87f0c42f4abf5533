package io.dealledger.api.node;

import static org.awaitility.Awaitility.await;

import io.dealledger.api.store.TestPostgres;
import java.time.Duration;
import java.util.List;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.Lifecycle;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

class SoleDutyIT {
    private final String database = TestPostgres.newDatabase();
    private final JdbcClient sql = JdbcClient.create(new DriverManagerDataSource(database));
    private final Work one = new Work();
    private final Work other = new Work();
    private final SoleDuty first = duty("one", one);
    private final SoleDuty second = duty("other", other);

    private static final class Work implements Lifecycle {
        private volatile boolean running;

        @Override
        public void start() {
            running = true;
        }

        @Override
        public void stop() {
            running = false;
        }

        @Override
        public boolean isRunning() {
            return running;
        }
    }

    private SoleDuty duty(String node, Work work) {
        var pool = new com.zaxxer.hikari.HikariDataSource();
        pool.setJdbcUrl(database + "&ApplicationName=" + node);
        return new SoleDuty("test", pool, List.of(work));
    }

    @AfterEach
    void stop() {
        first.stop();
        second.stop();
    }

    @Test
    void isOneNodesAndPassesToTheOtherWhenThatStops() {
        first.start();
        soon().until(one::isRunning);
        second.start();
        soon().until(() -> asked("other"));
        soon().during(Duration.ofSeconds(2)).until(() -> one.isRunning() && !other.isRunning());

        first.stop();
        soon().until(() -> !one.isRunning() && other.isRunning());
    }

    @Test
    void passesWhenTheServerEndsTheSessionOfANodeThatIsSilent() {
        first.start();
        soon().until(one::isRunning);
        second.start();
        soon().until(() -> asked("other"));
        sql.sql("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'one'").query()
                .listOfRows();
        soon().until(() -> !one.isRunning() && other.isRunning());
    }

    private static ConditionFactory soon() {
        return await().atMost(Duration.ofSeconds(30));
    }

    private boolean asked(String node) {
        return sql
                .sql("SELECT count(*) FROM pg_stat_activity WHERE application_name = ? AND query LIKE '%try_advisory%'")
                .param(node).query(Integer.class).single() == 1;
    }
}
