package io.dealledger.api.node;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MissingRoleTest {
    @ParameterizedTest
    @CsvSource({"POST, /v1/facts, INTAKE", "POST, /v1/quarantine/q/release, INTAKE", "GET, /v1/quarantine, QUERY",
        "POST, /v1/publications, INTAKE", "GET, /v1/publications, QUERY", "POST, /v1/replays, QUERY",
        "GET, /v1/connectors, INTAKE", "POST, /v1/operations/erasures, INTAKE", "GET, /v1/ledger/checkpoint, QUERY"})
    void whatIsAskedNeedsARole(String method, String path, Role role) {
        assertThat(MissingRole.needed(method, path)).containsExactly(role);
    }
}
