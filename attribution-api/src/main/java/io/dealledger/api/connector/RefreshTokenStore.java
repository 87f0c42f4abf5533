package io.dealledger.api.connector;

import io.dealledger.api.connector.transport.RefreshTokens;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

final class RefreshTokenStore implements RefreshTokens {
    private final JdbcClient sql;

    /** @param dataSource with the tables of {@link ConnectorStore} */
    RefreshTokenStore(DataSource dataSource) {
        this.sql = JdbcClient.create(dataSource);
    }

    @Override
    public byte @Nullable [] last(String connector, String descends) {
        return sql.sql("SELECT sealed FROM connectors.refresh_token WHERE connector = ? AND descends = ?")
                .param(connector).param(descends).query((row, _) -> row.getBytes(1)).optional().orElse(null);
    }

    @Override
    public void keep(String connector, String descends, byte[] sealed) {
        sql.sql("""
                INSERT INTO connectors.refresh_token (connector, descends, sealed) VALUES (?, ?, ?)
                ON CONFLICT (connector) DO UPDATE SET descends = EXCLUDED.descends, sealed = EXCLUDED.sealed""")
                .param(connector).param(descends).param(sealed).update();
    }
}
