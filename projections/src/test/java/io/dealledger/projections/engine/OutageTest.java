package io.dealledger.projections.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OutageTest {
    /** 25P03 and 57P05 are what a node hears that was silent for too long, with and without a transaction. */
    @ParameterizedTest
    @CsvSource({"25P03, true", "57P05, true", "08006, true", "25P02, false", "23505, false"})
    void tellsByTheState(String state, boolean passing) {
        assertThat(Outage.isPassing(new IllegalStateException(new SQLException("said", state)))).isEqualTo(passing);
    }
}
