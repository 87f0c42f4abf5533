package io.dealledger.api.store;

import io.dealledger.account.AttributionDecided;
import io.dealledger.account.FactAccepted;
import io.dealledger.account.FactDiscarded;
import io.dealledger.account.FactFiled;
import io.dealledger.account.FactFollowed;
import io.dealledger.account.FactParked;
import io.dealledger.account.FactPlaced;
import io.dealledger.account.FactQuarantined;
import io.dealledger.account.FactReleased;
import io.dealledger.account.LedgerEvent;
import io.dealledger.account.PersonErased;
import io.dealledger.account.SharePublished;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** When an event happened in the business: what its fact claims, or recorded_at where the ledger itself acted. */
final class BusinessTime {
    private BusinessTime() {}

    static Instant of(LedgerEvent event, Instant recordedAt) {
        Instant at = switch (event) {
            case FactAccepted(_, var fact) -> fact.occurredAt();
            case FactPlaced(_, var fact, _) -> fact.occurredAt();
            case FactFollowed(_, var fact, _, _, _) -> fact.occurredAt();
            case FactFiled(_, var fact) -> fact.occurredAt();
            case FactParked(var fact, _, _) -> fact.occurredAt();
            case AttributionDecided _,FactQuarantined _,FactReleased _,FactDiscarded _,SharePublished _,PersonErased _ ->
                recordedAt;
        };
        return at.truncatedTo(ChronoUnit.MICROS);
    }
}
