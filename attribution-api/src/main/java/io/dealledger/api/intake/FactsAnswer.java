package io.dealledger.api.intake;

import io.dealledger.json.RecordJson;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of the facts of one request, all of it durable.
 *
 * @param results one per fact, in the order of the request
 */
public record FactsAnswer(int accepted, int duplicates, int parked, int quarantined, List<Result> results) {
    public static FactsAnswer of(List<Receipt> receipts) {
        return new FactsAnswer(count(receipts, Receipt.Outcome.ACCEPTED), count(receipts, Receipt.Outcome.DUPLICATE),
                count(receipts, Receipt.Outcome.PARKED), count(receipts, Receipt.Outcome.QUARANTINED),
                receipts.stream().map(Result::of).toList());
    }

    static int count(List<Receipt> receipts, Receipt.Outcome outcome) {
        return (int) receipts.stream().filter(receipt -> receipt.outcome() == outcome).count();
    }

    /** @param outcome {@code accepted}, {@code duplicate}, {@code parked} or {@code quarantined} */
    public record Result(@Nullable String source, @Nullable String id, String outcome, @Nullable Long position,
            @Nullable Instant recordedAt, @Nullable String problem, @Nullable String quarantineId) {
        static Result of(Receipt receipt) {
            return new Result(receipt.source(), receipt.id(), RecordJson.word(receipt.outcome()), receipt.position(),
                    receipt.recordedAt(), receipt.problem(), receipt.quarantineId());
        }
    }
}
