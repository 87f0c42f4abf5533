package io.dealledger.api.connector;

import io.dealledger.api.intake.Receipt;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of a message.
 *
 * @param records  one line per record and stream
 * @param receipts one per statement and per record that cannot be read, in the order of the message
 */
record Report(List<Line> records, List<Receipt> receipts) {
    /** @param problem of a record that cannot be read; else null */
    record Line(@Nullable String stream, @Nullable String record, RecordOutcome outcome, @Nullable String problem) {}
}
