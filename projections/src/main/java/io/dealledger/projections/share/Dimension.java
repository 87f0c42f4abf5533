package io.dealledger.projections.share;

import io.dealledger.json.RecordJson;
import io.dealledger.share.Posting;
import org.jspecify.annotations.Nullable;

/** By what a share can be taken apart; the parts add up to the whole. */
public enum Dimension {
    SEGMENT, REGION, OWNER_AE, DEAL_TYPE;

    /** The name under which postings without a value are counted. */
    public static final String UNSTATED = "";

    @Nullable
    String of(Posting posting) {
        return switch (this) {
            case SEGMENT -> posting.segment();
            case REGION -> posting.region();
            case OWNER_AE -> posting.ownerAe();
            case DEAL_TYPE -> RecordJson.word(posting.dealType());
        };
    }
}
