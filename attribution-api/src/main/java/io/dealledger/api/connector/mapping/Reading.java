package io.dealledger.api.connector.mapping;

import io.dealledger.api.connector.mapping.MappingDocument.Stream;
import io.dealledger.json.Problem;
import org.jspecify.annotations.Nullable;

/** What one record of a document is to one stream, before it is held against what is known of it. */
public sealed interface Reading {
    /** From 0, among the records of the document; in a file the line says more. */
    int index();

    /** No stream wants the record. */
    record NoStream(int index) implements Reading {}

    /**
     * @param record null where the record has no id
     * @param why    in short, without the value
     */
    record Unreadable(int index, String stream, @Nullable String record, String why, Problem problem)
            implements
                Reading {}

    record Readable(int index, Stream stream, String record, Snapshot snapshot) implements Reading {}
}
