package io.dealledger.projections.share;

import io.dealledger.account.AttributionDecided;
import io.dealledger.account.FactFiled;
import io.dealledger.account.LedgerEvent;
import io.dealledger.account.PersonErased;
import io.dealledger.account.SharePublished;
import io.dealledger.account.StoredFact;
import io.dealledger.fact.FxRatePublished;
import io.dealledger.fact.PolicyPublished;
import io.dealledger.projections.engine.BatchProjection;
import io.dealledger.projections.engine.LedgerEntry;
import java.sql.Connection;
import java.sql.SQLException;

/** Turns each decision into what it adds, takes back what the one before it added, and keeps the weekly sums. */
public final class ShareProjection implements BatchProjection<ShareBatch> {
    @Override
    public String view() {
        return ShareView.VIEW;
    }

    @Override
    public boolean looksInto(Class<? extends LedgerEvent> type) {
        return type == AttributionDecided.class || type == FactFiled.class;
    }

    @Override
    public ShareBatch newBatch() {
        return new ShareBatch();
    }

    @Override
    public void fold(ShareBatch batch, LedgerEntry entry) {
        batch.reaches(entry.recordedAt());
        if (!looksInto(entry.type())) {
            return;
        }
        switch (entry.event()) {
            case AttributionDecided decided -> batch.add(entry.position(), decided.decision());
            case FactFiled(_, StoredFact fact) -> {
                switch (fact.statement().fact()) {
                    case FxRatePublished rate -> batch.add(entry.position(), fact.recordedAt(), rate);
                    case PolicyPublished policy -> batch.add(entry.position(), fact.recordedAt(), policy);
                    default -> {
                        // no other filed fact changes a share
                    }
                }
            }
            case LedgerEvent.OfAccount _,LedgerEvent.OfIntake _,SharePublished _,PersonErased _ -> {
            }
        }
    }

    @Override
    public void flush(ShareBatch batch, Connection connection) throws SQLException {
        batch.write(connection);
    }
}
