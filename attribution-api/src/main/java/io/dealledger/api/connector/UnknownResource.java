package io.dealledger.api.connector;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** What a connector's messages had that nothing reads. */
@RestController
@Tag(name = "Connectors")
final class UnknownResource {
    private final Connectors connectors;
    private final ConnectorStore store;

    UnknownResource(Connectors connectors, ConnectorStore store) {
        this.connectors = connectors;
        this.store = store;
    }

    /** @param unknown the most frequent first */
    record UnknownList(String connector, List<UnknownStore.Row> unknown) {}

    @GetMapping("/v1/connectors/{connector}/unknown")
    @Operation(summary = "What its messages had that nothing reads: kinds of message, fields, words", description = """
            Each with the number of records that had it, when it was seen first and last, and the last message, which is \
            kept whole at /v1/messages/{id}. A field is not looked into: it has no word.""")
    UnknownList list(@PathVariable String connector) {
        return new UnknownList(connectors.door(connector).connector().name(), store.unknowns().of(connector));
    }
}
