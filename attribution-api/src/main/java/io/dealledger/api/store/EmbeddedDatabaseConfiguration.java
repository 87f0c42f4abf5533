package io.dealledger.api.store;

import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.util.StringUtils;

/** A PostgreSQL of our own, where {@code spring.datasource.url} names no other. */
@Configuration(proxyBeanMethods = false)
@Conditional(EmbeddedDatabaseConfiguration.NoDatabaseGiven.class)
class EmbeddedDatabaseConfiguration {
    @Bean
    EmbeddedDatabase embeddedDatabase(LedgerStoreProperties properties) {
        return EmbeddedDatabase.start(properties.data());
    }

    @Bean
    SchemaOwner schemaOwner(EmbeddedDatabase database) {
        var sessions = new PGSimpleDataSource();
        sessions.setUrl(database.url());
        sessions.setUser(database.user());
        sessions.setPassword(database.password());
        return new SchemaOwner(sessions);
    }

    /** Spring Boot builds its pool from this as it would from {@code spring.datasource.url}. */
    @Bean
    JdbcConnectionDetails embeddedDatabaseConnectionDetails(EmbeddedDatabase database) {
        return new JdbcConnectionDetails() {
            @Override
            public String getUsername() {
                return EmbeddedDatabase.SERVICE;
            }

            @Override
            public @Nullable String getPassword() {
                return database.servicePassword();
            }

            @Override
            public String getJdbcUrl() {
                return database.url();
            }
        };
    }

    static final class NoDatabaseGiven implements Condition {
        @Override
        public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
            return !StringUtils.hasText(context.getEnvironment().getProperty("spring.datasource.url"));
        }
    }
}
